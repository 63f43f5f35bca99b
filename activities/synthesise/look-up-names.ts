import type { Evidence } from '../../domain/evidence.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { literal } from '../../domain/markdown.ts';
import { cut } from '../../domain/text.ts';
import { conditionsOf } from '../../language/conditions.ts';
import { isSurelyName, namesGiven } from '../../language/names-given.ts';
import { asPattern } from '../../language/text.ts';
import { createChecks } from '../explain/checks.ts';
import type { ChecksDeps } from '../explain/checks.ts';

/**
 * What the system tables know of a name: whether they have it, and names that differ in a few letters. A word
 * that is not surely a name may be none.
 */
export type LookedUp = {
  readonly isSure: boolean;
  readonly name: string;
  readonly exists: boolean;
  readonly near: readonly string[];
};

const check = 'unified/known_names';
const hypothesis = 'names-exist';
/** Names of one question that are looked up; more would keep the answer waiting. */
const mostNames = 3;
const mostNear = 3;
/** Time that the answer waits for the names, milliseconds. */
const waitMs = 5_000;

/** What has names that are not looked up. */
const others =
  'tag|label|column|field|error|code|action|event|sku|product|key|property|setting|policy|group|role|function|model|dashboard|catalog';

/** An address, a constant such as `RUN_EXECUTION_ERROR`, and what the question calls a tag or the like are not looked up. */
function isLookedUp(name: string, question: string): boolean {
  if (/^\d+(?:\.\d+){3}$/.test(name) || /^[A-Z\d_]+$/.test(name)) return false;
  const word = asPattern(name);
  const beside = `\\b(?:${others})s? (?:key |name )?[\`"'“]?${word}|${word}[\`"'”]? (?:${others})\\b`;
  return !new RegExp(beside, 'iu').test(question);
}

/** Whether a cell of a table has a name in it; letter case does not count. Pure. */
export function isInRows(of: string, { rows }: Evidence): boolean {
  const name = of.toLowerCase();
  return rows.some((row) =>
    row.some((cell) => typeof cell === 'string' && cell.toLowerCase().includes(name)),
  );
}

/**
 * Looks up the names of a question that are in no row of its tables. What cannot be looked up, without a
 * warehouse or a grant, is left out.
 *
 * Effect: a certified statement for each name, once an investigation.
 */
export async function lookUpNames(
  deps: ChecksDeps,
  investigation: InvestigationRow,
  evidence: readonly Evidence[],
  signal: AbortSignal,
): Promise<readonly LookedUp[]> {
  const { question } = investigation;
  const said = new Set(conditionsOf(question).flatMap((one) => ('of' in one ? [one.of] : [])));
  // Genie took it as a name.
  const isTaken = (name: string): boolean =>
    evidence.some(({ parameters }) => parameters.some(({ value }) => value === name));
  const names = namesGiven(question)
    .filter((name) => isLookedUp(name, question) && !evidence.some((one) => isInRows(name, one)))
    .slice(0, mostNames);
  if (names.length === 0 || deps.warehouse === null) return [];
  const checks = createChecks(deps, {
    investigation,
    nowMs: deps.now(investigation.createdAtMs),
    untilMs: Date.now() + waitMs,
    signal,
  });
  const whole = await withQuotesInside(checks, question);
  const missing = names.filter((name) => !whole.some((one) => one.includes(name)));
  const ends = await checks.run(
    hypothesis,
    missing.map((name) => ({ question: check, parameters: { name } })),
  );
  const lookedUp = ends.flatMap((end, index) => {
    const name = missing[index];
    return end.kind === 'rows' && name !== undefined
      ? [
          {
            name,
            isSure: isTaken(name) || said.has(name) || isSurelyName(name),
            ...found(end.table),
          },
        ]
      : [];
  });
  const isBlocked = lookedUp.length < ends.length;
  const isMissing = lookedUp.some(({ exists }) => !exists);
  await checks.tell(hypothesis, isBlocked ? 'blocked' : isMissing ? 'contradicts' : 'supports');
  return lookedUp;
}

/** Names that have quotes themselves and stand in a question as a whole: `Abgleich "Kasse"`. */
async function withQuotesInside(
  checks: ReturnType<typeof createChecks>,
  question: string,
): Promise<readonly string[]> {
  if (!/["“”]/.test(question)) return [];
  const [end] = await checks.run(hypothesis, [{ question: check, parameters: { name: 'ALL' } }]);
  if (end?.kind !== 'rows') return [];
  const at = end.table.columns.findIndex(({ name }) => name === 'object_name');
  const text = question.toLowerCase();
  return end.table.rows
    .map((row) => String(row[at]))
    .filter((name) => name.includes('"') && text.includes(name.toLowerCase()));
}

function found({ columns, rows }: Evidence): Pick<LookedUp, 'exists' | 'near'> {
  const at = (column: string): number => columns.findIndex(({ name }) => name === column);
  const [isIt, edits, object] = [at('is_it'), at('edits'), at('object_name')];
  const near = rows.toSorted((left, right) => Number(left[edits]) - Number(right[edits]));
  return {
    exists: rows.some((row) => row[isIt] === true || row[isIt] === 'true'),
    near: [...new Set(near.map((row) => String(row[object])))].slice(0, mostNear),
  };
}

/** Whether a word is a name, and nothing has it: one that may be no name is one where another is nearly it. Pure. */
export const isUnknown = ({ isSure, exists, near }: LookedUp): boolean =>
  !exists && (near.length > 0 || isSure);

/** Characters of a name that are shown. */
const maxShown = 80;

/** Says that names are those of nothing; empty without names. Pure. */
export function unknownSentence(unknown: readonly LookedUp[]): readonly string[] {
  if (unknown.length === 0) return [];
  const quoted = (name: string): string => `“${literal(cut(name, maxShown))}”`;
  const all = unknown.map(({ name }) => quoted(name)).join(' or ');
  const near = unknown.flatMap((one) => one.near).map(quoted);
  const kinds =
    'no job, pipeline, table, warehouse, cluster, endpoint, workspace, team or active user';
  const instead = near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
  return [`There is no ${all}: ${kinds} is called so${instead}`];
}
