import type { LogEvent } from '../../domain/events.ts';
import type { Investigation } from '../../domain/investigation.ts';
import type { CauseQuestion } from '../../eval/causes/dataset.ts';
import { judgeExplanation } from '../../eval/causes/judge.ts';
import type { WorldTruth } from '../../eval/causes/truth.ts';
import { victims } from './kill-moments.ts';
import type { Victim } from './kill-moments.ts';

/** What a campaign of kills left. */
export type Campaigned = {
  readonly about: CauseQuestion;
  readonly investigation: Pick<Investigation, 'status' | 'explanation' | 'usage' | 'answer'>;
  readonly events: readonly LogEvent[];
  /** The questions that Genie was asked. */
  readonly questions: readonly string[];
  readonly truth: WorldTruth;
  readonly killed: ReadonlyMap<Victim, number>;
  readonly minutes: number;
};

const fewestKills = 5;
const fewestMinutes = 30;

const counted = (numbers: readonly number[], from: number): boolean =>
  numbers.every((number, n) => number === n + from);

/** Each claim that a campaign has to keep, and whether it does. */
const claims: readonly (readonly [string, (left: Campaigned) => boolean])[] = [
  ['it lasts half an hour', ({ minutes }) => minutes >= fewestMinutes],
  [
    'every process is killed five times',
    ({ killed }) => victims.every((victim) => (killed.get(victim) ?? 0) >= fewestKills),
  ],
  ['it ends completed', ({ investigation }) => investigation.status === 'completed'],
  [
    'its cause is the planted one, with its size',
    ({ about, investigation: { explanation }, truth }) =>
      explanation !== null && judgeExplanation(about, explanation, truth) === 'right',
  ],
  [
    'its log has no gap',
    ({ events }) =>
      counted(
        events.map(({ seq }) => seq),
        0,
      ),
  ],
  [
    'it ends once, last',
    ({ events }) => events.findIndex(({ type }) => type === 'finished') === events.length - 1,
  ],
  [
    'its rounds and plans are counted without a gap',
    ({ events }) =>
      counted(roundsOf(events, 'round.finished'), 1) && counted(roundsOf(events, 'planned'), 2),
  ],
  [
    'Genie is asked once for each lane of a round',
    ({ events, questions }) => questions.length === lanesOf(events),
  ],
  [
    'its counters tell the questions that were asked',
    ({ investigation: { usage, answer }, questions }) =>
      usage.genieQuestions === questions.length &&
      (answer?.markdown.includes(`It cost ${questions.length} Genie question`) ?? false),
  ],
];

const roundsOf = (
  events: readonly LogEvent[],
  of: 'round.finished' | 'planned',
): readonly number[] => events.flatMap((event) => (event.type === of ? [event.round] : []));

const lanesOf = (events: readonly LogEvent[]): number =>
  events.filter(({ type }) => type === 'lane.finished').length;

/** The claims that a campaign does not keep. Pure. */
export const faultsOf = (left: Campaigned): readonly string[] =>
  claims.flatMap(([claim, isKept]) => (isKept(left) ? [] : [claim]));
