import { capital } from '../answers/cited.ts';
import type { Explanation, FollowUp, KeepTable, PlatformObject } from '../domain/explanation.ts';
import type { Asker } from './asker.ts';
import { costSeries, seriesCheck } from './checks.ts';
import { levelsOf } from './levels.ts';
import type { Say } from './say.ts';
import type { Explained } from './settle.ts';
import { breaksOf, judge, keyOf, seriesOf } from './symptom/breaks.ts';
import type { Break, Series } from './symptom/breaks.ts';
import { daysOfSeries } from './symptom/find-symptom.ts';
import type { Measure } from './symptom/measure.ts';
import { cost } from './symptom/measures/costs.ts';
import { measures } from './symptom/measures/index.ts';
import type { Row } from './symptom/rows.ts';
import { numberOf, rowsOf, textOf } from './symptom/rows.ts';
import { plural } from './tell.ts';

/** What a follow-up is told from: what was explained, the row of its level, and what there is to do. */
export type Told = {
  readonly one: Explained;
  readonly level: Row;
  readonly actions: Explanation['actions'];
};

type TellTools = {
  readonly asker: Asker;
  readonly keep: KeepTable;
  readonly say: Say;
  readonly nowMs: number;
};

type Tell = (told: Told, tools: TellTools) => readonly string[] | Promise<readonly string[]>;

const rootOf = ({ one }: Told) => one.chain.at(-1)?.tested.hypothesis;

/** When it began, and what came right before. */
const since: Tell = (told, { say }) => {
  const root = rootOf(told);
  const { measure, rows } = told.one.symptom;
  // A day on which a table is late says less than when it was written last.
  const began =
    measure.between === undefined
      ? `It began on ${say.cell(told.level, 'from_day')}`
      : capital(measure.phrase?.(say.cell, rows.at(-1) ?? null, told.level) ?? '');
  return [root === undefined ? `${began}.` : `${began}; ${root.say(say)}.`];
};

/** Who did it, where a row of the cause names somebody. */
const who: Tell = (told, { say }) => {
  const said = rootOf(told)?.say(say);
  if (said !== undefined && /\w@\w/.test(said)) return [`${capital(said)}.`];
  const what = said === undefined ? '' : ` ${capital(said)}.`;
  return [`No row names a person for it.${what} ${told.one.symptom.measure.unseen}`];
};

const lasting: Tell = ({ one: { symptom }, level }, { say }) => {
  const last = symptom.rows.at(-1);
  const day = say.cell(level, 'to_day');
  if (!symptom.goesOn) return [`It is over: ${day} was the last day on which it was unusual.`];
  const how = symptom.measure.phrase?.(say.cell, last ?? null, level);
  return [`It still goes on: ${day} is the last day that has rows${how ? `; ${how}` : ''}.`];
};

/** What the object spent while it lasted, beside the usual. */
const costs: Tell = async (told, tools) => {
  const { one, level } = told;
  const { say } = tools;
  const { symptom, chain } = one;
  if (symptom.measure.unit === 'USD') return [spent(level, say)];
  const objects = [symptom.object, ...chain.flatMap(({ tested }) => tested.hypothesis.objects)];
  const own = await costOf(objects, symptom, tools);
  if (own !== null) return [spent(own, say)];
  return [
    `What it cost is not in the system tables: ${say.cell(level, 'object_name')} has no spend of its own.`,
  ];
};

function spent(level: Row, { cell }: Say): string {
  const isDay = textOf(level, 'from_day') === textOf(level, 'to_day');
  const to = cell(level, 'to_day');
  const days = isDay ? `on ${to}` : `from ${cell(level, 'from_day')} to ${to}`;
  return `Spend of ${cell(level, 'object_name')} ${days} was ${cell(level, 'observed')}, usually ${cell(level, 'usual')}: a difference of ${cell(level, 'change')}.`;
}

