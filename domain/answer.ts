import type { Cell } from './evidence.ts';
import type { EvidenceId } from './ids.ts';
import type { UsedMemory } from './preferences.ts';
import type { ToolSource } from './tools.ts';

/**
 * The cell that a marker in the text refers to; the text writes marker `cost:3` as `[cost:3]`.
 * `row` and `columnIndex` count from 0; with `row: null` it is the whole column, with `column: null`
 * the number of rows.
 */
export type Citation = {
  readonly marker: string;
  readonly evidenceId: EvidenceId;
  readonly row: number | null;
  /** Name of the column; `columnIndex` is its position, and both are null together. */
  readonly column: string | null;
  readonly columnIndex: number | null;
  readonly value: Cell;
};

/**
 * One number, date, name or statement of the answer, and whether the cited tables support it; `reason`
 * says why not.
 */
export type Claim = {
  readonly text: string;
  readonly verdict: 'supported' | 'derived' | 'unsupported';
  readonly markers: readonly string[];
  readonly reason?: string;
};

export type Chart = {
  readonly evidenceId: EvidenceId;
  readonly type: 'line' | 'bar' | 'table';
  readonly x: string;
  readonly y: string;
  readonly title: string;
  readonly reason: string;
};

/** A part of the service that could not be used; `reason` is one sentence. */
export type Degradation = { readonly part: string; readonly reason: string };

/** The names of the parts, each once, in the order in which they first occur. */
export function degradedParts(degradations: readonly Degradation[]): readonly string[] {
  return [...new Set(degradations.map(({ part }) => part))];
}

/**
 * The factors of `confidence`, each 0..1: how sure the choice of domains is, the share of domains that
 * answered, the share of claims that rows support, how well the certified questions of the tables fit the
 * question, whether all its conditions were used, whether the first line has the form and the thing asked.
 */
export type ConfidenceParts = {
  readonly routing: number;
  readonly lanesAnswered: number;
  readonly claimsSupported: number;
  readonly questionFit: number;
  readonly conditionsUsed: number;
  readonly firstLine: number;
};

export type Answer = {
  readonly markdown: string;
  readonly citations: readonly Citation[];
  /** What of tools the text cites; absent in answers of earlier versions. */
  readonly sources?: readonly ToolSource[];
  /** What tools found, as it stands behind what was checked; absent where nothing does. */
  readonly toolText?: string;
  readonly claims: readonly Claim[];
  readonly confidence: number;
  readonly confidenceParts: ConfidenceParts;
  readonly caveats: readonly string[];
  readonly followUps: readonly string[];
  /** Names of the parts that could not be used. */
  readonly degraded: readonly string[];
  /** The reasons, in the order of the steps; a part may have several. */
  readonly degradedDetail: readonly Degradation[];
  /** What of its owner's memory the answer was narrowed or shaped by. */
  readonly usedMemory: readonly UsedMemory[];
  readonly charts: readonly Chart[];
};
