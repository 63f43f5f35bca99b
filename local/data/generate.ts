import { generateAudit } from './audit.ts';
import { generateServiceAudit } from './audit-services.ts';
import { generateCatalog } from './catalog.ts';
import { generateCompute } from './compute.ts';
import { incidents as allIncidents } from './incidents/index.ts';
import type { Incident } from './incidents/incident.ts';
import type { Decoy } from './decoys/decoy.ts';
import { ledgerOf } from './ledger.ts';
import { generatePipelines } from './pipelines.ts';
import { generatePrices } from './prices.ts';
import { generateQuality } from './quality.ts';
import { generateQueries } from './queries.ts';
import { generateRuns } from './runs.ts';
import { generateServing } from './serving.ts';
import { generateSubmittedRuns } from './submitted-runs.ts';
import type { Truth } from './truth.ts';
import { createWorld, iso, type World } from './world.ts';

/** Part of the cache file name: increase it whenever the rows or the truth change. */
export const generatorVersion = '14';

const generators = [
  generatePrices,
  generateCompute,
  generateServing,
  generateRuns,
  generateSubmittedRuns,
  generatePipelines,
  generateQueries,
  generateAudit,
  generateServiceAudit,
  generateQuality,
  generateCatalog,
];

export type GenerateOptions = {
  readonly seed: number;
  readonly nowMs: number;
  readonly days: number;
  /** All of them by default. */
  readonly incidents?: readonly Incident[];
  /** None by default. */
  readonly decoys?: readonly Decoy[];
};
export type Generated = { readonly rows: World['rows']; readonly truth: Truth };

/**
 * Generates the rows of every system table and the truth about them. Equal options give equal rows.
 * Without an incident or a decoy, all rows that do not belong to it stay the same.
 *
 * @param options `nowMs` is the end of the data (epoch milliseconds), `days` the number of whole UTC days before that day.
 */
export function generate(options: GenerateOptions): Generated {
  const { seed, nowMs, days, incidents = allIncidents, decoys = [] } = options;
  const world = createWorld(seed, nowMs, days);
  for (const planted of [...incidents, ...decoys]) planted.setOverrides?.(world);
  for (const run of generators) run(world);
  const truths = incidents.map((incident) => incident.inject(world));
  const innocent = decoys.map((decoy) => decoy.inject(world));
  const truth = {
    seed,
    now: iso(nowMs),
    days,
    version: generatorVersion,
    incidents: truths,
    decoys: innocent,
    ledger: ledgerOf(world),
  };
  return { rows: world.rows, truth };
}
