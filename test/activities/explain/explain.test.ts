import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostStatements } from '../../../domain/budget.ts';
import type { Checks } from '../../../activities/explain/checks.ts';
import type { Deps } from '../../../activities/deps.ts';
import { explain } from '../../../activities/explain/explain.ts';
import { AppError } from '../../../domain/errors.ts';
import type { SearchRequest } from '../../../domain/explanation.ts';
import { anEvidence } from '../../support/evidence.ts';
import { aResult, legOf } from '../../adapters/postgres/bench.ts';
import { openWorld } from '../bench.ts';
import type { World } from '../bench.ts';
import { byDay, counted, days, doing, endsOf, investigate, pinned, run } from './bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a search', () => {
  it('runs at most so many statements, a few at a time', async () => {
    let running = 0;
    let most = 0;
    const { deps, ran } = counted(pinned(world));
    const { warehouse } = deps;
    const watched: Deps['warehouse'] = {
      id: warehouse.id,
      run: async (statement, signal) => {
        most = Math.max(most, (running += 1));
        const end = await warehouse.run(statement, signal);
        running -= 1;
        return end;
      },
    };
    const many = Array.from({ length: mostStatements + 2 }, (_, n) =>
      days(`2026-10-${String(n + 1).padStart(2, '0')}`),
    );
    const ends = await endsOf(world, { ...deps, warehouse: watched }, many);
    expect(ends.map(({ kind }) => kind)).toEqual([
      ...Array<string>(mostStatements).fill('rows'),
      'blocked',
      'blocked',
    ]);
    expect(most).toBeLessThanOrEqual(4);
    expect(ran).toHaveLength(mostStatements);
  });

  it('runs in a second attempt only what has not ended', async () => {
    const { deps, ran } = counted(pinned(world));
    const ref = await investigate(world);
    const down = new AppError('upstream.down', 'gone');
    const attempt = async ({ run: check, tell }: Checks) => {
      const both = await check('symptom', [byDay, days('2026-11-04')]);
      await tell('symptom', 'silent');
      await tell('symptom', 'supports');
      return both;
    };
    const { warehouse } = deps;
    const failing: Deps = {
      ...deps,
      warehouse: {
        ...warehouse,
        run: (statement, signal) =>
          statement.parameters[0]?.value === '2026-11-04'
            ? Promise.reject(down)
            : warehouse.run(statement, signal),
      },
    };
    await expect(
      run(failing, ref, async (ports) => {
        await ports.run('symptom', [byDay]);
        await attempt(ports);
      }),
    ).rejects.toBe(down);
    expect(await run(deps, ref, attempt)).toEqual({ verdict: 'cause_found', isUnusual: true });
    expect(ran).toHaveLength(2);
    expect(await world.bench.work.evidence(ref)).toHaveLength(2);
    // What stands is returned, and nothing is searched again.
    const again = await run(deps, ref, () => Promise.reject(new Error('searched again')));
    expect(again).toEqual({ verdict: 'cause_found', isUnusual: true });
    const types = (await world.bench.types(ref)).filter((type) => /check|explained/.test(type));
    expect(types).toEqual([
      'check.started',
      'check.started',
      'check.finished',
      'check.finished',
      'explained',
    ]);
  });

  it('stops its statements at the warehouse when it is cancelled', async () => {
    const stopping = new AbortController();
    const aborted = Promise.withResolvers<void>();
    const warehouse: Deps['warehouse'] = {
      id: 'w',
      run: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.resolve();
            reject(signal.reason as Error);
          });
          stopping.abort(new Error('cancelled'));
        }),
    };
    const args = {
      ref: await investigate(world),
      intent: 'why',
      untilMs: Date.now() + 20_000,
    } as const;
    const search = doing(({ run: check }) => check('symptom', [byDay]));
    const at = { attempt: 1, signal: stopping.signal };
    const running = explain({ ...pinned(world), warehouse }, { ...args, skip: null }, at, search);
    await expect(running).rejects.toThrow('cancelled');
    await aborted.promise;
  });

  it('that is skipped says why, and only when nothing stands', async () => {
    const ref = await investigate(world);
    const skip = 'the time was too short.';
    const fails = () => Promise.reject(new Error('searched'));
    expect(await run(pinned(world), ref, fails, { skip })).toEqual({
      verdict: 'skipped',
      isUnusual: false,
    });
    const stands = await world.bench.work.checks.explanation(ref);
    expect(stands?.lines).toEqual(['No cause was looked for: the time was too short.']);
    expect(await run(pinned(world), ref, fails)).toEqual({ verdict: 'skipped', isUnusual: false });
  });

  it('gets the tables of the domains, those of no check, and the nearest questions', async () => {
    const ref = await world.bench.investigate({
      domains: ['cost'],
      question: 'How much do we spend per day?',
    });
    const table = anEvidence();
    await world.bench.work.takeLane(legOf(ref));
    await world.bench.work.finishLane(legOf(ref), aResult({ evidence: [table] }));
    const requests: SearchRequest[] = [];
    const rule = 'The mean of the days before.';
    await run(pinned(world), ref, async ({ run: check, keep }) => {
      const [end] = await check('symptom', [byDay]);
      if (end?.kind !== 'rows') throw new Error('no rows');
      const { domain, columns, rows, id } = end.table;
      const computed = { domain, title: 'Levels', columns, rows, from: [id], rule };
      const kept = await keep(computed);
      expect((await keep(computed)).id).toBe(kept.id);
      expect(kept.source).toMatchObject({ kind: 'computed', from: [id], rule });
    });
    expect(await world.bench.work.evidence(ref)).toHaveLength(3);
    await world.bench.rows("delete from events where key = 'explained'");
    await run(pinned(world), ref, async (_, request) => requests.push(request));
    expect(requests[0]).toMatchObject({ intent: 'why', domains: ['cost'], timeZone: 'UTC' });
    expect(requests[0]?.evidence).toEqual([table]);
    expect(requests[0]?.nearest[0]).toBe('cost/spend_by_day');
  });

  it('is about what the domain was asked, where the question follows an earlier one', async () => {
    const question = 'Why did we spend more than usual yesterday?';
    const ref = await world.bench.investigate({ question: 'why?' });
    await world.bench.work.commitRouting(ref, {
      routing: {
        domains: [{ domain: 'cost', question, score: 1, reason: '' }],
        tools: [],
        source: 'thread',
      },
      degraded: [],
      usage: {},
      prompt: null,
      lanes: [],
    });
    const requests: SearchRequest[] = [];
    await run(pinned(world), ref, async (_, request) => requests.push(request));
    expect(requests[0]?.question).toBe(question);
  });

  it.each<[question: string, followUp: string | undefined]>([
    ['and who did that?', 'who'],
    ['how do I fix it?', 'remedy'],
    ['why?', undefined],
  ])('answers %s as the follow-up %s', async (question, followUp) => {
    const ref = await world.bench.investigate({ question });
    await world.bench.work.commitRouting(ref, {
      routing: {
        domains: [{ domain: 'cost', question: 'Why did spend jump?', score: 1, reason: '' }],
        tools: [],
        source: 'thread',
      },
      degraded: [],
      usage: {},
      prompt: null,
      lanes: [],
    });
    const requests: SearchRequest[] = [];
    await run(pinned(world), ref, async (_, request) => requests.push(request));
    expect(requests[0]?.question).toBe('Why did spend jump?');
    expect(requests[0]?.followUp).toBe(followUp);
  });
});
