import type { ExportKind, ExportQueue, ExportSlot } from '../../domain/export-ports.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { Pool } from './pool.ts';
import { query } from './pool.ts';

/** Nothing older is sent: whoever begins to watch gets one day. */
const window = `interval '24 hours'`;
/** How long what became too old is still looked for, so that it is counted. */
const counted = `interval '25 hours'`;

const isThere = (kind: ExportKind, id: string): string =>
  `exists (select from exports x where x.target = $1 and x.kind = '${kind}' and x.id = ${id}
    and x.taken_until is null)`;

/** What of each kind has ended, as `id` and `at`; feedback and evaluations after the traces that they are about. */
const ended: Readonly<Record<ExportKind, string>> = {
  trace: `select i.id, i.created_at as at from investigations i
    where i.created_at > clock_timestamp() - ${counted} and i.status not in ('queued', 'running')`,
  feedback: `select f.id || ':' || (extract(epoch from f.given_at) * 1000)::bigint as id, f.given_at as at
    from feedback f
    where f.given_at > clock_timestamp() - ${counted} and ${isThere('trace', 'f.investigation_id')}`,
  evaluation: `select e.id, e.finished_at as at from evaluations e
    where e.finished_at > clock_timestamp() - ${counted} and e.gate is not null
      and not exists (select from evaluation_cases c where c.evaluation_id = e.id
        and c.investigation_id is not null and not ${isThere('trace', 'c.investigation_id')})`,
};

/** Those of them that the target has not, and that nobody sends now. */
const waiting = (kind: ExportKind): string =>
  `select o.id, o.at from (${ended[kind]}) o
    where not exists (select from exports x where x.target = $1 and x.kind = '${kind}' and x.id = o.id
      and (x.taken_until is null or x.taken_until > clock_timestamp()))`;

/**
 * The queue of what is sent to systems that watch this one, in PostgreSQL.
 *
 * Effect: one statement per call.
 */
export function createExportQueue(pool: Pool): ExportQueue {
  const idsOf = async (text: string, values: readonly unknown[]) =>
    (await query<{ id: string }>(pool, text, values)).map(({ id }) => id);
  const set = async (
    change: string,
    { target, kind }: ExportSlot,
    ids: readonly string[],
    ...more: number[]
  ) => {
    const where = 'where target = $1 and kind = $2 and id = any($3)';
    await query(pool, `update exports set ${change} ${where}`, [target, kind, ids, ...more]);
  };
  return {
    take: ({ target, kind }, count, leaseMs) =>
      idsOf(
        `insert into exports as e (target, kind, id, taken_until)
          select $1, '${kind}', w.id, clock_timestamp() + make_interval(secs => $3::float8 / 1000)
            from (${waiting(kind)}) w where w.at > clock_timestamp() - ${window} order by w.at limit $2
          on conflict (target, kind, id) do update set taken_until = excluded.taken_until
            where e.taken_until <= clock_timestamp()
          returning id`,
        [target, count, leaseMs],
      ),
    sent: (slot, ids) => set('taken_until = null', slot, ids),
    failed: (slot, ids, retryMs) =>
      set(
        `taken_until = clock_timestamp() + make_interval(secs => $4::float8 / 1000)`,
        slot,
        ids,
        retryMs,
      ),
    lose: (slot, ids) => set('taken_until = null, is_lost = true', slot, ids),
    giveUp: async ({ target, kind }, most) =>
      (
        await idsOf(
          `insert into exports (target, kind, id, is_lost)
            select $1, '${kind}', n.id, true
              from (select w.*, row_number() over (order by w.at desc) as place from (${waiting(kind)}) w) n
              where n.place > $2 or n.at <= clock_timestamp() - ${window}
            on conflict (target, kind, id) do update set taken_until = null, is_lost = true
            returning id`,
          [target, most],
        )
      ).length,
    refs: (ids) =>
      query<InvestigationRef>(pool, 'select id, owner from investigations where id = any($1)', [
        ids,
      ]),
  };
}
