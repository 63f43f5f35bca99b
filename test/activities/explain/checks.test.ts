import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deps } from '../../../activities/deps.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import { createWarehouse } from '../../../adapters/databricks/warehouse.ts';
import type { Warehouse } from '../../../domain/warehouse.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { anExplanation } from '../../support/explanation.ts';
import { nowMs, openWorld } from '../bench.ts';
import type { World } from '../bench.ts';
import { byDay, counted, endsOf, investigate, pinned, run } from './bench.ts';
import type { Work } from './bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('a check', () => {
  it('becomes evidence as certified as an answer of Genie, and is told', async () => {
    const ref = await investigate(world);
    await run(pinned(world), ref, async ({ run: check, tell }) => {
      const [end] = await check('symptom', [byDay]);
      expect(end?.kind).toBe('rows');
      await tell('symptom', 'supports');
    });
    const [evidence] = await world.bench.work.evidence(ref);
    expect(evidence).toMatchObject({
      domain: 'cost',
      title: 'How much do we spend per day?',
      certified: 'cost/spend_by_day',
      scope: 'account',
      priceBasis: 'list',
      parameters: [
        { name: 'from_date', value: '2026-11-11' },
        { name: 'to_date', value: '2026-11-18' },
        { name: 'workspace', value: 'ALL' },
        { name: 'team', value: 'ALL' },
      ],
      source: { kind: 'warehouse', warehouseId: 'a1b2c3d4e5f60001' },
    });
    expect(evidence?.columns[1]).toMatchObject({ name: 'list_cost_usd', unit: 'USD' });
    expect(evidence?.rows).toHaveLength(7);
    const log = (await world.bench.log(ref)).filter(({ type }) => /check|evidence|expl/.test(type));
    expect(log).toMatchObject([
      { type: 'check.started', hypothesis: 'symptom', question: 'cost/spend_by_day' },
      { type: 'evidence.added', domain: 'cost', round: 0, evidenceId: evidence?.id },
      { type: 'check.finished', result: 'supports', evidenceIds: [evidence?.id] },
      { type: 'explained', explanation: anExplanation(), usage: { statements: 1 } },
    ]);
  });

  it('is cut when it has as many rows as its statement gives', async () => {
    const deps = pinned(world);
    const cutAt = async (mostRows: number): Promise<boolean | undefined> => {
      const ref = await investigate(world);
      const statementOf: Deps['statementOf'] = (id, atMs) => {
        const found = deps.statementOf(id, atMs);
        return found && { ...found, mostRows };
      };
      await run({ ...deps, statementOf }, ref, ({ run: check }) => check('symptom', [byDay]));
      return (await world.bench.work.evidence(ref))[0]?.truncated;
    };
    expect([await cutAt(7), await cutAt(8)]).toEqual([true, false]);
  });

  it('runs once for the same question and values, whoever asks and however often', async () => {
    const { deps, ran } = counted(pinned(world));
    const ref = await investigate(world);
    const turned = { ...byDay, parameters: { to_date: '2026-11-18', from_date: '2026-11-11' } };
    await run(deps, ref, ({ run: check }) =>
      Promise.all([check('a', [byDay, turned]), check('b', [byDay])]),
    );
    expect(ran).toHaveLength(1);
    expect(await world.bench.work.evidence(ref)).toHaveLength(1);
  });

  it('that ends while its step is stopped is not stored', async () => {
    const deps = pinned(world);
    const stopped = new AbortController();
    const warehouse = deps.warehouse && {
      ...deps.warehouse,
      run: async (...args: Parameters<Warehouse['run']>) => {
        const end = await deps.warehouse?.run(...args);
        stopped.abort(new Error('stopped'));
        if (end === undefined) throw new Error('there is no warehouse');
        return end;
      },
    };
    const ref = await investigate(world);
    const work: Work = ({ run: check }) => check('symptom', [byDay]);
    await expect(run({ ...deps, warehouse }, ref, work, {}, stopped.signal)).rejects.toThrow(
      'stopped',
    );
    expect(await world.bench.work.evidence(ref)).toEqual([]);
    await run(deps, ref, work);
    expect(await world.bench.work.evidence(ref)).toHaveLength(1);
  });

  it('has the moment of the question as its now', async () => {
    const ref = await investigate(world);
    const { createdAtMs } = await world.bench.work.investigation(ref);
    const seen: number[] = [];
    await run(world.deps, ref, async (_, request) => seen.push(request.nowMs));
    await run(pinned(world), await investigate(world), async (_, request) =>
      seen.push(request.nowMs),
    );
    expect(seen).toEqual([createdAtMs, nowMs]);
  });

  it.each([
    [
      'without a warehouse',
      (deps: Deps) => ({ ...deps, warehouse: null }),
      {},
      /^Set DATABRICKS_WAREHOUSE_ID/,
    ],
    ['when the time is over', (deps: Deps) => deps, { untilMs: 0 }, /larger budget/],
  ] as const)('is blocked %s, with what to do', async (_, change, args, remedy) => {
    const [end] = await endsOf(world, change(pinned(world)), [byDay], args);
    expect(end).toMatchObject({
      kind: 'blocked',
      check: byDay,
      missing: { what: 'How much do we spend per day?', remedy: expect.stringMatching(remedy) },
    });
  });

  it('is blocked in a domain that the owner may not ask', async () => {
    const { deps, ran } = counted(pinned(world));
    const { investigation } = deps.store;
    const store = {
      ...deps.store,
      investigation: async (ref: InvestigationRef) => ({
        ...(await investigation(ref)),
        closedDomains: ['cost'] as const,
      }),
    };
    const [end] = await endsOf(world, { ...deps, store }, [byDay]);
    expect(end).toMatchObject({
      kind: 'blocked',
      missing: { remedy: expect.stringContaining('DOMAIN_ACCESS') as string },
    });
    expect(ran).toEqual([]);
  });

  it('is blocked without the grant, and fails for a question or a value that nobody knows', async () => {
    const admin = world.workspace;
    const http = createHttp(admin.url, async () => ({
      authorization: `Bearer ${admin.token}-analyst`,
    }));
    const warehouse = createWarehouse('a1b2c3d4e5f60001', {
      http,
      caller: world.deps.genie.caller,
    });
    const ends = await endsOf(world, { ...pinned(world), warehouse }, [
      { question: 'security/admin_grants', parameters: {} },
      { question: 'cost/none', parameters: {} },
      { ...byDay, parameters: { color: 'red' } },
    ]);
    expect(ends).toMatchObject([
      {
        kind: 'blocked',
        missing: {
          what: expect.stringContaining('INSUFFICIENT_PERMISSIONS') as string,
          remedy: expect.stringContaining('ON SCHEMA system.access') as string,
        },
      },
      { kind: 'failed', reason: 'There is no such certified question.' },
      { kind: 'failed', reason: 'cost/spend_by_day has no parameter color.' },
    ]);
  });
});
