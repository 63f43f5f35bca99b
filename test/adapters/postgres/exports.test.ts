import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createExportQueue } from '../../../adapters/postgres/exports.ts';
import { createFeedbackStore } from '../../../adapters/postgres/feedback.ts';
import { collectorTarget } from '../../../adapters/telemetry/collector.ts';
import { runExporter } from '../../../adapters/telemetry/exporter.ts';
import type { Target } from '../../../adapters/telemetry/exporter.ts';
import { createReadFinished } from '../../../adapters/telemetry/read-finished.ts';
import { createSend } from '../../../adapters/telemetry/send.ts';
import { AppError } from '../../../domain/errors.ts';
import type { ExportQueue } from '../../../domain/export-ports.ts';
import { until } from '../../activities/bench.ts';
import { concluded, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
let queue: ExportQueue;
let stop: AbortController;
let exporting: Promise<void> | null;
let lines: Record<string, unknown>[];
const slot = { target: 'otlp', kind: 'trace' } as const;

beforeAll(async () => {
  bench = await openBench();
  queue = createExportQueue(bench.pool);
});
afterAll(() => bench[Symbol.asyncDispose]());
beforeEach(async () => {
  await bench.rows('delete from exports');
  await bench.rows('delete from investigations');
  stop = new AbortController();
  exporting = null;
  lines = [];
});
afterEach(async () => {
  stop.abort();
  await exporting;
});

/** Investigations that have ended. */
async function ended(count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const ref = await bench.investigate();
    await bench.store.conclude(ref, concluded);
    ids.push(ref.id);
  }
  return ids;
}
const age = (ids: readonly string[], hours: number) =>
  bench.rows(
    `update investigations set created_at = clock_timestamp() - make_interval(mins => $2) where id = any($1)`,
    [ids, hours * 60],
  );

const run = (...targets: Target[]): void => {
  const log = (facts: object, message: string) => lines.push({ ...facts, message });
  exporting = runExporter({ targets, queue, log, idleMs: 20, pauseMs: 20 }, stop.signal);
};

/** A target in this process: what it was sent, and what it does. */
function aTarget(behave: (ids: readonly string[]) => void = () => {}) {
  const got: string[] = [];
  const trace = async (ids: readonly string[]): Promise<void> => {
    behave(ids);
    got.push(...ids);
  };
  return { got, target: { name: 'otlp', kinds: { trace } } satisfies Target };
}

describe('what waits for a system that watches', () => {
  it('is what has ended, the oldest first, and each taken by one worker', async () => {
    await bench.investigate();
    const ids = await ended(4);
    const [one, two] = await Promise.all([
      queue.take(slot, 2, 60_000),
      queue.take(slot, 2, 60_000),
    ]);
    expect([...one, ...two].toSorted()).toEqual(ids.toSorted());
    expect(await queue.take(slot, 9, 60_000)).toEqual([]);
    await queue.sent(slot, one);
    await queue.failed(slot, two, 0);
    expect((await queue.take(slot, 9, 60_000)).toSorted()).toEqual(two.toSorted());
    // Another system has a queue of its own.
    expect(await queue.take({ ...slot, target: 'mlflow' }, 9, 60_000)).toHaveLength(4);
  });

  it('may be taken again when whoever took it is gone', async () => {
    const ids = await ended(1);
    expect(await queue.take(slot, 9, 0)).toEqual(ids);
    expect(await queue.take(slot, 9, 60_000)).toEqual(ids);
  });

  it('is bounded: the oldest beyond it, and what is older than a day, is given up once', async () => {
    const ids = await ended(5);
    await age(ids.slice(0, 1), 24.5);
    await age(ids.slice(1, 2), 30);
    expect(await queue.giveUp(slot, 2)).toBe(2);
    expect(await queue.giveUp(slot, 2)).toBe(0);
    expect((await queue.take(slot, 9, 60_000)).toSorted()).toEqual(ids.slice(3).toSorted());
  });

  it('of feedback comes after the trace that it is about, and again when it is changed', async () => {
    const feedback = createFeedbackStore(bench.pool);
    const ref = await bench.investigate();
    const give = (comment: string) =>
      feedback.give({
        ...ref,
        caseId: `case_${'1'.repeat(32)}`,
        rating: 'up',
        claim: null,
        question: 'What?',
        domains: null,
        comment,
      });
    await give('good');
    const ofFeedback = { ...slot, kind: 'feedback' } as const;
    expect(await queue.take(ofFeedback, 9, 60_000)).toEqual([]);
    await bench.store.conclude(ref, concluded);
    await queue.sent(slot, await queue.take(slot, 9, 60_000));
    const first = await queue.take(ofFeedback, 9, 60_000);
    expect(first).toHaveLength(1);
    await queue.sent(ofFeedback, first);
    await give('bad');
    const second = await queue.take(ofFeedback, 9, 60_000);
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
  });
});

