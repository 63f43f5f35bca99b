import type { Asked } from './symptom/asked.ts';
import { measureOf } from './symptom/measures/index.ts';
import { couldBe } from './symptom/named.ts';
import type { Found } from './tell-usual.ts';

const isTable = (name: string): boolean => couldBe(measureOf('stale'), name);

/** Another reading of a question. */
export type Otherwise = {
  readonly asked: Asked;
  /** Names that its answer must tell. */
  readonly mustName: readonly string[];
  /** Whether it is an answer only where a cause is found. */
  readonly needsCause: boolean;
};

/** Rights on a table that changed: who did it did no more than usual, but who needs them may fail since. */
function ofRights(asked: Asked): readonly Otherwise[] {
  const tables = asked.names.filter(isTable);
  if (asked.said[0] !== 'admin rights' || tables.length === 0) return [];
  const said = ['failed runs', 'failed updates'];
  const names = asked.names.filter((name) => !isTable(name));
  const text = tables.reduce((words, name) => words.replaceAll(name, ' '), asked.text);
  const measures = said.map(measureOf);
  const own = { ...asked, text, names, said, measures, only: ['permission-taken'], of: tables };
  return [{ asked: own, mustName: tables, needsCause: true }];
}

/** Runs below this part of their usual time are short. */
const shorter = 0.8;

/** Runs that are much shorter than usual may have ended early. */
function ofShortRuns(asked: Asked, found: readonly Found[]): readonly Otherwise[] {
  const isShort = found.some(
    ({ measure, result }) =>
      measure.id === 'duration' &&
      result.kind === 'usual' &&
      result.isNamed &&
      result.level.observed < shorter * result.level.usual,
  );
  const said = ['failed runs'];
  const own: Asked = { ...asked, said, measures: said.map(measureOf), sign: 0 };
  return isShort ? [{ asked: own, mustName: [], needsCause: false }] : [];
}

/** What somebody did may be no more than usual, and what came of it is not. */
function ofWhatCameOfIt(asked: Asked, found: readonly Found[]): readonly Otherwise[] {
  const { names, text } = asked;
  const isOfUsers = names.length > 0 && names.every((name) => name.includes('@'));
  const isOfThings = found.length > 0 && found.every(({ result }) => result.kind === 'unnamed');
  if (!isOfUsers || !(asked.isOpen || isOfThings)) return [];
  const rest = names.reduce((words, name) => words.replaceAll(name, ' '), text);
  const said = asked.measures.map(({ id }) => id);
  return [{ asked: { ...asked, text: rest, names: [], said }, mustName: names, needsCause: true }];
}

/**
 * Other readings of a question where nothing that it asks about left its usual range, likeliest first.
 *
 * Pure.
 */
export const otherwiseAsked = (asked: Asked, found: readonly Found[]): readonly Otherwise[] => [
  ...ofRights(asked),
  ...ofShortRuns(asked, found),
  ...ofWhatCameOfIt(asked, found),
];
