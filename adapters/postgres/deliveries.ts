import type { DeliveryWork, DueDelivery } from '../../domain/own-webhook-ports.ts';
import { keptDeliveries } from '../../domain/own-webhooks.ts';
import type { DeliveryEnd, DeliveryRef } from '../../domain/own-webhooks.ts';
import { toWebhook } from './own-webhooks.ts';
import type { WebhookRow } from './own-webhooks.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';

type Row = Pick<DueDelivery, 'event' | 'subject' | 'part' | 'secrets'> & {
  state: DeliveryEnd | 'pending';
  sent_at: Date;
} & WebhookRow;

/**
 * What the worker reads and stores of messages to webhooks, in PostgreSQL.
 *
 * Effect: one statement or one transaction a call; every one filters by the owner.
 */
export const createDeliveryWork = (pool: Pool): DeliveryWork => ({
  find: async (ref) => {
    const [row] = await query<Row>(
      pool,
      `select d.event, d.subject, d.part, d.state, d.at as sent_at, w.*,
          array(select secret from webhook_secrets s where s.webhook_id = w.id
            and (s.expires_at is null or s.expires_at > now()) order by s.created_at desc) as secrets
        from webhook_deliveries d join webhooks w on w.id = d.webhook_id
        where d.id = $1 and d.owner = $2`,
      [ref.id, ref.owner],
    );
    if (row === undefined) return null;
    const { event, subject, part, state, sent_at, secrets, ...webhook } = row;
    if (state !== 'pending') return state;
    const at = sent_at.toISOString();
    return { ...ref, event, subject, part, at, webhook: toWebhook(webhook), secrets };
  },
  begin: async ({ id, owner }) => {
    const [row] = await query<{ n: number }>(
      pool,
      `insert into webhook_attempts (delivery_id, owner, n)
        select $1, $2, coalesce(max(n), 0) + 1 from webhook_attempts where delivery_id = $1 and owner = $2
        returning n`,
      [id, owner],
    );
    return row?.n ?? 1;
  },
  note: async ({ id, owner }, n, { status, problem, tookMs }) => {
    await query(
      pool,
      `update webhook_attempts set status = $4, problem = $5, took_ms = $6
        where delivery_id = $1 and owner = $2 and n = $3`,
      [id, owner, n, status, problem, tookMs],
    );
  },
  end: (ref, state) => transaction(pool, (client) => end(client, ref, state)),
});

async function end(client: Client, { id, owner }: DeliveryRef, state: DeliveryEnd): Promise<void> {
  const [ended] = await query<{ webhook_id: string }>(
    client,
    `update webhook_deliveries set state = $3, ended_at = now()
      where id = $1 and owner = $2 and state = 'pending' returning webhook_id`,
    [id, owner, state],
  );
  if (ended === undefined) return;
  const of = [ended.webhook_id, owner] as const;
  if (state === 'gone')
    await query(
      client,
      'update webhooks set disabled_at = coalesce(disabled_at, now()) where id = $1 and owner = $2',
      of,
    );
  await query(
    client,
    `delete from webhook_deliveries where webhook_id = $1 and owner = $2 and state <> 'pending'
      and (at, id) < (select at, id from webhook_deliveries where webhook_id = $1 and owner = $2
        order by at desc, id desc offset $3 limit 1)`,
    [...of, keptDeliveries - 1],
  );
}
