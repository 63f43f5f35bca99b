import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAsAsked } from '../../../activities/as-asked.ts';
import { askGenie } from '../../../activities/ask-genie/ask-genie.ts';
import type { Config } from '../../../config/index.ts';
import type { Domain } from '../../../domain/domains.ts';
import { investigationId } from '../../../domain/ids.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import { tokenKey } from '../../support/app-user.ts';
import { asUsers } from '../../support/as-user.ts';
import type { AsUsers } from '../../support/as-user.ts';
import { createWorkspaceControl } from '../../support/workspace-control.ts';
import type { WorkspaceControl } from '../../support/workspace-control.ts';
import { hex } from '../../adapters/postgres/bench.ts';
import { openWorld, until } from '../bench.ts';
import type { World } from '../bench.ts';

let world: World;
let users: AsUsers;
let control: WorkspaceControl;
beforeAll(async () => {
  world = await openWorld(400);
  users = asUsers(world.workspace);
  control = createWorkspaceControl(world.workspace.url);
  // The first question of a workspace is slow, as it learns the wordings.
  await (await aLane({})).ask().catch(() => null);
});
afterAll(() => world[Symbol.asyncDispose]());

type Given = {
  readonly domain?: Domain;
  readonly deadlineInMs?: number;
  /** Null for one that is asked as the service. */
  readonly user?: string | null;
  readonly token?: string;
  readonly over?: Partial<Config>;
};

const analyst = 'analyst@example.com';
const questions: Partial<Record<Domain, string>> = {
  cost: 'How much do we spend per day?',
  security: 'Which actions failed?',
};

/** A lane that is about to be asked, as a worker with these settings does. */
async function aLane({ domain = 'cost', user = analyst, deadlineInMs = 20_000, ...given }: Given) {
  const { bench, deps } = world;
  const id = investigationId(hex());
  const token = given.token ?? (await control.userToken(user ?? analyst));
  const ref = await bench.investigate({
    id,
    domains: [domain],
    question: `${questions[domain]} Put ${id.slice(4, 12)} first.`,
    spaceIds: { [domain]: deps.settings.spaces[domain] ?? '' },
    deadlineInMs,
    asUser: user === null ? null : users.sealed(id, user, token),
  });
  const workspaceFor = users.workspaceFor(bench.work.userTokens, given.over);
  const asAsked = createAsAsked({ ...deps, workspaceFor });
  const ask = async (attempt = 1) =>
    askGenie(
      await asAsked(ref),
      {
        ref,
        round: 1,
        domain,
        epoch: 1,
        ask: 1,
        say: null,
        following: null,
        kept: null,
        laneLimitMs: 100_000,
      },
      { attempt, signal: new AbortController().signal },
    );
  return { ref, token, ask, log: () => bench.log(ref) };
}

/** Who sent requests to Genie and the warehouse while something was done. */
async function askers(work: () => Promise<unknown>): Promise<readonly (string | null)[]> {
  const before = (await control.requests()).length;
  await work();
  const sent = await control.requests(before);
  return [...new Set(sent.map(({ principal }) => principal))];
}

async function renew(ref: InvestigationRef, seconds = 3_600): Promise<void> {
  const { token } = users.sealed(ref.id, analyst, await control.userToken(analyst, seconds));
  await world.bench.store.keepToken(ref, token);
}

describe('a lane that is asked as a user', () => {
  it('is answered with their rights, by requests of nobody else', async () => {
    const { ask, ref } = await aLane({});
    const who = await askers(async () =>
      expect(await ask()).toMatchObject({ kind: 'finished', outcome: 'answered' }),
    );
    expect(who).toEqual([analyst]);
    const [table] = await world.bench.work.evidence(ref);
    expect(table).toMatchObject({ identity: 'user', askedAs: analyst });
  });

  it('is denied what they may not read, and answered to who may', async () => {
    const denied = await (await aLane({ domain: 'security' })).ask();
    expect(denied).toMatchObject({ outcome: 'denied' });
    expect(JSON.stringify(denied)).toContain(`TO \`${analyst}\``);
    const owner = await aLane({ domain: 'security', user: 'owner@example.com' });
    expect(await owner.ask()).toMatchObject({ outcome: 'answered' });
  });

  it('names the scope that their token lacks', async () => {
    const token = await fetch(`${world.workspace.url}/__local/user-tokens`, {
      method: 'POST',
      body: JSON.stringify({ user: analyst, scopes: ['sql'] }),
    }).then(async (reply) => ((await reply.json()) as { token: string }).token);
    const end = await (await aLane({ token })).ask();
    expect(JSON.stringify(end)).toMatch(/denied.*scope/);
  });

  it('is resumed as the user by the attempt after a worker that died', async () => {
    const { ask, log } = await aLane({});
    const first = ask(1).catch(() => null);
    await until(async () => (await log()).some(({ type }) => type === 'lane.progress'));
    const who = await askers(async () =>
      expect(await ask(2)).toMatchObject({ outcome: 'answered' }),
    );
    expect(who).toEqual([analyst]);
    await first;
  });
});

