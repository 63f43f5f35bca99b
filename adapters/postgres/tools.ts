import type { InvestigationRef } from '../../domain/investigation.ts';
import type { EndedTool, ToolEnd } from '../../domain/tools.ts';
import type { ToolStore } from '../../domain/tool-ports.ts';
import { append } from './events.ts';
import { lockInvestigation } from './lock.ts';
import type { Client, Pool } from './pool.ts';
import { query, transaction } from './pool.ts';

const endedSql = `select payload from events
  where investigation_id = $1 and owner = $2 and type = 'tool.finished' and ($3::text is null or key = $3)
  order by seq`;

type EndedRow = { readonly payload: EndedTool };

const finishedKey = (tool: string): string => `tool.finished:${tool}`;

/**
 * What tools came to, in the log of PostgreSQL: it refuses a second end.
 *
 * Effect: every method is one or two statements, and filters by the owner.
 */
export function createTools(pool: Pool): ToolStore {
  return {
    start: async (ref, tool) => {
      await append(pool, ref, [
        { key: `tool.started:${tool}`, type: 'tool.started', payload: { tool } },
      ]);
      return endOf(pool, ref, tool);
    },
    end: (ref, ended) => transaction(pool, (client) => end(client, ref, ended)),
    ended: async (ref) => {
      const rows = await query<EndedRow>(pool, endedSql, [ref.id, ref.owner, null]);
      return rows.map(({ payload }) => payload);
    },
  };
}

async function endOf(
  on: Client | Pool,
  ref: InvestigationRef,
  tool: string,
): Promise<ToolEnd | null> {
  const rows = await query<EndedRow>(on, endedSql, [ref.id, ref.owner, finishedKey(tool)]);
  return rows[0]?.payload ?? null;
}

async function end(client: Client, ref: InvestigationRef, ended: EndedTool): Promise<ToolEnd> {
  await lockInvestigation(client, ref);
  const before = await endOf(client, ref, ended.tool);
  if (before !== null) return before;
  await append(client, ref, [
    { key: finishedKey(ended.tool), type: 'tool.finished', payload: ended },
  ]);
  return ended;
}
