import type { Asker } from './asker.ts';
import { seriesCheck } from './checks.ts';
import type { Asked } from './symptom/asked.ts';
import { findSymptom } from './symptom/find-symptom.ts';
import type { Measure } from './symptom/measure.ts';
import { measureOf } from './symptom/measures/index.ts';
import { isPlaceName } from './symptom/places.ts';
import type { Found } from './tell-usual.ts';

/** Series of different statements that are read to find what a question is about. */
const mostSeries = 6;
/** The label of checks that find what happened. */
const symptomLabel = 'symptom';

/**
 * Reads the series of the measures that a question may be about, until one has left its usual range; all of
 * them where whatever somebody did may be meant.
 *
 * Effect: runs checks.
 */
export async function findIn(asked: Asked, asker: Asker, nowMs: number): Promise<readonly Found[]> {
  let found: readonly Found[] = [];
  const read = new Set<string>();
  for (const measure of asked.measures) {
    const check = seriesCheck(measure, nowMs);
    if (!read.has(check.question) && read.size >= mostSeries) continue;
    if (isBeside(measure, asked) && found.some(isOfNamed)) continue;
    read.add(check.question);
    await asker.ask([{ hypothesis: symptomLabel, checks: [check] }]);
    const table = asker.table(check);
    if (table === null) continue;
    found = withNext(
      found,
      { measure, table, result: findSymptom(measure, table, asked, nowMs) },
      asked,
    );
    if (isEnough(found, asked)) break;
  }
  return found;
}

/** What is only looked at beside what was said. That of spend shows where it went. */
const isBeside = ({ id, unit }: Measure, { isWorded, said }: Asked): boolean =>
  isWorded &&
  !said.includes(id) &&
  unit !== 'USD' &&
  !said.some((one) => measureOf(one).kin?.includes(id) === true);

/** What was found with the next of it: where an object is named, trouble of others is no answer. */
function withNext(found: readonly Found[], next: Found, asked: Asked): readonly Found[] {
  if (isOfNamed(next)) return [...found.filter(isOfNamed), next];
  return asked.said.length === 0 || found.some(isOfNamed) ? found : [...found, next];
}

/** Whether nothing more need be read; who says nothing of what is wrong with a thing asks for all of it. */
function isEnough(found: readonly Found[], asked: Asked): boolean {
  if (asked.isOpen || (!asked.isWorded && found.some(isOfNamed))) return false;
  const last = found.at(-1);
  if (isContrary(last, asked)) return true;
  return isAnswer(last, asked) && !mayBeNamedElsewhere(found, asked);
}

/** Whether what was found is an answer by itself. */
function isAnswer(found: Found | undefined, { isWorded }: Asked): boolean {
  if (found === undefined) return false;
  const { result, measure } = found;
  if (result.kind === 'broken') return isWorded || result.isNamed;
  // That all spend was as usual, or went the other way, is the answer.
  return result.kind === 'usual' && measure.unit === 'USD' && !result.isNamed;
}

/** Where the spend of an object that is named went the other way than the question says, that is the answer. */
const isContrary = (found: Found | undefined, { sign, said }: Asked): boolean =>
  found !== undefined &&
  found.result.kind === 'usual' &&
  found.result.object !== null &&
  found.measure.id === 'cost' &&
  said.includes('cost') &&
  found.result.sign === -sign &&
  sign !== 0;

/**
 * What fails may be of any kind, and its name a plain word: the trouble of others is no answer before all that
 * can fail has been looked through for the name.
 */
const mayBeNamedElsewhere = (found: readonly Found[], { kind, said }: Asked): boolean =>
  kind === null && said.includes('failed runs') && !found.some(isOfNamed);

/** A name that is surely one of an object, and of no workspace: with a dot, an underscore, an "@". */
const isSure = (name: string): boolean => /[_@.]/.test(name);

/** What somebody did of whom the rows do not tell in which workspace. */
const isAnywhere = ({ measure: { objects }, table }: Found): boolean =>
  'is' in objects.kind &&
  objects.kind.is === 'user' &&
  !table.columns.some(({ name }) => name === 'workspace_id');

/**
 * Whether what was found can be an answer: it is unusual, and where an object is named it is about that. What was
 * done to a table stands with who did it.
 *
 * Pure.
 */
export function mayAnswer(found: Found, { names }: Asked): boolean {
  if (found.result.kind !== 'broken') return false;
  if (isAnywhere(found) && names.some(isPlaceName) && !isOfNamed(found)) return false;
  const sure = names.filter(isSure);
  const isOfTables =
    found.measure.isOnTables === true && sure.some((name) => name.split('.').length > 2);
  return sure.length === 0 || isOfNamed(found) || isOfTables;
}

/** Whether what was found is of an object that the question names. Pure. */
export const isOfNamed = ({ result }: Found): boolean => 'isNamed' in result && result.isNamed;
