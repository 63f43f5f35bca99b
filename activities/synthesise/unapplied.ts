import { asksForNotice } from '../../language/need-leads.ts';
import type { Cell, Evidence } from '../../domain/evidence.ts';
import { literal } from '../../domain/markdown.ts';
import { projectedColumn } from '../../domain/projection.ts';
import { cut } from '../../domain/text.ts';
import { conditionsOf } from '../../language/conditions.ts';
import { ownWordsIn } from '../../language/own-words.ts';
import { comparedBefore } from '../../language/comparisons.ts';
import type { Condition } from '../../language/conditions.ts';
import { isSurelyName, namesGiven } from '../../language/names-given.ts';
import { editsBetween, maxEdits } from '../../language/spelling.ts';
import { yesOrNoIn } from '../../language/yes-or-no.ts';
import { isInRows, isUnknown, type LookedUp, unknownSentence } from './look-up-names.ts';
import { hoursIn, missedTimes } from './missed-times.ts';

/** Characters of a condition that are shown. */
const maxShown = 80;

/** Whether a name stands in a table's query or in one of its cells. */
function stands(table: Evidence, of: string): boolean {
  const name = of.toLowerCase();
  return (
    table.sql.toLowerCase().includes(name) ||
    table.parameters.some(({ value }) => value.toLowerCase().includes(name)) ||
    isInRows(name, table)
  );
}

/** Whether a query filters by a name or a row has it as a whole cell: a short name is in many texts. */
function isTaken({ sql, parameters, rows }: Evidence, name: string): boolean {
  const quoted = new RegExp(`['"\`]%?${name}%?['"\`]`, 'i');
  return (
    quoted.test(sql) ||
    parameters.some(({ value }) => value.toLowerCase() === name) ||
    rows.some((row) => row.some((cell) => String(cell).toLowerCase() === name))
  );
}

const negation = /<>|!=|\bnot\s+(?:in|like|ilike|exists|coalesce)\b|\bexcept\b|\bminus\b|\banti\b/i;

/**
 * Numbers that a query writes out or gets as parameters; a certified one writes its own. A number of rows
 * has no unit.
 */
const numbersOf = ({ sql, parameters, certified }: Evidence, hasUnit: boolean): readonly number[] =>
  [
    certified === null ? sql : '',
    ...parameters.flatMap(({ name, value }) => (hasUnit && name === 'top_n' ? [] : [value])),
  ]
    .join(' ')
    .match(/\d+(?:\.\d+)?/g)
    ?.map(Number) ?? [];

function isApplied(condition: Condition, table: Evidence, question: string): boolean {
  if (condition.kind === 'number') {
    // What will have been spent is compared with it.
    if (projectedColumn(table) !== null) return true;
    const written = numbersOf(table, /[^\d.,\s]/.test(condition.words));
    // "More than 3 times" is 4 times at least.
    const isBeyond = /^(?:more than|over|above|exceeding)\b/i.test(
      withComparative(condition.words, question),
    );
    return condition.values.some((value) =>
      written.some((one) => Math.abs(one - value) < 1e-9 || (isBeyond && one === value + 1)),
    );
  }
  if (condition.kind === 'currency') return table.columns.some(({ unit }) => unit === condition.of);
  if (condition.kind === 'name') return stands(table, condition.of);
  if (condition.kind === 'named') return isTaken(table, condition.of.toLowerCase());
  // "only failures" is taken up by `result_state = 'FAILED'`, and `setAdmin` by nothing but itself.
  if (condition.kind === 'only')
    return stands(
      table,
      ownWordsIn(condition.of).length > 0 ? condition.of : condition.of.slice(0, 4),
    );
  const words = condition.of.split(/[\s,]+|\band\b/).filter((word) => word.length > 2);
  return negation.test(table.sql) && words.some((word) => stands({ ...table, rows: [] }, word));
}

/** Whether a cell tells of anything: a number above none, or a word. */
const isSomething = (cell: Cell): boolean =>
  Number(cell) > 0 || (typeof cell === 'string' && cell !== '' && Number.isNaN(Number(cell)));

/** Whether a query that is limited to a name found any of it: apps are known by what they cost only. */
const isFoundBy = (name: string, evidence: readonly Evidence[]): boolean =>
  evidence.some(
    ({ parameters, rows, columns }) =>
      parameters.some(({ value }) => value === name) &&
      (rows.length > 1 ||
        rows.flat().some(isSomething) ||
        // Usage without a price is some.
        columns.some(
          ({ name: column }, at) =>
            column.endsWith('list_cost_usd') && rows.some((row) => row[at] === null),
        )),
  );

/**
 * What the question said and no table of the answer took up, as sentences: "excluding prod-us", "in
 * EUR", a name that no query and no row has. Empty when there is no table.
 *
 * @param limits What it limits itself to in words that the certified questions of the tables do not know.
 * @param lookedUp Names of it that are in no row, and whether the platform has them.
 *
 * Pure.
 */
