import type { Metric } from '../../sql/metrics.ts';
import { asksByBegin, saysOneOf } from './begins.ts';
import { type Draft, draftOf } from './draft.ts';
import { readPhrasesIn } from './phrases.ts';
import type { Reading } from './reading.ts';
import { saidIn, type Token } from './tokens.ts';

/** One row, the last of its kind. */
const ofLastOne =
  / (?:last|latest|newest|most recent|previous) (?:\w+ ){0,2}?(?:run|update|query|execution|request|scan|event|login|statement) /;

/** How a thing is now: "is `etl` ok now?", "is it still failing?", "is it fixed?". */
const ofNow =
  / (?:(?:ok|okay|fine|good|healthy|green|red|failing|broken|fail|back|well|working) (?:now|again|right now|currently|at the moment|to normal|yet)|still (?:failing|broken|red|fail|down)|fixed|recovered|working|work again|currently (?:ok|failing|broken|red|green)|up and running) /;
/** What starts and stops is up or not. */
const ofUp =
  / (?:(?:is|are|was) (?:up|on|running|started|awake|alive)(?: now| right now| currently| at the moment)?|still up|up) /;

/** "The last run": one row is asked for. Pure. */
export const asksForOneRow = (said: string): boolean => ofLastOne.test(said);

/** Whether a question asks how the last event of a thing that it names ended. */
function asksForLatest(metric: Metric, tokens: readonly Token[]): boolean {
  const said = saidIn(tokens);
  const isNamed = tokens.some((token) => 'name' in token);
  const isYesNo = /^ (?:is|are|was|were|has|have|did|does) /.test(said);
  const isOfState = ofNow.test(said) || (metric.noun === 'events' && ofUp.test(said));
  const isOfLast =
    ofLastOne.test(said) &&
    !/ (?:failed|failing|successful|succeeded|completed|clean|ok|bad|good|green|cancelled) (?:job |pipeline )?(?:run|update) | (?:run|update) (?:without|with no|cleanly|successfully) /.test(
      said,
    );
  return metric.latest.length > 0 && isNamed && (isOfLast || (isYesNo && isOfState));
}

/** Words of such questions that a draft need not understand. */
const ofLatest =
  /^(?:ok|okay|fine|good|healthy|green|red|back|well|working|work|normal|still|fixed|recovered|now|again|right|currently|moment|yet|running|previous|recent|state|status|result|outcome|up)$/;

const bad = /^(?:failing|broken|fail|down)$/;
const stillBad = / (?:still|currently) (?:failing|broken|fail|down) /;

/** The last event of what a question names, where every other word of it is understood. */
function latestIn(metric: Metric, tokens: readonly Token[]): Draft | null {
  if (!asksForLatest(metric, tokens)) return null;
  // "Still failing" is how the last one ended, and no limit to those that failed.
  const isStill = stillBad.test(saidIn(tokens));
  const rest = tokens.filter(
    (token) => !('raw' in token && (ofLatest.test(token.raw) || (isStill && bad.test(token.raw)))),
  );
  const draft = draftOf(metric, readPhrasesIn(metric, rest));
  const isOfNamed = draft?.names.length === 1 && draft.names[0]?.dimension === metric.named;
  return isOfNamed && draft.groups.size === 0 && draft.distinct.size === 0 ? draft : null;
}

/** Words of a question for how one of them went: "how long did it take", "did it finish". */
const ofCourse =
  /^(?:how|long|take|takes|took|last|lasted|run|finish|finished|end|ended|duration|runtime|go|went|compare|compared|before|already)$/;

/** The one event that a question finds by when it began: "how long did the run that started at 9 take?" */
function begunIn(metric: Metric, tokens: readonly Token[], isToTheMinute: boolean): Draft | null {
  const said = saidIn(tokens);
  if (metric.latest.length === 0 || !saysOneOf(said)) return null;
  if (!asksByBegin(metric, said, isToTheMinute) || / when /.test(said)) return null;
  const rest = tokens.filter(
    (token) => !('raw' in token && (ofLatest.test(token.raw) || ofCourse.test(token.raw))),
  );
  const draft = draftOf(metric, readPhrasesIn(metric, rest));
  const isOfNamed = draft?.names.length === 1 && draft.names[0]?.dimension === metric.named;
  const isPlain = draft !== null && draft.groups.size + draft.distinct.size === 0;
  return isOfNamed && isPlain && [...draft.measures].every(isFirstOf(metric)) ? draft : null;
}

const isFirstOf =
  ({ measures: [first] }: Metric) =>
  (name: string): boolean =>
    name === first?.name;

/** "The latest result of each job". */
const ofEach =
  / (?:last|latest|newest|most recent|current) (?:run |update )?(?:result|state|status|outcome) (?:of|for|per|by) (?:each|every|all) /;

/** How the last event of each thing ended, where every other word is understood. */
function latestOfEach(metric: Metric, tokens: readonly Token[]): Draft | null {
  if (metric.latest.length === 0 || !ofEach.test(saidIn(tokens))) return null;
  const rest = tokens.filter((token) => !('raw' in token && ofLatest.test(token.raw)));
  const draft = draftOf(metric, readPhrasesIn(metric, rest));
  const isOfThings = draft !== null && [...draft.groups].join() === metric.named;
  return isOfThings && draft.measures.size + draft.distinct.size + draft.filters.size === 0
    ? draft
    : null;
}

const ofDraft = (metric: Metric, { names, filters, groups }: Draft, begins: boolean): Reading => ({
  metric,
  begins,
  measures: [],
  distinct: [],
  groups: [...groups],
  filters: begins ? [...filters] : [],
  either: [],
  names,
  order: null,
  topOf: null,
  isShare: false,
  isOfNames: false,
  whole: null,
  wholeFilter: null,
  when: 'latest',
  isJoint: false,
  counts: false,
  lists: null,
});

/**
 * A question for how the last event of a thing ended, or the one that began at a time; null for others.
 *
 * Pure.
 */
export function latestOne(
  metric: Metric,
  tokens: readonly Token[],
  isToTheMinute: boolean,
): Reading | null {
  const begun = begunIn(metric, tokens, isToTheMinute);
  const draft = begun ?? latestIn(metric, tokens) ?? latestOfEach(metric, tokens);
  return draft === null ? null : ofDraft(metric, draft, begun !== null);
}
