import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { generate } from '../../local/data/generate.ts';
import type { IncidentTruth } from '../../local/data/truth.ts';
import { type CertifiedQuestion, loadCatalogue } from '../../sql/catalogue.ts';
import type { Check } from '../sql/expected/check.ts';
import { costChecks } from '../sql/expected/cost.ts';
import { type Finding, findings } from '../sql/expected/incidents.ts';
import { performanceChecks } from '../sql/expected/performance.ts';
import { qualityChecks } from '../sql/expected/quality.ts';
import { reliabilityChecks } from '../sql/expected/reliability.ts';
import { securityChecks } from '../sql/expected/security.ts';
import { unifiedChecks } from '../sql/expected/unified.ts';
import { root } from './sources.ts';

/** A file with its text; the path is from the root of the repository. */
export type Source = { readonly path: string; readonly text: string };

/** All that the tables of the documentation are written from. */
export type DocsFacts = {
  readonly questions: readonly CertifiedQuestion[];
  /** Ids of the certified statements that the search for a cause runs. */
  readonly causeChecks: ReadonlySet<string>;
  readonly checks: readonly Check[];
  /** Test files about certified SQL. */
  readonly sqlTests: readonly Source[];
  readonly traps: readonly Source[];
  /** Every test file. */
  readonly tests: readonly Source[];
  /** The id of a question, once for each paraphrase of it. */
  readonly paraphrases: readonly string[];
  readonly incidents: readonly IncidentTruth[];
  /** Which certified questions show which incident. */
  readonly findings: readonly Finding[];
  /** Where the data with the incidents end, epoch milliseconds. */
  readonly nowMs: number;
};

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const Paraphrases = z.array(z.object({ is: z.string().optional() }));

const sources = (pattern: string): Source[] =>
  globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/**
 * Reads what there is of certified questions, traps and incidents. The incidents are those of a
 * fixed seed and clock, so that their sizes are the same on every day.
 *
 * Effect: reads files.
 */
export function readDocsFacts(): DocsFacts {
  const paraphrases = sources('test/local/workspace/genie/understanding/paraphrases/**/*.yaml');
  const catalogue = loadCatalogue();
  return {
    questions: catalogue.questions,
    causeChecks: new Set(catalogue.checks.map(({ id }) => id)),
    checks: [
      ...costChecks,
      ...performanceChecks,
      ...qualityChecks,
      ...reliabilityChecks,
      ...securityChecks,
      ...unifiedChecks,
    ],
    sqlTests: sources('test/sql/**/*.test.ts'),
    traps: sources('test/sql/traps/*.test.ts'),
    tests: sources('test/**/*.test.ts'),
    paraphrases: paraphrases.flatMap(({ text }) =>
      Paraphrases.parse(parse(text)).flatMap(({ is }) => is ?? []),
    ),
    incidents: generate({ seed: 1, nowMs, days: 12 }).truth.incidents,
    findings,
    nowMs,
  };
}