export function unappliedIn(
  question: string,
  evidence: readonly Evidence[],
  limits: readonly string[] = [],
  lookedUp: readonly LookedUp[] = [],
): readonly string[] {
  const unknown = lookedUp.filter((one) => isUnknown(one) && !isFoundBy(one.name, evidence));
  const nowhere = unknownSentence(unknown);
  // What a notice names is for the alert to compare.
  if (evidence.length === 0 || asksForNotice(question)) return nowhere;
  const compared = comparedBefore(question) ?? '';
  const told = hoursIn(question) ?? '';
  // "of the last 7" leaves out that they are days.
  const lasts = question.match(/\b(?:last|past|previous|recent) \d+/gi) ?? [];
  const names = namesGiven(question);
  // What is in a comparison, in a limit of hours or in a name is told with it.
  const larger = [compared, told, ...lasts, ...names];
  const conditions = conditionsOf(question).filter(
    ({ kind, words }) =>
      kind === 'name' || kind === 'named' || !larger.some((one) => one.includes(words)),
  );
  const known = conditions.flatMap((one) => ('of' in one ? [one.of] : []));
  const others = names
    .filter((of) => !known.includes(of) && isTold(of, evidence))
    .map((of): Condition => ({ kind: 'named', words: of, of }));
  const isToldOf = (of: string): boolean => unknown.some(({ name }) => name === of);
  const missed = [...conditions, ...others].filter(
    (one) =>
      !('of' in one && isToldOf(one.of)) &&
      !evidence.some((table) => isApplied(one, table, question)),
  );
  const times = missedTimes(question, evidence);
  return [
    ...new Set([
      ...nowhere,
      ...inOneSentence(
        missed.map((condition) =>
          'of' in condition && lookedUp.some(({ name, exists }) => exists && name === condition.of)
            ? `No row of this answer is about “${literal(cut(condition.of, maxShown))}”.`
            : sentence(condition, question, evidence),
        ),
      ),
      ...times.limits.map(notApplied),
      ...limits
        .filter((one) => !compared.includes(one) && isUntaken(one, evidence, missed))
        .map(notApplied),
      ...(times.compared === null
        ? []
        : [`The comparison “${times.compared}” is missing: the figures are of one time only.`]),
    ]),
  ];
}

/** Whether a limit is in no query or row, and is not told with a name or a number of it. */
function isUntaken(
  limit: string,
  evidence: readonly Evidence[],
  told: readonly Condition[],
): boolean {
  const words = limit.split(/\s+/).filter((word) => word.length > 2);
  if (told.some(({ words: one }) => one.includes(limit) || limit.includes(one))) return false;
  return !words.some((word) => evidence.some((table) => isTaken(table, word.toLowerCase())));
}

const noSuch = /^There is no (“.*”) in any query or row of this answer\.$/;

/** Names that stand nowhere are told together. */
function inOneSentence(sentences: readonly string[]): readonly string[] {
  const names = sentences.flatMap((one) => noSuch.exec(one)?.[1] ?? []);
  if (names.length < 2) return sentences;
  const others = sentences.filter((one) => !noSuch.test(one));
  const all = [...new Set(names)].join(' and no ');
  return [`There is no ${all} in any query or row of this answer.`, ...others];
}

const isTold = (name: string, evidence: readonly Evidence[]): boolean =>
  isSurelyName(name) || nearestTo(name, evidence) !== null;

/** The name of the tables that differs from a name in a letter or two; null when none does. */
function nearestTo(name: string, evidence: readonly Evidence[]): string | null {
  const limit = maxEdits(name.length);
  const values = evidence.flatMap(({ parameters, rows }) => [
    ...parameters.map(({ value }) => value),
    ...rows.flat().filter((cell) => typeof cell === 'string'),
  ]);
  const near = [...new Set(values)].flatMap((value) => {
    const edits = editsBetween(name.toLowerCase(), value.toLowerCase(), limit);
    return edits > 0 && edits <= limit ? [{ value, edits }] : [];
  });
  return near.toSorted((left, right) => left.edits - right.edits)[0]?.value ?? null;
}

/** Whether a table was cut, or has as many rows as were asked for. */
const mayLackRows = ({ truncated, rowCount, parameters }: Evidence): boolean =>
  truncated || parameters.some(({ name, value }) => name === 'top_n' && rowCount >= Number(value));

/** A number with what it is a limit of: "more than 20 %". */
function withComparative(words: string, question: string): string {
  const before = question.slice(0, question.indexOf(words));
  const lead =
    /(?:(?:more|less|longer|shorter|slower|faster|greater|higher|lower|fewer|older|larger|bigger|smaller|worse|later) than|at (?:least|most)|no more than|over|under|above|below|exceeding|within|top|first|only|by) (?:the )?$/i.exec(
      before,
    )?.[0] ?? '';
  const end = question.slice(before.length + words.length);
  const unit =
    /^ (?!(?:in|on|at|for|of|last|this|per|by|from|since|over|to|and|or|yesterday|today)\b)[a-z]+/i.exec(
      end,
    )?.[0] ?? '';
  return `${lead}${words}${unit}`;
}

const notApplied = (words: string): string =>
  `“${literal(cut(words, maxShown))}” could not be applied: the figures are not limited to it.`;

function sentence(condition: Condition, question: string, evidence: readonly Evidence[]): string {
  const { kind, words } = condition;
  if (kind === 'number') return notApplied(withComparative(words, question));
  const { of } = condition;
  if (kind === 'only') return notApplied(words);
  if (kind === 'exclusion')
    return `“${literal(cut(words, maxShown))}” could not be applied: nothing is left out of the figures.`;
  if (kind === 'currency') return `The amounts are not in ${of}: nothing is converted.`;
  const near = nearestTo(of, evidence);
  const isUsed = evidence.some(({ parameters }) => parameters.some(({ value }) => value === near));
  const shown = `“${literal(cut(of, maxShown))}”`;
  if (near === null && evidence.some(mayLackRows))
    return `${shown} is not in the rows of this answer, which are only the first ones.`;
  if (near === null && yesOrNoIn(question) !== null) return `${shown} is in no row of this answer.`;
  const unknown = `There is no ${shown} in any query or row of this answer`;
  if (near === null) return `${unknown}.`;
  const name = `“${literal(cut(near, maxShown))}”`;
  return isUsed ? `${unknown}: it is about ${name}.` : `${unknown}; did you mean ${name}?`;
}
