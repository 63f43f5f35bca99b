import { literal } from '../domain/markdown.ts';
import { listed } from '../domain/text.ts';
import { isNumeric } from '../domain/cells.ts';
import type { Evidence, EvidenceColumn } from '../domain/evidence.ts';
import { asksWhether, yesOrNoIn } from '../language/yes-or-no.ts';
import type { Source } from './cited.ts';
import { isCounted } from './noun.ts';
import { isRate } from './rate.ts';
import { scopeOf } from './scope.ts';
import { titleOf } from '../domain/citations.ts';
import { seriesOf } from './series.ts';
import { cellAt, sizeAt } from './table.ts';

/** Parameters that nobody certified, by what their names say. */
const roles: readonly (readonly [name: RegExp, role: string])[] = [
  [/^(?:from|start)_(?:time|date|day)$/, 'window.from'],
  [/^(?:to|end)_(?:time|date|day)$/, 'window.to'],
  [
    /^(?:workspace|warehouse|job|table|user|team|owner|cluster|pipeline|endpoint|application|address|schema|catalog|target|target_group|member|column_name|action|status|app|sku|min_(?:(?:(?:p\d\d|median|average)_)?(?:seconds|minutes)|(?:read_)?gb))$/,
    '',
  ],
];

/** The roles of a table's parameters by their names. */
export const rolesByName = ({ parameters }: Evidence): ReadonlyMap<string, string> =>
  new Map(
    parameters.flatMap(({ name }) => {
      const role = roleOf(name);
      return role === undefined ? [] : [[name, role] as const];
    }),
  );

const roleOf = (name: string): string | undefined => {
  const found = roles.find(([pattern]) => pattern.test(name));
  return found && (found[1] === '' ? name : found[1]);
};

/** What a table of a query that nobody certified is limited to, by the names of its parameters; empty when to nothing. */
export const scopeByNames = (table: Evidence): string =>
  scopeOf(table, { roles: rolesByName(table) });

/** The only number of a table of one row. */
function onlyMeasure({ table }: Source): EvidenceColumn | null {
  const [column, ...others] = table.columns;
  const isOnly = table.rows.length === 1 && others.length === 0;
  return isOnly && column?.is === 'measure' && isNumeric(column.type) ? column : null;
}

