import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../domain/errors.ts';
import type { NewInvestigation } from '../../../domain/api-ports.ts';
import { investigationId, sessionId } from '../../../domain/ids.ts';
import { createInvestigationStore } from '../../../adapters/postgres/investigation-store.ts';
import { readAdmissionLoad } from '../../../adapters/postgres/admit.ts';
import { until } from '../../activities/bench.ts';
import { codeOf, hex, openBench, someNeeds } from './bench.ts';
import type { Bench } from './bench.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const estimate = { seconds: 120, waitSeconds: 0, reason: 'free' };
const aQuestion = (question = 'q'): NewInvestigation => ({
  id: investigationId(hex()),
  owner: 'ann',
  sessionId: sessionId(hex()),
  mode: 'standard',
  question,
  visibility: 'private',
  domains: ['cost'],
  retryOf: null,
  asUser: null,
  closedDomains: [],
  budgetSeconds: 120,
  createdAtMs: Date.now(),
  bodyHash: 'hash',
});

describe('admissions', () => {
  it('that come at once are decided one after another', async () => {
    const most = 4;
    const admit = () =>
      bench.store.admit(aQuestion(), someNeeds, ({ open }) => {
        if (open >= most) throw new AppError('limit.exceeded', 'Too many are open.');
        return { deadlineAtMs: Date.now() + 120_000, estimate };
      });
    const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(admit())));
    expect(codes.filter((code) => code === null)).toHaveLength(most);
    expect(codes.filter((code) => code === 'limit.exceeded')).toHaveLength(10 - most);
  });

  it('take one into account that came before and is not yet stored', async () => {
    const lock = 77;
    await bench.rows(
      `create function hold() returns trigger language plpgsql as $$ begin
         perform pg_advisory_xact_lock(${lock}); return new; end $$`,
    );
    await bench.rows(
      `create trigger hold after insert on investigations for each row
         when (new.question = 'held') execute function hold()`,
    );
    const before = await readAdmissionLoad(bench.pool, 'ann', someNeeds);
    const waiting = async (): Promise<number> => {
      const sql = `select 1 from pg_locks where locktype = 'advisory' and not granted
        and database = (select oid from pg_database where datname = current_database())`;
      return (await bench.rows(sql)).length;
    };
    const plan = () => ({ deadlineAtMs: Date.now() + 120_000, estimate });
    const holder = await bench.pool.connect();
    try {
      await holder.query('select pg_advisory_lock($1)', [lock]);
      const first = bench.store.admit(aQuestion('held'), someNeeds, plan);
      await until(async () => (await waiting()) === 1);
      let seen: number | null = null;
      // As in another process: one store admits in turn by itself.
      const second = createInvestigationStore(bench.pool, 100_000).admit(
        aQuestion(),
        someNeeds,
        ({ open }) => {
          seen = open;
          return plan();
        },
      );
      await until(async () => seen !== null || (await waiting()) === 2);
      await holder.query('select pg_advisory_unlock($1)', [lock]);
      await Promise.all([first, second]);
      expect(seen).toBe(before.open + 1);
    } finally {
      holder.release(true);
    }
  });

  it('to the session of another user are refused', async () => {
    const session = sessionId(hex());
    await bench.investigate({ owner: 'ann', session });
    expect(await codeOf(bench.investigate({ owner: 'bob', session }))).toBe('input.not_found');
    const own = await bench.rows('select owner from investigations where session_id = $1', [
      session,
    ]);
    expect(own).toEqual([{ owner: 'ann' }]);
  });

  it('with the id of another user are refused', async () => {
    const id = investigationId(hex());
    await bench.investigate({ id, owner: 'ann' });
    expect(await codeOf(bench.investigate({ id, owner: 'bob' }))).toBe('input.not_found');
  });
});