describe('the service never takes the place of a user', () => {
  it.each<[string, Given, (ref: InvestigationRef) => Promise<unknown>, RegExp]>([
    [
      'whose token was wiped',
      {},
      ({ id }) => world.bench.rows('delete from user_tokens where investigation_id = $1', [id]),
      /was wiped/,
    ],
    [
      'whose token was changed',
      {},
      ({ id }) =>
        world.bench.rows(
          `update user_tokens set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)
            where investigation_id = $1`,
          [id],
        ),
      /cannot be decrypted/,
    ],
    [
      'whose key the worker does not have',
      { over: { tokenKeys: [{ name: 'other', key: tokenKey().slice(3) }] } },
      async () => {},
      /cannot be decrypted: TOKEN_KEYS has no such key as k1/,
    ],
    [
      'where the worker has the setting off',
      { over: { onBehalfOf: false } },
      async () => {},
      /not set/,
    ],
    ['who was not there', { user: null }, async () => {}, /no user was there/],
  ])('%s: the lane is denied, and nothing is asked', async (_, given, damage, reason) => {
    const { ref, ask } = await aLane(given);
    await damage(ref);
    const who = await askers(async () => {
      const end = await ask();
      expect(end).toMatchObject({ outcome: 'denied', detail: expect.stringMatching(reason) });
    });
    expect(who).toEqual([]);
  });

  it('nor does another user: a token that was moved to another investigation opens nothing', async () => {
    const [mine, other] = [await aLane({}), await aLane({ user: 'owner@example.com' })];
    await world.bench.rows(
      `update user_tokens t set sealed = o.sealed from user_tokens o
        where t.investigation_id = $1 and o.investigation_id = $2`,
      [mine.ref.id, other.ref.id],
    );
    expect(await mine.ask()).toMatchObject({ outcome: 'denied' });
  });

  it('with a new key the tokens of the old one are good', async () => {
    const { config } = users;
    const [name = '', key = ''] = tokenKey('new').split(':');
    const { ask } = await aLane({ over: { tokenKeys: [{ name, key }, ...config.tokenKeys] } });
    expect(await ask()).toMatchObject({ outcome: 'answered' });
  });
});

describe('a sign-in that expires', () => {
  const waits = (log: readonly object[]) =>
    log.filter((event) => 'reason' in event && event.reason === 'sign-in');

  it('before the question is asked: the lane waits, and asks once there is a new one', async () => {
    const token = await control.userToken(analyst, 0.001);
    const { ref, ask, log } = await aLane({ token });
    const asked = ask();
    await until(async () => waits(await log()).length === 1);
    expect(waits(await log())).toMatchObject([{ domain: 'cost', askedAs: analyst }]);
    await renew(ref);
    expect(await asked).toMatchObject({ outcome: 'answered' });
  });

  it('while Genie works: the lane waits, goes on with a new one, and asks nothing twice', async () => {
    const { ref, token, ask, log } = await aLane({});
    const before = (await control.questions()).length;
    const asked = ask();
    await until(async () => (await control.questions()).length > before);
    await control.revoke(token);
    await until(async () => waits(await log()).length === 1);
    await renew(ref);
    expect(await asked).toMatchObject({ outcome: 'answered' });
    expect(await control.questions(0)).toHaveLength(before + 1);
    const types = (await log()).map(({ type }) => type);
    expect(types.indexOf('lane.finished')).toBeGreaterThan(types.indexOf('lane.waiting'));
  });

  it('and that the workspace does not know any more is one that has expired', async () => {
    const { ref, ask, log } = await aLane({ token: 'dapi-of-before' });
    const asked = ask();
    await until(async () => waits(await log()).length === 1);
    await renew(ref);
    expect(await asked).toMatchObject({ outcome: 'answered' });
  });

  it('and is not renewed: the lane ends within its time, with the reason', async () => {
    const token = await control.userToken(analyst, 0.001);
    const { ask, log } = await aLane({ token, deadlineInMs: 2_500 });
    expect(await ask()).toMatchObject({
      kind: 'finished',
      outcome: 'denied',
      detail: expect.stringMatching(/has expired\. No new one came in time\. Open the page/),
    });
    expect(waits(await log())).toHaveLength(1);
    expect(JSON.stringify(await log())).not.toContain(token);
  });

  it('and the investigation is cancelled meanwhile: the lane does not wait on', async () => {
    const token = await control.userToken(analyst, 0.001);
    const { ref, ask, log } = await aLane({ token });
    const asked = ask();
    await until(async () => waits(await log()).length === 1);
    await world.bench.store.requestCancel(ref);
    expect(await asked).toEqual({ kind: 'cancelled' });
  });
});

describe('a statement on the warehouse', () => {
  const statement = { sql: 'select count(*) as n from system.billing.usage', parameters: [] };
  const open = (ref: InvestigationRef) => {
    const opened = users.workspaceFor(world.bench.work.userTokens)(ref, analyst);
    if (!opened?.warehouse) throw new Error('no warehouse is set');
    return opened.warehouse;
  };

  it('runs as the user, and waits for them to sign in again', async () => {
    const { ref, token } = await aLane({});
    await control.revoke(token);
    const running = open(ref).run(statement, AbortSignal.timeout(20_000));
    await until(async () => (await world.bench.work.userTokens.read(ref))?.isRefused === true);
    await renew(ref);
    expect(await running).toMatchObject({ kind: 'rows' });
    const sent = (await control.requests()).filter(({ path }) => path.includes('/statements'));
    expect(sent.at(-1)?.principal).toBe(analyst);
  });

  it('is denied when they do not, and when they may not read the table', async () => {
    const { ref, token } = await aLane({});
    const secret = { sql: 'select count(*) as n from system.access.audit', parameters: [] };
    expect(await open(ref).run(secret, AbortSignal.timeout(20_000))).toMatchObject({
      kind: 'denied',
      remedy: expect.stringContaining(analyst),
    });
    await control.revoke(token);
    expect(await open(ref).run(statement, AbortSignal.timeout(1_500))).toMatchObject({
      kind: 'denied',
      reason: expect.stringContaining('has expired'),
    });
  });
});
