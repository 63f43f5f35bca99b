import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import type { LogEvent } from '../../domain/events.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { event, finished, laneFinished, routed, startService } from './service.ts';
import type { Service } from './service.ts';
import { readAllSse, readSse } from './sse-client.ts';
import { createDatabase, type SuiteDatabase } from '../support/database.ts';

// Each case looks at investigations of its own.
let database: SuiteDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.[Symbol.asyncDispose]());

let service: Service;
beforeEach(async () => {
  service = await startService({}, database);
});
afterEach(() => service.close());

const sse = { accept: 'text/event-stream' };
const path = (id: InvestigationId, search = '') => `/v1/investigations/${id}/events${search}`;
const delta = (n: number) =>
  event('answer.delta', { attempt: 1, text: `piece ${n}\nnext line` }, `answer.delta:1:1:${n}`);

async function run(id: InvestigationId): Promise<void> {
  await service.write(id, event('started', {}), routed('cost'));
  await service.write(id, laneFinished('cost', 'answered'));
  for (const n of [1, 2, 3, 4, 5]) await service.write(id, delta(n));
  await service.write(id, finished());
}

describe('the log as server-sent events', () => {
  it('arrives as it is written and closes after finished', async () => {
    const { id } = await service.ask();
    const reading = service.get(path(id), sse).then(readAllSse);
    await run(id);
    const log = await reading;
    expect(log.map((one) => one.id)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(log.map((one) => one.event)).toEqual(log.map((one) => one.data.type));
    expect(log.map((one) => one.data.seq)).toEqual(log.map((one) => Number(one.id)));
    expect(log[2]?.data).toMatchObject({ type: 'routed', routing: { source: 'caller' } });
    expect(log.at(-1)?.event).toBe('finished');
  });

  it('is the same for a late reader, for one who reconnects after every event, and as JSON', async () => {
    const { id } = await service.ask();
    const early = service.get(path(id), sse).then(readAllSse);
    const broken = (async () => {
      const got: LogEvent[] = [];
      while (got.at(-1)?.type !== 'finished') {
        const seq = got.at(-1)?.seq;
        const reply = await service.get(path(id, '?after=0'), {
          ...sse,
          ...(seq === undefined ? {} : { 'last-event-id': String(seq) }),
        });
        for await (const { data } of readSse(reply)) {
          got.push(data);
          break;
        }
      }
      return got;
    })();
    await run(id);
    const whole = (await early).map((one) => one.data);
    const late = (await readAllSse(await service.get(path(id), sse))).map((one) => one.data);
    const page = (await (await service.get(path(id), { accept: 'application/json' })).json()) as {
      events: LogEvent[];
    };
    expect(whole).toHaveLength(10);
    expect(late).toEqual(whole);
    expect(page.events).toEqual(whole);
    // It began after event 0 by `?after=`, which Last-Event-ID then overrules.
    expect(await broken).toEqual(whole.slice(1));
  });

  it('closes at once for a reader who has it all', async () => {
    const { id } = await service.ask();
    await run(id);
    expect(await readAllSse(await service.get(path(id), { ...sse, 'last-event-id': '9' }))).toEqual(
      [],
    );
  });

  it('hides nothing from a reader who claims to be ahead of it', async () => {
    const { id } = await service.ask();
    const reply = await service.get(path(id, '?after=999'), sse);
    await service.write(id, finished());
    expect((await readAllSse(reply)).at(-1)?.event).toBe('finished');
  });

  it('is read again without a notification', async () => {
    const silent = await startService({ notifications: { listen: () => () => {} }, reReadMs: 20 });
    const { id } = await silent.ask();
    const reading = silent.get(path(id), sse).then(readAllSse);
    await silent.write(id, finished());
    expect((await reading).at(-1)?.event).toBe('finished');
    await silent.close();
  });

  it('goes on after the database was away', async () => {
    const { store } = service.deps;
    let failures = 0;
    const events: typeof store.events = (ref, options) => {
      failures += 1;
      if (failures > 2) return store.events(ref, options);
      throw new AppError('dependency.down', 'PostgreSQL does not answer');
    };
    await using shaky = await startService({ store: { ...store, events }, reReadMs: 20 });
    const { id } = await service.ask();
    await service.write(id, finished());
    const log = await readAllSse(await shaky.get(path(id), sse));
    expect(log.map((one) => one.event)).toEqual(['queued', 'finished']);
    expect(failures).toBeGreaterThan(2);
  });

  it('ends when the process stops, and the run is left alone', async () => {
    const { id } = await service.ask();
    const reader = readSse(await service.get(path(id), sse));
    expect((await reader.next()).value).toMatchObject({ id: '0' });
    service.stop();
    expect((await reader.next()).done).toBe(true);
    expect(service.engine.cancelled).toEqual([]);
  });

  it('stops listening when the client leaves, and cancels nothing', async () => {
    let listeners = 0;
    let onLeft = (): void => {};
    const left = new Promise<void>((resolve) => (onLeft = resolve));
    const notifications = {
      listen: () => {
        listeners += 1;
        return () => {
          listeners -= 1;
          onLeft();
        };
      },
    };
    await using watched = await startService({ notifications });
    const { id } = await watched.ask();
    const client = new AbortController();
    const reply = await fetch(watched.url + path(id), { headers: sse, signal: client.signal });
    await readSse(reply).next();
    expect(listeners).toBe(1);
    client.abort();
    await left;
    expect([listeners, watched.engine.cancelled]).toEqual([0, []]);
  });
});

describe('the log as pages', () => {
  type Page = { events: LogEvent[]; lastSeq: number; finished: boolean };
  const pageOf = async (id: InvestigationId, search: string): Promise<Page> =>
    (await (await service.get(path(id, search), { accept: 'application/json' })).json()) as Page;

  it('is read to its end by going on from lastSeq', async () => {
    const { id } = await service.ask();
    await run(id);
    const seqs: number[] = [];
    let page = await pageOf(id, '?limit=4');
    for (;;) {
      seqs.push(...page.events.map(({ seq }) => seq));
      if (page.finished) break;
      page = await pageOf(id, `?limit=4&after=${page.lastSeq}`);
    }
    expect(seqs).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is not finished while the run goes on', async () => {
    const { id } = await service.ask();
    expect(await pageOf(id, '')).toMatchObject({ lastSeq: 0, finished: false });
    expect(await pageOf(id, '?after=0')).toEqual({ events: [], lastSeq: 0, finished: false });
  });

  it('is finished for one who has it all', async () => {
    const { id } = await service.ask();
    await run(id);
    expect(await pageOf(id, '?after=9')).toEqual({ events: [], lastSeq: 9, finished: true });
  });
});
