import { createApiKeyStore } from '../../adapters/postgres/api-keys.ts';
import { query } from '../../adapters/postgres/pool.ts';
import type { Pool } from '../../adapters/postgres/pool.ts';
import type { AppDeps } from '../../api/deps.ts';
import { openDoor } from '../../api/auth/open-door.ts';
import { loadConfig } from '../../config/index.ts';
import type { Role } from '../../domain/caller.ts';
import type { Investigation } from '../../domain/investigation.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import type { Reply } from '../support/conforms.ts';
import { event, finished, laneFinished, routed, startService } from './service.ts';
import { someEvidence } from './some-evidence.ts';
import type { Service } from './service.ts';

/** Who calls: a name, the role and the groups of their key. */
const people = {
  viewer: ['viewer', ['sec']],
  analystOfAnother: ['analyst', ['finance']],
  owner: ['analyst', ['sec']],
  teamMember: ['analyst', ['sec']],
  admin: ['admin', []],
} as const satisfies Readonly<Record<string, readonly [Role, readonly string[]]>>;

export const identities = ['none', 'expired', ...Object.keys(people)] as readonly Identity[];
export type Identity = 'none' | 'expired' | keyof typeof people;

/** A service whose people have keys; only the group `sec` may ask security. */
export type TeamService = Service & {
  readonly call: (
    who: Identity,
    method: string,
    path: string,
    body?: object,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Reply>;
  /** An answered investigation of the owner about security. */
  readonly answered: (body?: object) => Promise<Investigation>;
};

export async function startTeamService(
  over: (pool: Pool) => Partial<AppDeps> = () => ({}),
): Promise<TeamService> {
  const config = loadConfig({ AUTH: 'api-keys', DOMAIN_ACCESS: 'security=sec' });
  const service = await startService((pool) => ({
    ...openDoor(config, pool),
    domainAccess: config.domainAccess,
    ...over(pool),
  }));
  const keys = await makeKeys(service.pool);
  const call: TeamService['call'] = async (who, method, path, body, headers = {}) => {
    const key = keys[who];
    const reply = await fetch(service.url + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    const type = reply.headers.get('content-type');
    return { status: reply.status, type, text: await reply.text() };
  };
  return { ...service, call, answered: (body) => answered(service, call, body) };
}

async function makeKeys(pool: Pool): Promise<Readonly<Record<Identity, string | null>>> {
  const store = createApiKeyStore(pool);
  const make = async (name: string, role: Role, groups: readonly string[]) =>
    store.create({
      name,
      principal: `key:${name}`,
      role,
      groups,
      scopes: null,
      dailyQuestions: null,
      days: 1,
    });
  const made = await Promise.all(
    Object.entries(people).map(async ([name, [role, groups]]) => {
      const { text } = await make(name, role, groups);
      return [name, text] as const;
    }),
  );
  const expired = await make('gone', 'admin', ['sec']);
  await query(pool, 'update api_keys set expires_at = clock_timestamp() where id = $1', [
    expired.key.id,
  ]);
  return { ...Object.fromEntries(made), none: null, expired: expired.text } as Readonly<
    Record<Identity, string | null>
  >;
}

async function answered(
  service: Service,
  call: TeamService['call'],
  body: object = {},
): Promise<Investigation> {
  const question = 'Who was given rights?';
  const asked = await call('owner', 'POST', '/v1/investigations', { question, ...body });
  if (asked.status !== 202) throw new Error(`${asked.status} ${asked.text}`);
  const investigation = JSON.parse(asked.text) as Investigation;
  const { id } = investigation;
  const owner = 'key:owner';
  await service.write(
    id,
    event('started', {}),
    { ...routed('security'), key: 'routed' },
    laneFinished('security', 'answered'),
    event('answer.finished', { answer: anAnswer(), usage: {} }, 'answer.finished:1:1'),
    finished(),
  );
  await query(
    service.pool,
    `insert into lanes (investigation_id, owner, round, domain, question, deadline_at)
      values ($1, $2, 1, 'security', 'q', now())`,
    [id, owner],
  );
  await service.addEvidence(id, someEvidence);
  return investigation;
}