const turned =
  /\b(?:not|never|without|no longer|(?<!\bat )all(?! (?:account )?users\b)|every(?!one\b|body\b)\w*|each|most|more|less|fewer|than|or)\b|n['’]t\b/i;
const negated = /\b(?:not|never|without|no longer)\b|n['’]t\b/i;
/** What there is some of. */
const isAmount = (column: EvidenceColumn): boolean =>
  !isRate(column) && /^(?:USD|DBU|GB|TB|h|min)$/.test(column.unit ?? '');

const universal = /^\W*\S+ (?:all|every|each)\b/i;

/** Yes or no to "did all runs succeed?" by the only share of a table; null for other questions and tables. */
function verdictOfAll(source: Source, question: string): 'Yes' | 'No' | null {
  const column = onlyMeasure(source);
  const sentence = yesOrNoIn(question);
  if (column === null || sentence === null) return null;
  if (column.unit !== 'percent' && !column.name.endsWith('_percent')) return null;
  if (!universal.test(sentence) || /\b(?:not|never|without|or)\b|n['’]t\b/i.test(sentence))
    return null;
  const size = sizeAt(source.table, 0, column);
  return size === null ? null : size >= 100 ? 'Yes' : 'No';
}

/** A sentence without "more than" where the rows are limited by that: what is left is counted. */
const withoutLimit = ({ table }: Source, sentence: string): string =>
  table.parameters.some(({ name }) => /^min_(?!count)/.test(name))
    ? sentence.replace(
        /\b(?:more|longer|greater|bigger) than (?=(?:\d|an?\b|one\b|two\b|half\b))/i,
        '',
      )
    : sentence;

/** Yes or no to "did any run fail?" by the only count of a table; null for other questions and tables. */
function verdictOfCount(source: Source, question: string): 'Yes' | 'No' | null {
  const column = onlyMeasure(source);
  const sentence = yesOrNoIn(question);
  if (sentence === null || turned.test(withoutLimit(source, sentence))) return null;
  const isAny = asksWhether(sentence);
  // Rows of groups are some, whatever is told of them.
  if (isAny && source.table.columns.some(({ is }) => is === 'label')) return 'Yes';
  if (column === null || !(isCounted(column) || (isAny && isAmount(column)))) return null;
  return (sizeAt(source.table, 0, column) ?? 0) > 0 ? 'Yes' : 'No';
}

const staysBelow = /\b(?:below|under|within|at most|no more than|less than)\b/i;

/**
 * Yes or no to "did we spend more than 2,000 USD?", and to "did it stay below?", by the column that tells it;
 * null for other tables. Pure.
 */
export function verdictOfLimit({ table }: Source, question: string): 'Yes' | 'No' | null {
  const column = table.columns.find(({ name }) => name === 'is_above_limit');
  const cell = column === undefined ? null : cellAt(table, 0, column);
  if (cell === null) return null;
  const isAbove = cell === true || cell === 'true';
  return isAbove === staysBelow.test(question) ? 'No' : 'Yes';
}

const isMore =
  /\b(?:more|higher|greater|larger|bigger|longer|slower|dearer|busier|worse)\b.* than\b/i;
const isLess = /\b(?:less|fewer|lower|smaller|shorter|cheaper|faster|better)\b.* than\b/i;

/** Yes or no to "was `a` more expensive than `b`?" by their rows; null for other questions and tables. */
function verdictOfTwo({ table }: Source, question: string): 'Yes' | 'No' | null {
  const sentence = yesOrNoIn(question);
  const label = table.columns.find(({ is }) => is === 'label');
  const measure = table.columns.find(({ is }) => is === 'measure');
  if (sentence === null || label === undefined || measure === undefined) return null;
  if (table.rows.length !== 2 || isMore.test(sentence) === isLess.test(sentence)) return null;
  const placed = table.rows
    .map((_, row) => ({
      at: sentence.toLowerCase().indexOf(String(cellAt(table, row, label)).toLowerCase()),
      size: sizeAt(table, row, measure) ?? 0,
    }))
    .toSorted((left, right) => left.at - right.at);
  const [first, second] = placed;
  if (first === undefined || second === undefined || first.at < 0) return null;
  return (isMore.test(sentence) ? first.size > second.size : first.size < second.size)
    ? 'Yes'
    : 'No';
}

/** That there is usage, but no price of any of it: it does not cost nothing. Null where anything has a price. */
export function sayUnpriced(source: Source): string | null {
  const { table, markers } = source;
  const costs = table.columns.filter(({ name }) => /(?:^|_)list_cost_usd$/.test(name));
  const [cost, ...others] = costs;
  if (cost === undefined || others.length > 0 || table.rows.length === 0) return null;
  if (table.rows.some((_, row) => cellAt(table, row, cost) !== null)) return null;
  const said = `no list price is known for the usage ${markers.rowCount(table)} ${scopeByNames(table)}`;
  return `${said.trim()}.`;
}

const asksForSome = /^\W*(?:which|what|how many|list|show|any)\b/i;

const asksForAny = /^(?!\W*(?:which|what|who|how|when|list|show)\b).*\bany (?!(?:of|other)\b)/i;

const bounded = /^(?:m(?:in|ax)_usd|min_dbus|min_count)$/;

/** "No day has more than 3,000 USD of list cost": what no group is beyond; null where nothing is bounded. */
function boundOf(table: Evidence): string | null {
  const [, what = '', group = ''] = /^(.+) by (.+)$/.exec(titleOf(table)) ?? [];
  const bound = table.parameters.find(({ name }) => bounded.test(name));
  if (bound === undefined || group === '') return null;
  const measure = `${what.slice(0, 1).toLowerCase()}${what.slice(1).replace(/ usd$/, '')}`;
  const value = Number(bound.value).toLocaleString('en-US');
  const said = {
    min_usd: `more than ${value} USD of ${measure}`,
    max_usd: `less than ${value} USD of ${measure}`,
    min_dbus: `more than ${value} DBU`,
    min_count: `at least ${value} ${measure}`,
  }[bound.name];
  return said === undefined ? null : `no ${group} has ${said}`;
}

/** "No warehouse edit event": what a composed query looked for; null for others, whose titles may say anything. */
function noneOf(table: Evidence): string | null {
  if (!table.sql.includes('\nfrom facts\n')) return null;
  const what = table.parameters
    .reduce((title, { value }) => title.replace(` of ${value}`, ''), titleOf(table))
    .replace(/^(?:the )?(?:(?:very )?(?:last|latest|first|earliest) )?/i, '')
    .replace(/(?<=\S) by [\p{L}\p{N}_ ,]+$/u, '');
  return `no ${what.slice(0, 1).toLowerCase()}${what.slice(1)}`;
}

/** That a query nobody certified brought nothing, with what it is limited to. */
export function sayNothing({ table, markers }: Source, question: string): string {
  const scope = scopeByNames(table);
  const bound = boundOf(table);
  const what = bound ?? noneOf(table) ?? `nothing came back for “${titleOf(table)}”`;
  const said = `${what} ${[markers.rowCount(table), scope].join(' ').trim()}.`;
  if (/^\W*who\b/i.test(question)) return `Nobody: ${said}`;
  const sentence = yesOrNoIn(question);
  const isOfAny = sentence !== null && /\bany\b/i.test(sentence) && !negated.test(sentence);
  if (isOfAny || (sentence !== null && !turned.test(sentence))) return `No: ${said}`;
  return asksForSome.test(question) ? `None: ${said}` : said;
}

/** "Without “bi-main”": the names whose rows a composed query leaves out; empty where it leaves out none. */
function leftOut({ sql }: Evidence): string {
  // The source of the rows may leave out some of its own.
  const [, own = ''] = sql.split('\nfrom facts\n');
  const lists = [...own.matchAll(/coalesce\([^()]{1,80}, ''\) not in \(('[^()]{1,300}')\)/g)];
  const names = lists.flatMap(([, all = '']) => [...all.matchAll(/'((?:[^'\\]|\\.)*)'/g)]);
  // In quotes: what is left out is in no cell.
  const told = names.map(([, name = '']) => `“${literal(name.replaceAll(/\\(.)/g, '$1'))}”`);
  return told.length === 0 ? '' : `without ${listed(told)}`;
}

const oneOrNone =
  /^([01])( \[[^\]]+\])? (fresh|stale|(?:un)?healthy|(?:in)?complete|late|idle|paused|serverless|unused|masked|(?:un)?tagged) (?:table|job|pipeline|warehouse|cluster|endpoint)s? (?:on|of) (?:the \p{L}+ )?(`[^`]+`)/u;

/** "1 fresh table on `a`" as "`a` was fresh": the one thing that is asked about is not counted. */
const ofItself = (said: string): string =>
  said.replace(
    oneOrNone,
    (_, count: string, marker: string | undefined, state: string, name: string) =>
      `${name} was ${count === '0' ? 'not ' : ''}${state}${marker ?? ''}`,
  );

/**
 * What was said of a table that nobody certified, with what it is limited to, and with yes or no where the
 * question asks for it and a count decides it; a count of nothing is "none".
 */
export function withScope(source: Source, said: string, question: string): string {
  // A series tells its times itself.
  const scope = [
    leftOut(source.table),
    seriesOf(source.table) === null ? scopeByNames(source.table) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  const scoped = scope === '' ? said : said.replace(/(?=: )|\.$/, (end) => ` ${scope}${end}`);
  const verdict =
    verdictOfTwo(source, question) ??
    verdictOfAll(source, question) ??
    verdictOfCount(source, question);
  if (verdict !== null) return `${verdict}: ${ofItself(scoped)}`;
  const only = onlyMeasure(source);
  const isNone = only !== null && sizeAt(source.table, 0, only) === 0;
  if (!isNone || /\bhow (?:many|often)\b/i.test(question)) return scoped;
  const sentence = yesOrNoIn(question);
  const isYesOrNo = sentence !== null && !turned.test(sentence);
  // "`etl`, any run since noon?"
  return `${isYesOrNo || asksForAny.test(question) ? 'No' : 'None'}: ${scoped}`;
}