describe('the exporter', () => {
  it('sends everything that ends, once', async () => {
    const { got, target } = aTarget();
    const ids = await ended(25);
    run(target);
    await until(async () => got.length === 25);
    const more = await ended(1);
    await until(async () => got.length === 26);
    expect(got.toSorted()).toEqual([...ids, ...more].toSorted());
    expect(lines).toEqual([]);
  });

  it('waits for a system that is away, which delays no other, and tells of it now and then', async () => {
    let isAway = true;
    const away = aTarget(() => {
      if (isAway) throw new AppError('upstream.down', 'it does not answer');
    });
    const there = aTarget();
    const ids = await ended(3);
    run(away.target, { ...there.target, name: 'mlflow' });
    await until(async () => there.got.length === 3);
    await until(async () => lines.length >= 2);
    expect(away.got).toEqual([]);
    isAway = false;
    await until(async () => away.got.length === 3);
    expect(away.got.toSorted()).toEqual(ids.toSorted());
    expect(lines[0]).toMatchObject({ target: 'otlp', failures: 1, code: 'upstream.down' });
    expect(lines.some(({ lost }) => lost !== undefined)).toBe(false);
  });

  it('loses by itself, and counts, what a system refuses', async () => {
    const ids = await ended(5);
    const { got, target } = aTarget((batch) => {
      if (batch.includes(ids[2] ?? '')) throw new AppError('upstream.rejected', 'bad trace');
    });
    run(target);
    await until(async () => got.length === 4);
    await until(async () => lines.length > 0);
    expect(lines).toMatchObject([{ kind: 'trace', count: 1, lost: 1, reason: 'bad trace' }]);
    expect(await queue.take(slot, 9, 60_000)).toEqual([]);
  });

  it('posts spans to a collector with its headers, and follows it to no other host', async () => {
    const seen: {
      path: string | undefined;
      type: string | undefined;
      key: unknown;
      size: number;
    }[] = [];
    let status = 302;
    const collector = createServer((request, reply) => {
      let size = 0;
      request.on('data', (chunk: Buffer) => (size += chunk.length));
      request.on('end', () => {
        const { 'content-type': type, 'x-key': key } = request.headers;
        seen.push({ path: request.url, type, key, size });
        reply.writeHead(status, { location: '/elsewhere' }).end();
        status = 200;
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
    await ended(2);
    const send = createSend(url, { 'x-key': 'secret' }, stop.signal);
    const read = createReadFinished(queue, bench.store);
    run(collectorTarget(send, read, { content: false, model: null }));
    await until(async () => (await queue.take(slot, 9, 0)).length === 0 && seen.length >= 2);
    expect(new Set(seen.map(({ path }) => path))).toEqual(new Set(['/v1/traces']));
    expect(seen.at(-1)).toMatchObject({ type: 'application/x-protobuf', key: 'secret' });
    expect(seen.at(-1)?.size).toBeGreaterThan(200);
    stop.abort();
    collector.closeAllConnections();
    await new Promise((resolve) => collector.close(resolve));
  });
});

describe('what cannot be said of a trace', () => {
  it('is tried again later, and keeps no trace waiting', async () => {
    const feedback = createFeedbackStore(bench.pool);
    const ref = await bench.investigate();
    await feedback.give({
      ...ref,
      caseId: `case_${'2'.repeat(32)}`,
      rating: 'up',
      comment: null,
      claim: null,
      question: 'What?',
      domains: null,
    });
    await bench.store.conclude(ref, concluded);
    const { got, target } = aTarget();
    let tries = 0;
    const broken = (): Promise<void> => {
      tries += 1;
      return Promise.reject(new AppError('upstream.down', 'it fails at this one'));
    };
    run({ ...target, kinds: { ...target.kinds, feedback: broken } });
    await until(async () => tries === 1);
    const more = await ended(30);
    await until(async () => got.length === more.length + 1);
    expect(tries).toBe(1);
  });
});
