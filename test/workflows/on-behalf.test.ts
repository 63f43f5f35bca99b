import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { query } from '../../adapters/postgres/pool.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { openProof } from '../../proof/open-proof.ts';
import { proxied } from '../support/app-user.ts';
import { openOnBehalfBench } from './on-behalf-bench.ts';
import type { OnBehalfBench } from './on-behalf-bench.ts';

let bench: OnBehalfBench;
beforeAll(async () => {
  bench = await openOnBehalfBench(1_500);
}, 120_000);
afterAll(() => bench?.[Symbol.asyncDispose]());

/** All tokens that were handed over. */
const tokens: string[] = [];
async function tokenOf(who: string): Promise<string> {
  const token = await bench.control.userToken(`${who}@example.com`);
  tokens.push(token);
  return token;
}

async function send<Body>(
  who: string,
  path: string,
  token: string | null = null,
  body?: object,
): Promise<Body> {
  const reply = await fetch(bench.url + path, {
    headers: {
      accept: 'application/json',
      ...proxied(who, token),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Body;
}

const ask = async (who: string, body: object, token?: string): Promise<Investigation> =>
  send(who, '/v1/investigations', token ?? (await tokenOf(who)), body);

/** Reads without a token, which renews nothing. */
const read = (who: string, { id }: Investigation, waitSeconds = 0): Promise<Investigation> =>
  send(who, `/v1/investigations/${id}?waitSeconds=${waitSeconds}`);

async function ended(who: string, asked: Investigation): Promise<Investigation> {
  for (;;) {
    const now = await read(who, asked, 20);
    if (now.finishedAt !== null) return now;
  }
}

const waiting = (who: string, asked: Investigation, detail: RegExp): Promise<void> =>
  vi.waitFor(
    async () => {
      const { lanes } = await read(who, asked);
      expect(lanes[0]).toMatchObject({ status: 'waiting', detail: expect.stringMatching(detail) });
    },
    { timeout: 20_000, interval: 100 },
  );

const cost = { question: 'How much do we spend per day?', domains: ['cost'] };
const security = { question: 'Which actions failed?', domains: ['security'] };

/** Who asked Genie and the warehouse since a request, and how many questions it were. */
async function askedSince(n: number) {
  const sent = (await bench.control.requests(n)).filter(({ path }) =>
    /genie|statements/.test(path),
  );
  const questions = (await bench.control.questions(n)).length;
  return { questions, who: [...new Set(sent.map(({ principal }) => principal))] };
}
const sentSoFar = async (): Promise<number> => (await bench.control.requests()).length;

describe('two users with different rights', () => {
  it('get different answers to the same question, and nobody else asks', async () => {
    const before = await sentSoFar();
    const [owners, analysts] = await Promise.all(
      ['owner', 'analyst'].map(async (who) => ended(who, await ask(who, security))),
    );
    expect(owners).toMatchObject({ status: 'completed', askedAs: 'owner@example.com' });
    expect(analysts).toMatchObject({
      status: 'failed',
      identity: 'user',
      askedAs: 'analyst@example.com',
      lanes: [{ outcome: 'denied', detail: expect.stringContaining('analyst@example.com') }],
    });
    const { who } = await askedSince(before);
    expect(new Set(who)).toEqual(new Set(['analyst@example.com', 'owner@example.com']));
  });

  it('never have the tables of each other, though each may have their own again', async () => {
    const reusing = { ...cost, reuseSeconds: 600 };
    const first = await ended('owner', await ask('owner', cost));
    const before = await sentSoFar();
    const other = await ended('analyst', await ask('analyst', reusing));
    expect(other).toMatchObject({ status: 'completed', retryOf: null });
    expect(await askedSince(before)).toEqual({ questions: 1, who: ['analyst@example.com'] });
    const again = await ended('owner', await ask('owner', reusing));
    expect(again).toMatchObject({ retryOf: first.id, identity: 'user' });
    await expect(ask('analyst', { ...cost, sessionId: first.sessionId })).rejects.toThrow(/404/);
  });

  it('have causes searched with their own rights, too', async () => {
    const before = await sentSoFar();
    const why = { question: 'Why did our spend change last week?', domains: ['cost'] };
    const { explanation } = await ended('analyst', await ask('analyst', why));
    expect(explanation?.verdict).not.toBe('skipped');
    const sent = await bench.control.requests(before);
    const statements = sent.filter(({ path }) => path.endsWith('/sql/statements'));
    expect(statements.length).toBeGreaterThan(0);
    expect((await askedSince(before)).who).toEqual(['analyst@example.com']);
  });

  it('are named by their tables and by the proof', async () => {
    const { id } = await ended('analyst', await ask('analyst', cost));
    const path = `/v1/investigations/${id}`;
    const { evidence } = await send<{ evidence: Evidence[] }>('analyst', `${path}/evidence`);
    const as = { identity: 'user', askedAs: 'analyst@example.com' };
    const table = await send('analyst', `${path}/evidence/${evidence[0]?.id}`);
    expect(table).toMatchObject(as);
    const zip = await fetch(`${bench.url}${path}/proof`, { headers: proxied('analyst', null) });
    const proof = openProof(new Uint8Array(await zip.arrayBuffer()));
    expect(JSON.stringify(proof)).toContain('"askedAs":"analyst@example.com"');
  });
});

describe('an investigation that is asked as a user', () => {
  it('goes on as them when its worker is killed in the middle', async () => {
    const before = await sentSoFar();
    const asked = await ask('analyst', cost);
    await vi.waitFor(async () => expect((await askedSince(before)).questions).toBe(1), 20_000);
    await bench.replaceWorker();
    expect(await ended('analyst', asked)).toMatchObject({ status: 'completed' });
    expect(await askedSince(before)).toEqual({ questions: 1, who: ['analyst@example.com'] });
  });

  it('waits when the token expires, and goes on when its owner reads the log again', async () => {
    const before = await sentSoFar();
    const token = await tokenOf('analyst');
    const asked = await ask('analyst', cost, token);
    await vi.waitFor(async () => expect((await askedSince(before)).questions).toBe(1), 20_000);
    await bench.control.revoke(token);
    await waiting('analyst', asked, /sign-in of analyst@example\.com .* has expired/);
    await send('analyst', `/v1/investigations/${asked.id}/events`, await tokenOf('analyst'));
    expect(await ended('analyst', asked)).toMatchObject({ status: 'completed' });
    expect((await askedSince(before)).questions).toBe(1);
  });

  it('ends with the reason when no new one comes in time', async () => {
    const token = await tokenOf('analyst');
    await bench.control.revoke(token);
    const asked = await ask('analyst', { ...cost, budgetSeconds: 15 }, token);
    const { status, lanes, failure } = await ended('analyst', asked);
    expect(status).toBe('failed');
    expect(lanes).toMatchObject([
      { outcome: 'denied', detail: expect.stringContaining('No new one came in time') },
    ]);
    expect(failure?.message).toContain('has expired');
  });
});

describe('the tokens', () => {
  it('are nowhere but in the requests, and what was stored of them is wiped', async () => {
    const remains = await bench.remains();
    // What is searched has what belongs there.
    for (const text of Object.values(remains)) expect(text).toContain('databricks:analyst@1234');
    expect(remains['histories']).toContain('askGenie');
    for (const token of tokens) {
      const forms = [token, token.split('.')[2] ?? '', Buffer.from(token).toString('hex')];
      for (const [place, text] of Object.entries(remains))
        expect([place, forms.filter((form) => text.includes(form))]).toEqual([place, []]);
    }
    expect(tokens.length).toBeGreaterThan(5);
    expect(await query(bench.pool, 'select 1 from user_tokens')).toEqual([]);
  });
});
