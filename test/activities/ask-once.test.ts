import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../adapters/databricks/auth.ts';
import { createGenie } from '../../adapters/databricks/genie.ts';
import { createHttp } from '../../adapters/databricks/http.ts';
import { AppError } from '../../domain/errors.ts';
import { sessionId } from '../../domain/ids.ts';
import type { FaultRule } from '../../local/workspace/control/faults.ts';
import { freePorts } from '../../local/ports.ts';
import { localClientId } from '../../local/workspace/oauth/principals.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import { hex, legOf } from '../adapters/postgres/bench.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';
import { nowMs, openWorld, until } from './bench.ts';
import type { Case, World } from './bench.ts';

let world: World;
let cases: Awaited<ReturnType<typeof makeCases>>;
beforeAll(async () => {
  world = await openWorld();
  cases = await makeCases();
});
afterAll(() => world[Symbol.asyncDispose]());

const onAsking = (fault: FaultRule['fault']): readonly Partial<FaultRule>[] => [
  { match: { method: 'POST' }, times: 1, fault },
];
const answered = { kind: 'finished', outcome: 'answered' };

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const thrown = await promise.catch((error: unknown) => error);
  if (thrown instanceof AppError) return thrown.code;
  throw new Error(`expected a failure, got ${JSON.stringify(thrown)}`);
}

/** All faults are set before the first question, for the cases run side by side. */
async function makeCases() {
  const lost = await world.aCase({ faults: onAsking({ kind: 'doThenReset' }) });
  const session = sessionId(hex());
  await (await world.aCase({ session })).ask();
  const followUp = await world.aCase({ session, faults: onAsking({ kind: 'doThenReset' }) });
  const failed = await world.aCase({ faults: onAsking({ kind: 'status', status: 500 }) });
  const unanswered = await world.aCase({ faults: onAsking({ kind: 'hang' }) });
  const tag = 'the same words';
  const first = await world.aCase({ tag, faults: onAsking({ kind: 'doThenReset' }) });
  const twin = await world.aCase({ tag });
  return { lost, followUp, failed, unanswered, twins: [first, twin] as const };
}

const messageOf = async (one: Case): Promise<string | undefined> =>
  (await one.finished()).genie?.messageId;

// A question that may be under way is waited for 12 s, then looked for twice, 3 s apart.
describe.concurrent('a question whose answer was lost', () => {
  it('is found by the next attempt and not asked again', async () => {
    const { lost } = cases;
    expect(await codeOf(lost.ask())).toBe('upstream.down');
    expect(await world.bench.work.ledger.read(legOf(lost.ref))).toMatchObject({ state: 'intent' });
    expect(await lost.ask({ attempt: 2 })).toMatchObject(answered);
    expect(await lost.questions()).toHaveLength(1);
    expect((await lost.finished()).usage).toMatchObject({ genieQuestions: 1 });
  });

  it('is found in the conversation that it went on in', async () => {
    const { followUp } = cases;
    expect(await codeOf(followUp.ask())).toBe('upstream.down');
    expect(await followUp.ask({ attempt: 2 })).toMatchObject(answered);
    expect((await followUp.questions()).map(({ path }) => path.split('/').at(-1))).toEqual([
      'messages',
    ]);
  });

  it('is asked again, once, when Genie never took it', async () => {
    const { failed } = cases;
    expect(await codeOf(failed.ask())).toBe('upstream.down');
    expect(await failed.ask({ attempt: 2 })).toMatchObject(answered);
    expect((await failed.questions()).map(({ status }) => status)).toEqual([500, 200]);
  });

  it('is asked again, once, when nobody answered in ten seconds and Genie never took it', async () => {
    const { unanswered } = cases;
    expect(await codeOf(unanswered.ask())).toBe('upstream.down');
    expect(await unanswered.ask({ attempt: 2 })).toMatchObject(answered);
    expect((await unanswered.questions()).map(({ status }) => status)).toEqual([null, 200]);
  });

  it('is told from another’s with the same words', async () => {
    const [first, twin] = cases.twins;
    expect(await codeOf(first.ask())).toBe('upstream.down');
    expect(await twin.ask()).toMatchObject(answered);
    expect(await first.ask({ attempt: 2 })).toMatchObject(answered);
    expect(await messageOf(first)).not.toBe(await messageOf(twin));
    expect(await first.questions()).toHaveLength(2);
  });
});

describe('a question that was taken', () => {
  it('is waited for by the next attempt after the workspace failed to say how it stands', async () => {
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
    expect(await codeOf(it.ask())).toBe('upstream.down');
    expect(await it.ask({ attempt: 2 })).toMatchObject(answered);
    expect(await it.questions()).toHaveLength(1);
  });

  it('is waited for by the next worker when its own is killed', async () => {
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

describe('a workspace that is away', () => {
  it('loses no question and no turn at the quota: it is asked once, when it is back', async () => {
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

describe('a leg stops', () => {
  it('before its next look when the investigation is cancelled', async () => {
    const it = await world.aCase({
      domain: 'performance',
      question: 'Which queries were slow?',
      faults: onAsking({ kind: 'slow', ms: 30_000 }),
      settings: { genieFirstLookMs: 20 },
    });
    const looks = async () =>
      (await it.requests()).filter(
        ({ method, path }) =>
          method === 'GET' && path.includes(world.deps.settings.spaces.performance ?? ''),
      ).length;
    const ended = it.ask();
    await until(async () => (await it.log()).some(({ type }) => type === 'lane.progress'));
    await world.bench.store.requestCancel(it.ref);
    const before = await looks();
    expect(await ended).toEqual({ kind: 'superseded' });
    expect(await looks()).toBe(before);
    expect(await world.bench.types(it.ref)).not.toContain('lane.finished');
  });

  it('before it asks when the investigation was cancelled first', async () => {
    const it = await world.aCase();
    await world.bench.store.requestCancel(it.ref);
    expect(await it.ask()).toEqual({ kind: 'superseded' });
    expect(await it.questions()).toEqual([]);
  });

  it('when its lane is settled, and what stands is not changed', async () => {
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

  it('when a newer attempt has taken over, which asks nothing anew', async () => {
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

  it('at the socket when it was overtaken while it got ready to ask', async () => {
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
