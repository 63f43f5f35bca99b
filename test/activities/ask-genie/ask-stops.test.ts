import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../../adapters/databricks/auth.ts';
import { createGenie } from '../../../adapters/databricks/genie.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import type { FaultRule } from '../../../local/workspace/control/faults.ts';
import { freePorts } from '../../../local/ports.ts';
import { localClientId } from '../../../local/workspace/oauth/principals.ts';
import { createWorkspace } from '../../../local/workspace/workspace.ts';
import { codeOf, legOf } from '../../adapters/postgres/bench.ts';
import { createWorkspaceControl } from '../../support/workspace-control.ts';
import { nowMs, openWorld, settings, until } from '../bench.ts';
import type { World } from '../bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const onAsking = (fault: FaultRule['fault']): readonly Partial<FaultRule>[] => [
  { match: { method: 'POST' }, times: 1, fault },
];
const answered = { kind: 'finished', outcome: 'answered' };

describe('a question that Genie accepted', () => {
  it('is polled again after a poll failed', async () => {
    const quiet: Partial<FaultRule> = {
      match: { method: 'GET', domain: 'quality' },
      times: 1,
      fault: { kind: 'status', status: 503 },
    };
    const it = await world.aCase({
      domain: 'quality',
      question: 'Which tables are stale?',
      faults: [quiet],
    });
    expect(await it.ask()).toMatchObject(answered);
    expect(await it.questions()).toHaveLength(1);
  });

  it('is polled by another worker when its worker is killed', async () => {
    const it = await world.aCase({ faults: onAsking({ kind: 'slow', ms: 600 }) });
    const dead = new AbortController();
    const gone = it.ask({ signal: dead.signal });
    await until(async () => (await world.bench.work.ledger.read(legOf(it.ref)))?.state === 'asked');
    dead.abort();
    await expect(gone).rejects.toThrow();
    expect(await it.ask({ attempt: 2 })).toMatchObject(answered);
    expect(await it.questions()).toHaveLength(1);
  });
});

describe('a workspace that does not answer', () => {
  it('loses no question and no quota: the question is asked once, when it answers again', async () => {
    const { workspace: port } = await freePorts(['workspace']);
    const url = `http://127.0.0.1:${port}`;
    const credentials = {
      host: url,
      token: null,
      clientId: localClientId,
      clientSecret: world.workspace.token,
      profile: null,
    };
    const genie = createGenie(url, createHttp(url, createAuthenticate(credentials)));
    const bare = createGenie(
      url,
      createHttp(url, createAuthenticate({ ...credentials, token: world.workspace.token })),
    );
    const it = await world.aCase({
      settings: { genieQuestionsPerMinute: 2 },
      deps: (deps) => ({ ...deps, genie: { ...genie, workspace: deps.genie.workspace } }),
    });
    const withToken = await world.aCase({
      settings: { genieQuestionsPerMinute: 2 },
      deps: (deps) => ({ ...deps, genie: { ...bare, workspace: deps.genie.workspace } }),
    });
    for (const one of [it, withToken]) {
      for (const attempt of [1, 2, 3, 4]) {
        expect(await codeOf(one.ask({ attempt }))).toBe('upstream.down');
        expect(await world.bench.work.ledger.read(legOf(one.ref))).toBeNull();
      }
    }
    const { cacheDir } = world;
    const { token } = world.workspace;
    const back = await createWorkspace({ cacheDir, nowMs, days: 7, port, token, answerMs: 60 });
    try {
      await back.ready;
      const startedMs = performance.now();
      expect(await it.ask({ attempt: 5 })).toMatchObject(answered);
      expect(await withToken.ask({ attempt: 5 })).toMatchObject(answered);
      expect(performance.now() - startedMs).toBeLessThan(10_000);
      expect(await createWorkspaceControl(url).questions()).toHaveLength(2);
    } finally {
      await back.close();
    }
  });
});

