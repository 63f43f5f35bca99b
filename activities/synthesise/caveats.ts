import { titleOf } from '../../domain/citations.ts';
import { periodStartMs } from '../../domain/completeness.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { isAnswer } from '../../domain/outcome.ts';
import type { LaneReport } from '../../domain/reasoner-port.ts';
import type { Deps } from '../deps.ts';

/**
 * What a reader has to know before trusting the answer: missing domains with their reasons, cut
 * tables, what the numbers cannot see.
 *
 * @returns One sentence each, the missing domains first.
 */
export function caveatsOf(
  reports: readonly LaneReport[],
  certify: Deps['certify'],
): readonly string[] {
  const counted = reports.filter(({ outcome }) => outcome !== 'skipped');
  const missing = counted.filter(({ outcome }) => !isAnswer(outcome));
  const evidence = reports.flatMap((report) => report.evidence);
  const caveats = missing.length === 0 ? [] : [missingLine(counted.length, missing)];
  for (const table of evidence.filter(({ truncated }) => truncated)) {
    caveats.push(
      `“${titleOf(table)}” was cut at ${table.rowCount} rows; the rest is not in the answer.`,
    );
  }
  const uncertified = evidence.filter(({ certified }) => certified === null);
  if (uncertified.length > 0) {
    const titles = uncertified.map((table) => `“${titleOf(table)}”`).join(', ');
    caveats.push(`Written by Genie and not certified: ${titles}.`);
  }
  caveats.push(...evidence.flatMap(coverage));
  const declared = evidence.flatMap(({ sql }) => certify(sql)?.caveats ?? []);
  return [...new Set([...caveats, ...scopeLines(evidence), ...declared])];
}

function missingLine(all: number, missing: readonly LaneReport[]): string {
  const reasons = missing.map(({ domain, outcome, detail }) => {
    const why = detail === null ? '' : `: ${detail.replace(/\.$/, '')}`;
    return `${domain} ${outcome.replace('_', ' ')}${why}`;
  });
  return `${all - missing.length} of ${all} domains answered. Missing: ${reasons.join('; ')}.`;
}

/**
 * The window and filters that a table was asked with, since an answer to another question looks
 * alike, and until when its data is complete, where that is before the end of its window.
 */
function coverage(table: Evidence): readonly string[] {
  const { parameters, completeUntil } = table;
  const given = parameters.map(({ name, value }) => `${name.replaceAll('_', ' ')} ${value}`);
  const covers = given.length === 0 ? [] : [`“${titleOf(table)}” covers ${given.join(', ')}.`];
  const endsThere = ({ value }: { value: string }): boolean =>
    completeUntil !== null && periodStartMs(value) === Date.parse(completeUntil);
  if (completeUntil === null || parameters.some(endsThere)) return covers;
  const of = covers.length === 0 ? `The data of “${titleOf(table)}”` : 'Its data';
  return [[...covers, `${of} is complete until ${minutes(completeUntil)}.`].join(' ')];
}

function minutes(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

function scopeLines(evidence: LaneReport['evidence']): readonly string[] {
  return evidence.some(({ scope }) => scope === 'region')
    ? ['Regional tables see only the workspaces of their own region.']
    : [];
}
