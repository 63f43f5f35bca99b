import { generateAudit } from './audit.ts';
import { incidents as allIncidents } from './incidents/index.ts';
import type { Incident } from './incidents/incident.ts';
import { hexId } from './random.ts';
import { generateQuality } from './quality.ts';
import { generateQueries } from './queries.ts';
import { generateRuns } from './runs.ts';
import type { Ledger, Truth } from './truth.ts';
import { generateUsage } from './usage.ts';
import { createWorld, iso, usd, type World } from './world.ts';

/** Part of the name under which built data is cached: raise it whenever the rows or the truth change. */
export const generatorVersion = '2';

export type GenerateOptions = {
  readonly seed: number;
  readonly nowMs: number;
  readonly days: number;
  readonly incidents?: readonly Incident[];
};
export type Generated = { readonly rows: World['rows']; readonly truth: Truth };

/** Each incident counts from a number of its own, so that leaving one out renames nothing of the others. */
function firstNumberOf(incident: Incident): number {
  return (1 + Number.parseInt(hexId(incident.id).slice(0, 4), 16)) * 1_000_000;
}

function listed<T>(totals: ReadonlyMap<string, T>): [string[], T][] {
  return [...totals]
    .map(([key, value]): [string[], T] => [(JSON.parse(key) as unknown[]).map(String), value])
    .toSorted(([left], [right]) => (left.join('|') < right.join('|') ? -1 : 1));
}

function ledgerOf(world: World): Ledger {
  return {
    listCostByDay: listed(world.costMicros).map(
      ([[usageDate = '', workspaceId = '', skuName = '', product = ''], micros]) => ({
        usageDate,
        workspaceId,
        skuName,
        product,
        costUsd: usd(micros),
      }),
    ),
    jobCostByDay: listed(world.jobMicros).map(
      ([[usageDate = '', workspaceId = '', jobId = ''], micros]) => ({
        usageDate,
        workspaceId,
        jobId,
        costUsd: usd(micros),
      }),
    ),
    runs: world.runs,
    queriesByDay: listed(world.queries).map(
      ([[startDate = '', workspaceId = '', warehouseId = ''], sums]) => ({
        startDate,
        workspaceId,
        warehouseId,
        ...sums,
      }),
    ),
    auditByDay: listed(world.audits).map(
      ([[eventDate = '', actionName = '', refused = ''], events]) => ({
        eventDate,
        actionName,
        refused: refused === 'true',
        events,
      }),
    ),
    tables: world.tables,
  };
}

/**
 * Makes the rows of every system table and the truth about them. Equal options give equal rows;
 * leaving an incident out leaves every row that is not of it as it was.
 *
 * Pure.
 *
 * @param options `nowMs` is where the data ends (epoch milliseconds), `days` how many whole UTC days lie before its day.
 */
export function generate(options: GenerateOptions): Generated {
  const { seed, nowMs, days, incidents = allIncidents } = options;
  const world = createWorld(seed, nowMs, days);
  for (const incident of incidents) incident.bend?.(world);
  generateUsage(world);
  generateRuns(world);
  generateQueries(world);
  generateAudit(world);
  generateQuality(world);
  const truths = incidents.map((incident) => {
    world.counter = firstNumberOf(incident);
    return incident.plant(world);
  });
  const truth = {
    seed,
    now: iso(nowMs),
    days,
    version: generatorVersion,
    incidents: truths,
    ledger: ledgerOf(world),
  };
  return { rows: world.rows, truth };
}