describe('a workspace that replies 429', () => {
  it('pauses the quota for all, and the question is asked after the pause', async () => {
    const fault = { kind: 'status', status: 429, retryAfterSeconds: 1 } as const;
    const it = await world.aCase({ faults: onAsking(fault) });
    const startedMs = performance.now();
    expect(await it.ask()).toMatchObject({ outcome: 'answered' });
    expect(performance.now() - startedMs).toBeGreaterThan(1_000);
    expect((await it.questions()).map(({ status }) => status)).toEqual([429, 200]);
    const waiting = (await it.log()).find(({ type }) => type === 'lane.waiting');
    expect(waiting).toMatchObject({ reason: 'quota', position: 1 });
    expect((await it.finished()).waitedMs).toBeGreaterThan(500);
  });

  it('without Retry-After is asked nothing for 12 s', async () => {
    const it = await world.aCase({ faults: onAsking({ kind: 'status', status: 429 }) });
    const abort = new AbortController();
    const ended = it.ask({ signal: abort.signal });
    await until(async () => (await it.log()).some(({ type }) => type === 'lane.waiting'));
    const [pause] = await world.bench.rows(
      'select round(extract(epoch from paused_until - clock_timestamp()))::int as seconds from quota_workspaces where workspace = $1',
      [it.tag],
    );
    expect(pause).toEqual({ seconds: 12 });
    expect(await world.bench.work.ledger.read(legOf(it.ref))).toBeNull();
    abort.abort();
    await expect(ended).rejects.toThrow('aborted');
  });

  it('to a poll is polled later, and the question is not asked again', async () => {
    const limited = { kind: 'status', status: 429, retryAfterSeconds: 0.2 } as const;
    const it = await world.aCase({
      domain: 'security',
      question: 'Who read which table?',
      faults: [{ match: { method: 'GET', domain: 'security' }, times: 2, fault: limited }],
    });
    expect(await it.ask()).toMatchObject({ kind: 'finished', outcome: 'answered' });
    expect(await it.questions()).toHaveLength(1);
    const polls = (await it.requests()).filter(
      ({ method, path }) => method === 'GET' && path.includes(settings.spaces.security ?? ''),
    );
    expect(polls.slice(0, 2).map(({ status }) => status)).toEqual([429, 429]);
    // The last of them fetched the rows.
    expect((await it.finished()).usage).toMatchObject({ geniePolls: polls.length - 1 });
  });
});

describe('a leg stops', () => {
  it('before its next poll when the investigation is cancelled', async () => {
    const it = await world.aCase({
      domain: 'performance',
      question: 'Which queries were slow?',
      faults: onAsking({ kind: 'slow', ms: 30_000 }),
      settings: { genieFirstLookMs: 20 },
    });
    const polls = async () =>
      (await it.requests()).filter(
        ({ method, path }) =>
          method === 'GET' && path.includes(world.deps.settings.spaces.performance ?? ''),
      ).length;
    const ended = it.ask();
    await until(async () => (await it.log()).some(({ type }) => type === 'lane.progress'));
    await world.bench.store.requestCancel(it.ref);
    const before = await polls();
    expect(await ended).toEqual({ kind: 'cancelled' });
    expect(await polls()).toBe(before);
    expect(await world.bench.types(it.ref)).not.toContain('lane.finished');
  });

  it('before it asks when the investigation was cancelled first', async () => {
    const it = await world.aCase();
    await world.bench.store.requestCancel(it.ref);
    expect(await it.ask()).toEqual({ kind: 'cancelled' });
    expect(await it.questions()).toEqual([]);
  });

  it('when its lane has an outcome, which is not changed', async () => {
    const it = await world.aCase({ faults: onAsking({ kind: 'slow', ms: 1_500 }) });
    const ended = it.ask();
    await until(async () => (await it.questions()).length === 1);
    await world.bench.work.settleLanes(
      it.ref,
      1,
      [{ domain: 'cost', outcome: 'skipped', detail: null }],
      [],
    );
    expect(await ended).toEqual({ kind: 'superseded' });
    expect((await it.finished()).outcome).toBe('skipped');
    expect(await it.ask({ attempt: 2 })).toMatchObject({ kind: 'finished', outcome: 'skipped' });
  });

  it('when a newer attempt has taken over, which does not ask again', async () => {
    const it = await world.aCase({ faults: onAsking({ kind: 'slow', ms: 700 }) });
    const old = it.ask();
    await until(async () => (await world.bench.work.ledger.read(legOf(it.ref)))?.state === 'asked');
    const young = it.ask({ attempt: 2 });
    expect(await young).toMatchObject(answered);
    expect((await old).kind).not.toBe('clarification');
    expect(await it.questions()).toHaveLength(1);
    const ends = (await it.log()).filter(({ type }) => type === 'lane.finished');
    expect(ends).toHaveLength(1);
    expect(await it.ask({ attempt: 1 })).toMatchObject(answered);
  });

  it('before it sends when a newer attempt has taken over meanwhile', async () => {
    const it = await world.aCase({
      deps: (deps) => {
        const { url, token } = world.workspace;
        const overtaken = async () => {
          await world.bench.work.takeLane(legOf(it.ref, { attempt: 2 }));
          return { authorization: `Bearer ${token}` };
        };
        return { ...deps, genie: createGenie(url, createHttp(url, overtaken)) };
      },
    });
    expect(await codeOf(it.ask())).toBe('upstream.down');
    expect(await it.questions()).toEqual([]);
  });

  it('at the deadline of its lane', async () => {
    const it = await world.aCase({ deadlineInMs: -1 });
    expect(await it.ask()).toEqual({ kind: 'overdue' });
    expect(await it.questions()).toEqual([]);
  });
});
