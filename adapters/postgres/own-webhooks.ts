import { randomUUID } from 'node:crypto';
import type { Outbox, OwnWebhookStore } from '../../domain/own-webhook-ports.ts';
import { mostWebhooks, rotationMs } from '../../domain/own-webhooks.ts';
import type { Delivery, DeliveryRef, OwnWebhook } from '../../domain/own-webhooks.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';

export type WebhookRow = Pick<OwnWebhook, 'id' | 'owner' | 'url' | 'body' | 'events' | 'groups'> & {
  created_at: Date;
  disabled_at: Date | null;
};

export const toWebhook = ({ created_at, disabled_at, ...rest }: WebhookRow): OwnWebhook => ({
  ...rest,
  createdAt: created_at.toISOString(),
  disabledAt: disabled_at?.toISOString() ?? null,
});

const columns = 'id, owner, url, body, events, groups, created_at, disabled_at';
const select = async (on: Pool | Client, condition: string, values: readonly unknown[]) => {
  const sql = `select ${columns} from webhooks where ${condition} order by created_at, id`;
  return (await query<WebhookRow>(on, sql, values)).map(toWebhook);
};

type DeliveryRow = Pick<Delivery, 'id' | 'event' | 'subject' | 'state'> & {
  at: Date;
  ended_at: Date | null;
  attempts: readonly {
    at: string;
    status: number | null;
    problem: string | null;
    tookMs: number | null;
  }[];
};

const toDelivery = ({ at, ended_at, attempts, ...rest }: DeliveryRow): Delivery => ({
  ...rest,
  at: at.toISOString(),
  endedAt: ended_at?.toISOString() ?? null,
  attempts: attempts.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
});

const addSecret = (client: Client, { id, owner }: DeliveryRef, secret: string) =>
  query(client, 'insert into webhook_secrets (webhook_id, owner, secret) values ($1, $2, $3)', [
    id,
    owner,
    secret,
  ]);

/**
 * The webhooks of people, in PostgreSQL. Secrets are written here and never read.
 *
 * Effect: one statement or one transaction a call; every one filters by the owner.
 */
export function createOwnWebhookStore(pool: Pool): OwnWebhookStore {
  return {
    create: (webhook) => transaction(pool, (client) => create(client, webhook)),
    list: (owner) => select(pool, 'owner = $1', [owner]),
    find: async ({ id, owner }) =>
      (await select(pool, 'id = $1 and owner = $2', [id, owner]))[0] ?? null,
    remove: async ({ id, owner }) => {
      await query(pool, 'delete from webhooks where id = $1 and owner = $2', [id, owner]);
    },
    rotate: (ref, secret) =>
      transaction(pool, async (client) => {
        const own = 'webhook_id = $1 and owner = $2';
        await query(client, `delete from webhook_secrets where ${own} and expires_at < now()`, [
          ref.id,
          ref.owner,
        ]);
        await query(
          client,
          `update webhook_secrets set expires_at = now() + make_interval(secs => $3::float8 / 1000)
            where ${own} and expires_at is null`,
          [ref.id, ref.owner, rotationMs],
        );
        await addSecret(client, ref, secret);
      }),
    test: async ({ id, owner }) => {
      const made = { id: `msg_${randomUUID().replaceAll('-', '')}`, owner };
      await query(
        pool,
        `insert into webhook_deliveries (id, webhook_id, owner, event, subject)
          select $3, id, owner, 'webhook.test', id from webhooks where id = $1 and owner = $2`,
        [id, owner, made.id],
      );
      return made;
    },
    deliveries: async ({ id, owner }, { limit, before }) =>
      (
        await query<DeliveryRow>(
          pool,
          `select d.id, d.event, d.subject, d.state, d.at, d.ended_at,
              coalesce((select jsonb_agg(jsonb_build_object('at', a.at, 'status', a.status,
                  'problem', a.problem, 'tookMs', a.took_ms) order by a.n)
                from webhook_attempts a where a.delivery_id = d.id), '[]') as attempts
            from webhook_deliveries d
            where d.webhook_id = $1 and d.owner = $2 and ($4::text is null or (d.at, d.id) <
              (select at, id from webhook_deliveries where id = $4 and owner = $2))
            order by d.at desc, d.id desc limit $3`,
          [id, owner, limit, before],
        )
      ).map(toDelivery),
  };
}

async function create(
  client: Client,
  { id, owner, url, body, events, groups, secret }: Parameters<OwnWebhookStore['create']>[0],
): ReturnType<OwnWebhookStore['create']> {
  const lock = `select pg_advisory_xact_lock(hashtextextended('webhooks:' || $1, 0))`;
  await query(client, lock, [owner]);
  const own = await select(client, 'owner = $1', [owner]);
  if (own.some((one) => one.url === url)) return 'url_taken';
  if (own.length >= mostWebhooks) return 'too_many';
  await query(
    client,
    'insert into webhooks (id, owner, url, body, events, groups) values ($1, $2, $3, $4, $5, $6)',
    [id, owner, url, body, events, groups],
  );
  await addSecret(client, { id, owner }, secret);
  const [made] = await select(client, 'id = $1 and owner = $2', [id, owner]);
  if (made === undefined) throw new Error(`The webhook ${id} was not stored.`);
  return made;
}

/**
 * The messages that no run sends yet, in PostgreSQL.
 *
 * Effect: one statement a call.
 */
export const createOutbox = (pool: Pool): Outbox => ({
  unstarted: (limit) =>
    query<DeliveryRef>(
      pool,
      'select id, owner from webhook_deliveries where started_at is null order by at limit $1',
      [limit],
    ),
  started: async ({ id, owner }) => {
    await query(
      pool,
      'update webhook_deliveries set started_at = now() where id = $1 and owner = $2',
      [id, owner],
    );
  },
});
