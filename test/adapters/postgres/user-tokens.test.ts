import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { aToken, concluded, hex, openBench } from './bench.ts';
import type { Bench } from './bench.ts';
import { sessionId } from '../../../domain/ids.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

const name = 'ann@example.com';
const asked = (token = aToken()): Promise<InvestigationRef> =>
  bench.investigate({ domains: ['cost'], asUser: { name, token } });
const read = (ref: InvestigationRef) => bench.work.userTokens.read(ref);
const kept = async (): Promise<number> => (await bench.rows('select 1 from user_tokens')).length;

describe('the token of a user', () => {
  it('is there from the admission on, with the name of the user', async () => {
    const ref = await asked();
    expect(await bench.work.askedAs(ref)).toBe(name);
    expect(await bench.store.find(ref)).toMatchObject({ askedAs: name });
    expect(await read(ref)).toMatchObject({ keyName: 'k1', version: 1, isRefused: false });
    expect(String((await read(ref))?.bytes)).toBe('sealed');
  });

  it('is of no investigation that is asked as the service', async () => {
    const ref = await bench.investigate();
    expect(await bench.work.askedAs(ref)).toBeNull();
    expect(await bench.store.keepToken(ref, aToken())).toBe(false);
    expect(await read(ref)).toBeNull();
  });

  it.each<[string, (ref: InvestigationRef) => Promise<unknown>]>([
    ['the end of the run', (ref) => bench.work.conclude(ref, concluded)],
    ['the end by the sweeper', (ref) => bench.store.conclude(ref, concluded)],
  ])('is wiped by %s, and cannot be brought again', async (_, end) => {
    const ref = await asked();
    await end(ref);
    expect(await read(ref)).toBeNull();
    const later = aToken({ expiresAtMs: Date.now() + 7_200_000 });
    expect(await bench.store.keepToken(ref, later)).toBe(false);
    expect(await read(ref)).toBeNull();
  });

  it('goes with whatever deletes its investigation', async () => {
    const session = sessionId(hex());
    const ref = await bench.investigate({ session, asUser: { name, token: aToken() } });
    const before = await kept();
    await bench.rows('delete from investigations where id = $1', [ref.id]);
    expect(await kept()).toBe(before - 1);
    await bench.investigate({ owner: 'eve', asUser: { name, token: aToken() } });
    await bench.rows(`delete from user_tokens where owner = 'ann'`);
    await bench.rows(`update investigations set status = 'failed' where owner = 'eve'`);
    await bench.rows(`select forget_owner('eve')`);
    expect(await kept()).toBe(0);
  });

  it('makes place for one that lasts longer, and for any once it was refused', async () => {
    const endsMs = Date.now() + 600_000;
    const ref = await asked(aToken({ expiresAtMs: endsMs }));
    const keep = (expiresAtMs: number | null) =>
      bench.store.keepToken(ref, aToken({ expiresAtMs }));
    expect(await keep(endsMs)).toBe(false);
    expect(await keep(endsMs - 1_000)).toBe(false);
    expect(await keep(endsMs + 1_000)).toBe(true);
    expect(await read(ref)).toMatchObject({ version: 2 });
    await bench.work.userTokens.refuse(ref, 1);
    expect(await read(ref)).toMatchObject({ isRefused: false });
    await bench.work.userTokens.refuse(ref, 2);
    expect(await read(ref)).toMatchObject({ isRefused: true });
    expect(await keep(endsMs)).toBe(true);
    expect(await read(ref)).toMatchObject({ version: 3, isRefused: false });
    // Of one that does not tell its end nobody knows whether it is as good.
    expect(await keep(null)).toBe(true);
    expect(await keep(null)).toBe(true);
    expect(await read(ref)).toMatchObject({ version: 5, expiresAtMs: null });
  });

  it('is not kept by a renewal that waits while the investigation ends', async () => {
    const ref = await asked(aToken({ expiresAtMs: null }));
    const client = await bench.pool.connect();
    await client.query('begin');
    await client.query('select from investigations where id = $1 for update', [ref.id]);
    const renewing = bench.store.keepToken(ref, aToken());
    await client.query(`update investigations set status = 'failed' where id = $1`, [ref.id]);
    await client.query('commit');
    client.release();
    expect(await renewing).toBe(false);
    expect(await read(ref)).toBeNull();
  });
});