/** The level of the spend of the first of some objects that has any, on the days of a break. */
async function costOf(
  objects: readonly PlatformObject[],
  { fromDay, toDay }: Break,
  { asker, keep, nowMs }: TellTools,
): Promise<Row | null> {
  const check = costSeries(nowMs);
  await asker.ask([{ hypothesis: 'symptom', checks: [check] }]);
  const table = asker.table(check);
  if (table === null) return null;
  const days = daysOfSeries(nowMs);
  const all = seriesOf(cost, rowsOf(table), days.fromDay, days.toDay);
  const [series] = objects.flatMap((object) => ofObject(object, all) ?? []);
  if (series === undefined) return null;
  const judged = judge(series, cost, days.fromDay).filter(
    ({ day }) => day >= fromDay && day <= toDay,
  );
  const sum = (value: (one: (typeof judged)[number]) => number): number =>
    judged.reduce((total, one) => total + value(one), 0);
  const level = { observed: sum(({ value }) => value), usual: sum(({ usual }) => usual) };
  const made = levelsOf(cost, [], { ...level, fromDay, toDay }, table);
  const [row = []] = made.rows;
  const named = [series.object.kind, series.object.name, ...row.slice(2)];
  return { table: await keep({ ...made, rows: [named] }), at: 0 };
}

/** Workspaces may share an id: without one only a single object is surely meant. */
function ofObject(
  { kind, id, workspaceId }: PlatformObject,
  all: readonly Series[],
): Series | undefined {
  const named = all.filter(({ object }) => object.kind === kind && object.id === id);
  if (workspaceId === null) return named.length === 1 ? named[0] : undefined;
  return named.find(({ object }) => object.workspaceId === workspaceId);
}

const remedy: Tell = ({ one, actions }) => {
  const [first] = actions.now;
  return [first ?? `No remedy follows from the rows. ${one.symptom.measure.unseen}`];
};

/** What else of the object left its usual range then, and how many others of its kind. */
const affected: Tell = ({ one, level }, { asker, say, nowMs }) => {
  const { symptom } = one;
  const isAlone = (numberOf(level, 'other_objects') ?? 0) === 0;
  const others = isAlone
    ? `No other ${symptom.object.kind} has rows of that time.`
    : `Of ${say.cell(level, 'other_objects')} other ${plural(symptom.object.kind)}, ${say.cell(level, 'others_alike')} left the usual range at the same time.`;
  const beside = measures.flatMap((measure) => besideOf(measure, symptom, { asker, say, nowMs }));
  const own = beside.length === 0 ? '' : ` ${capital(beside.join('; '))}.`;
  return [`${others}${own}`];
};

/** How another measure of the same table broke for the same object at the same time. */
function besideOf(
  measure: Measure,
  symptom: Break,
  { asker, say, nowMs }: Omit<TellTools, 'keep'>,
): readonly string[] {
  if (measure.id === symptom.measure.id || measure.check !== symptom.measure.check) return [];
  if (measure.phrase === undefined || 'column' in measure.objects.kind) return [];
  const { fromDay, toDay } = daysOfSeries(nowMs);
  const table = asker.table(seriesCheck(measure, nowMs));
  const series = seriesOf(measure, rowsOf(table), fromDay, toDay).find(
    (one) => keyOf(one.object) === keyOf(symptom.object),
  );
  const broken = series === undefined ? [] : breaksOf(series, measure, fromDay, toDay);
  const alike = broken.findLast(
    (one) =>
      one.sign === measure.bad && one.fromDay <= symptom.toDay && one.toDay >= symptom.fromDay,
  );
  const row = alike?.rows.at(-1);
  return row === undefined ? [] : [measure.phrase(say.cell, row, row)];
}

const tells: Readonly<Record<FollowUp, Tell>> = {
  since,
  who,
  lasting,
  cost: costs,
  remedy,
  affected,
};

/**
 * The sentences that answer what is asked more about a cause, from the same rows.
 *
 * Effect: for what it cost, reads the spend by day and keeps its level.
 */
export const tellFollowUp = async (
  about: FollowUp,
  told: Told,
  tools: TellTools,
): Promise<readonly string[]> => tells[about](told, tools);
