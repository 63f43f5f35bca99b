import { titleOf, withoutMarkers } from '../../domain/citations.ts';
import { periodStartMs } from '../../domain/completeness.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { cleanMarkdown, literal, oneLine } from '../../domain/markdown.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { isAnswer } from '../../domain/outcome.ts';
import type { LaneReport } from '../../domain/reasoner-port.ts';
import type { Deps } from '../deps.ts';

/**
 * The limits of the answer for its readers: domains without an answer and why, truncated and
 * uncertified tables, the time that the data covers, and limits of the certified questions.
 *
 * @param workspace Origin of the workspace, which details may link to.
 * @returns Short texts in Markdown without repeats, the missing domains first.
 */
export function caveatsOf(
  reports: readonly LaneReport[],
  certify: Deps['certify'],
  workspace: string,
): readonly string[] {
  const counted = reports.filter(({ outcome }) => outcome !== 'skipped');
  const missing = counted.filter(({ outcome }) => !isAnswer(outcome));
  const evidence = reports.flatMap((report) => report.evidence);
  const caveats = missing.length === 0 ? [] : [missingDomains(counted.length, missing, workspace)];
  caveats.push(...cutTables(evidence));
  const uncertified = evidence.filter(({ certified }) => certified === null);
  if (uncertified.length > 0) {
    const titles = uncertified.map((table) => `“${titleOf(table)}”`).join(', ');
    caveats.push(`Written by Genie and not certified: ${titles}.`);
  }
  caveats.push(...evidence.flatMap(coverage));
  return [...new Set([...caveats, ...scopeCaveats(evidence), ...declared(evidence, certify)])];
}

/** When tables were fetched that another question of the same words had; empty where they are its own. Pure. */
export function reused(
  { retryOf = null, domains }: Pick<InvestigationRow, 'retryOf' | 'domains'>,
  evidence: readonly Evidence[],
): readonly string[] {
  const [oldest] = evidence.map(({ source }) => source.fetchedAt).toSorted();
  if (retryOf === null || domains?.length !== 0 || oldest === undefined) return [];
  return [
    `Nothing was asked anew: the tables are those of ${retryOf}, fetched at ${toMinutes(oldest)}.`,
  ];
}

/** The limits of tables that a settled cause cites, without repeats. */
export function limitsOf(
  evidence: readonly Evidence[],
  certify: Deps['certify'],
): readonly string[] {
  const all = [...cutTables(evidence), ...scopeCaveats(evidence), ...declared(evidence, certify)];
  return [...new Set(all)];
}

const declared = (evidence: readonly Evidence[], certify: Deps['certify']): readonly string[] =>
  evidence.flatMap(({ sql }) => certify(sql)?.caveats ?? []);

const cutTables = (evidence: readonly Evidence[]): readonly string[] =>
  evidence
    .filter(({ truncated }) => truncated)
    .map(
      (table) =>
        `“${titleOf(table)}” was cut at ${table.rowCount} rows; the rest is not in the answer.`,
    );

function missingDomains(all: number, missing: readonly LaneReport[], workspace: string): string {
  const reasons = missing.map(({ domain, outcome, detail }) => {
    const text = cleanMarkdown(withoutMarkers(oneLine(detail ?? '')), [workspace]).replace(
      /\.$/,
      '',
    );
    const why = text === '' ? '' : `: ${text}`;
    return `${domain} ${outcome.replace('_', ' ')}${why}`;
  });
  return `${all - missing.length} of ${all} domains answered. Missing: ${reasons.join('; ')}.`;
}

/**
 * The time window and filters of a table, because tables of different questions look alike, and the
 * time until which it is complete, unless that is the end of its window.
 */
function coverage(table: Evidence): readonly string[] {
  const { parameters, completeUntil } = table;
  const filters = parameters.map(({ name, value }) =>
    literal(`${name.replaceAll('_', ' ')} ${value}`),
  );
  const covers = filters.length === 0 ? [] : [`“${titleOf(table)}” covers ${filters.join(', ')}.`];
  const isCompleteUntil = ({ value }: { value: string }): boolean =>
    completeUntil !== null && periodStartMs(value) === Date.parse(completeUntil);
  if (completeUntil === null || parameters.some(isCompleteUntil)) return covers;
  const of = covers.length === 0 ? `The data of “${titleOf(table)}”` : 'Its data';
  return [[...covers, `${of} is complete until ${toMinutes(completeUntil)}.`].join(' ')];
}

function toMinutes(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function scopeCaveats(evidence: LaneReport['evidence']): readonly string[] {
  return evidence.some(({ scope }) => scope === 'region')
    ? ['Regional tables contain only the workspaces of their own region.']
    : [];
}
