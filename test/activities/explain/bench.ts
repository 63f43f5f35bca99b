import { explain } from '../../../activities/explain/explain.ts';
import type { Search } from '../../../activities/explain/explain.ts';
import type { Checks } from '../../../activities/explain/checks.ts';
import type { Deps } from '../../../activities/deps.ts';
import { clockOf } from '../../../domain/clock.ts';
import type { CheckEnd, SearchRequest } from '../../../domain/explanation.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { ExplainArgs } from '../../../domain/steps.ts';
import { anExplanation } from '../../support/explanation.ts';
import { nowMs } from '../bench.ts';
import type { World } from '../bench.ts';

const never = new AbortController().signal;
/** The check of spend by day from a day to the end of the data. */
export const days = (from: string) => ({
  question: 'cost/spend_by_day',
  parameters: { from_date: from, to_date: '2026-11-18' },
});
export const byDay = days('2026-11-11');

/** Statements that the warehouse ran, counted at its own end of the wire. */
export function counted(deps: Deps) {
  const ran: string[] = [];
  const { warehouse } = deps;
  if (warehouse === null) throw new Error('there is no warehouse');
  return {
    ran,
    deps: {
      ...deps,
      warehouse: {
        ...warehouse,
        run: (statement, signal) => {
          ran.push(statement.sql);
          return warehouse.run(statement, signal);
        },
      },
    } satisfies Deps,
  };
}

export type Work = (ports: Checks, request: SearchRequest) => Promise<unknown>;

/** A search that does this and finds a cause. */
export const doing =
  (work: Work): Search =>
  async (request, ports) => {
    await work(ports, request);
    return anExplanation();
  };

/** Explains with a search that does this. */
export function run(
  deps: Deps,
  ref: InvestigationRef,
  work: Work,
  args: Partial<ExplainArgs> = {},
  signal = never,
) {
  const all = { ref, intent: 'why', untilMs: Date.now() + 20_000, skip: null, ...args } as const;
  return explain(deps, all, { attempt: 1, signal }, doing(work));
}

export const investigate = ({ bench }: World): Promise<InvestigationRef> =>
  bench.investigate({ domains: ['cost', 'reliability'] });

/** The ports of a world whose clock is at the end of its data. */
export const pinned = ({ deps }: World): Deps => ({
  ...deps,
  now: clockOf(new Date(nowMs).toISOString()),
});

/** How checks end, in an investigation of their own. */
export async function endsOf(
  world: World,
  deps: Deps,
  checks: Parameters<Checks['run']>[1],
  args: Partial<ExplainArgs> = {},
): Promise<readonly CheckEnd[]> {
  let ends: readonly CheckEnd[] = [];
  const work: Work = async (ports) => {
    ends = await ports.run('symptom', checks);
  };
  await run(deps, await investigate(world), work, args);
  return ends;
}
