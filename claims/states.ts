import { flagSaid, isFlag, isTrue, stateColumn, stateOfCode, stateRows } from './conditions.ts';
import type { Scope } from './scope.ts';
import { subjectOf } from './statements.ts';
import type { Statement } from './statements.ts';
import { supported, unsupported } from './values.ts';

/** `failed`, `succeeded`, `is incomplete` of one row whose table has a column of that. */
export function stateOf(scope: Scope): Statement | null {
  const { words, numbers } = scope.reading;
  const span = { start: 0, end: words.length };
  const ofAll = quantifiedState(scope);
  if (ofAll !== null) return ofAll;
  const counts = numbers.some(
    ({ isWord, unit, value }) => unit === null && (!isWord || value !== 1),
  );
  const [row, other] = (counts ? null : subjectOf(scope, span)) ?? [];
  if (row === undefined || other !== undefined) return null;
  return codeStatement(scope, row) ?? flagStatement(scope, row);
}

function codeStatement(scope: Scope, row: number): Statement | null {
  const { entities, reading, table } = scope;
  const codes = stateColumn(table, scope.conceptsOf({ start: 0, end: reading.words.length }));
  if (codes === null || !entities.some(({ kind }) => kind === 'thing')) return null;
  const cell = String(table.evidence.rows[row]?.[codes.at] ?? '');
  const holds = stateOfCode(cell) === codes.state;
  return { text: codes.state, verdict: holds ? supported : unsupported(`the row says ${cell}`) };
}

function flagStatement({ reading, table }: Scope, row: number): Statement | null {
  for (const { at, name } of table.columns.filter((column) => isFlag(table, column.at))) {
    const flag = flagSaid(name, reading.words);
    const cell = table.evidence.rows[row]?.[at] ?? null;
    if (flag === null || cell === null) continue;
    const reason = `the row says ${name} ${String(cell)}`;
    return {
      text: flag ? name : `not ${name}`,
      verdict: isTrue(cell) === flag ? supported : unsupported(reason),
    };
  }
  return null;
}

/** `every run succeeded`, `all tables are complete` is held against all rows. */
function quantifiedState({ entities, reading, table }: Scope): Statement | null {
  const said = /\b(?:every|all|each)\b/.exec(reading.words)?.[0];
  const isOther = entities.length > 0 || reading.numbers.some(({ isWord }) => !isWord);
  if (said === undefined || isOther || /\b(?:not|of all|in all)\b/.test(reading.words)) return null;
  const holds = stateRows(table, reading.words);
  if (holds === null) return null;
  return {
    text: said,
    verdict: table.allRows().every(holds) ? supported : unsupported('not every row is so'),
  };
}
