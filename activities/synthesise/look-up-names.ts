import type { Evidence } from '../../domain/evidence.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { literal } from '../../domain/markdown.ts';
import { cut } from '../../domain/text.ts';
import { calledIn } from '../../language/called.ts';
import type { Called } from '../../language/called.ts';
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
  /** What an ordinary word is the name of; absent for a name of any form. */
  readonly kind?: string;
};

const check = 'unified/known_names';
const hypothesis = 'names-exist';
/** Names of one question that are looked up; more would keep the answer waiting. */
const mostNames = 3;
const mostNear = 3;
/** First letters that an ordinary word has in common with a name that may be meant. */
const alike = 4;
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

/** The names of a question that are in no row of its tables, and the first ordinary word that is called a name. */
function namesToLookUp(question: string, evidence: readonly Evidence[]) {
  const isNowhere = (name: string): boolean => !evidence.some((one) => isInRows(name, one));
  return {
    names: namesGiven(question)
      .filter((name) => isLookedUp(name, question) && isNowhere(name))
      .slice(0, mostNames),
    words: calledIn(question)
      .filter(({ name }) => isNowhere(name))
      .slice(0, 1),
  };
}

/** Whether `lookUpNames` has anything to ask a warehouse. Pure. */
export function hasNamesToLookUp(
  { warehouse }: Pick<ChecksDeps, 'warehouse'>,
  { question }: InvestigationRow,
  evidence: readonly Evidence[],
): boolean {
  const { names, words } = namesToLookUp(question, evidence);
  return warehouse !== null && names.length + words.length > 0;
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
  const { names, words } = namesToLookUp(question, evidence);
  if (deps.warehouse === null || names.length + words.length === 0) return [];
  const checks = createChecks(deps, {
    investigation,
    nowMs: deps.now(investigation.createdAtMs),
    untilMs: Date.now() + waitMs,
    signal,
  });
  const all = words.length > 0 || /["“”]/.test(question) ? await namesOf(checks) : null;
  const whole = withQuotesInside(all ?? [], question);
  const missing = names.filter((name) => !whole.some((one) => one.includes(name)));
  const ends = await checks.run(
    hypothesis,
    missing.map((name) => ({ question: check, parameters: { name } })),
  );
  const byForm = ends.flatMap((end, index): LookedUp[] => {
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
  const lookedUp = [...byForm, ...(all === null ? [] : words.map((one) => ofKind(one, all)))];
  const isBlocked = byForm.length < ends.length || (all === null && words.length > 0);
  const isMissing = lookedUp.some(({ exists }) => !exists);
  await checks.tell(hypothesis, isBlocked ? 'blocked' : isMissing ? 'contradicts' : 'supports');
  return lookedUp;
}

const placeOf = ({ columns }: Evidence, column: string): number =>
  columns.findIndex(({ name }) => name === column);

type Known = { readonly kind: string; readonly name: string };

/** All names that there are; null where they cannot be read. */
async function namesOf(checks: ReturnType<typeof createChecks>): Promise<readonly Known[] | null> {
  const [end] = await checks.run(hypothesis, [{ question: check, parameters: { name: 'ALL' } }]);
  if (end?.kind !== 'rows') return null;
  const [kind, name] = [placeOf(end.table, 'kind'), placeOf(end.table, 'object_name')];
  return end.table.rows.map((row) => ({ kind: String(row[kind]), name: String(row[name]) }));
}

/** Names that have quotes themselves and stand in a question as a whole: `Abgleich "Kasse"`. */
function withQuotesInside(all: readonly Known[], question: string): readonly string[] {
  const text = question.toLowerCase();
  return all
    .map(({ name }) => name)
    .filter((name) => name.includes('"') && text.includes(name.toLowerCase()));
}

/** What there is of an ordinary word: anything with it in its name, as "payments" in `payments_stream`, or a team. */
function ofKind({ name, kind }: Called, all: readonly Known[]): LookedUp {
  const exists = all.some((one) => one.name.toLowerCase().includes(name));
  const begins = (one: Known): boolean =>
    one.kind === kind && one.name.toLowerCase().startsWith(name.slice(0, alike));
  const near = exists ? [] : all.filter(begins).map((one) => one.name);
  return { isSure: true, name, kind, exists, near: [...new Set(near)].slice(0, mostNear) };
}

function found(table: Evidence): Pick<LookedUp, 'exists' | 'near'> {
  const { rows } = table;
  const isIt = placeOf(table, 'is_it');
  const edits = placeOf(table, 'edits');
  const object = placeOf(table, 'object_name');
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
  const quoted = (name: string): string => `“${literal(cut(name, maxShown))}”`;
  const meant = (names: readonly string[]): string =>
    names.length === 0 ? '.' : `; did you mean ${names.map(quoted).join(' or ')}?`;
  const words = unknown.flatMap(({ name, kind, near }) =>
    kind === undefined ? [] : [`No ${kind} is called ${quoted(name)}${meant(near)}`],
  );
  const formed = unknown.filter(({ kind }) => kind === undefined);
  if (formed.length === 0) return words;
  const all = formed.map(({ name }) => quoted(name)).join(' or ');
  const near = formed.flatMap((one) => one.near);
  const kinds =
    'no job, pipeline, table, warehouse, cluster, endpoint, workspace, team or active user';
  return [`There is no ${all}: ${kinds} is called so${meant(near)}`, ...words];
}
