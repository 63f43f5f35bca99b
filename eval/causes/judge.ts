import type { Explanation } from '../../domain/explanation.ts';
import type { CauseQuestion } from './dataset.ts';
import {
  namesCause,
  namesInnocent,
  namesObject,
  namesStranger,
  plain,
  tellsHowMuch,
} from './names.ts';
import type { VisibleTruth, WorldTruth } from './truth.ts';

/**
 * The worlds: all incidents; the asked one not; all incidents with their decoys; no incident.
 */
export const worldKinds = ['on', 'off', 'decoy', 'ordinary'] as const;
export type WorldKind = (typeof worldKinds)[number];

/**
 * How an explanation is judged. `right`: the visible cause with its size. `sizeless`: without it. `driver`:
 * only what carries the symptom. `none rightly`: no cause found where none can be: nothing happened, or its
 * reason is unseen and the driver and its onset are told. `missed`: no cause found though one is visible, or
 * an unseen one without its driver. `other`: another incident, which did happen. `wrong`: something that did
 * not happen or is no cause. `decoy`: the innocent was named. `error`: the search failed.
 */
export const judgements = [
  'right',
  'sizeless',
  'driver',
  'none rightly',
  'missed',
  'other',
  'wrong',
  'decoy',
  'error',
] as const;
export type Judgement = (typeof judgements)[number];

const dayMs = 86_400_000;
const firstLines = 3;
/** A question about two things has an answer for each. */
const linesOfTwo = 8;

const isFound = ({ verdict }: Explanation): boolean =>
  verdict === 'cause_found' || verdict === 'contributing';

const textOf = ({ lines }: Explanation, most: number): string =>
  plain(lines.slice(0, most).join('\n'));

/** What the explanation states as causes, and its first line, each by itself. */
const accusations = ({ causes, lines }: Explanation): readonly string[] =>
  [lines[0] ?? '', ...causes.map(({ statement }) => statement)].map(plain);

const accusation = (explanation: Explanation): string => accusations(explanation).join('\n');

const isNear = (at: string | null | undefined, day: string): boolean =>
  Math.abs(Date.parse(at ?? '') - Date.parse(day)) <= dayMs;

/** How an unseen cause is told, in an answer that is about it alone. */
function judgeDriver(explanation: Explanation, visible: VisibleTruth, text: string): Judgement {
  const isNamed = namesObject(text, visible);
  if (isFound(explanation)) return isNamed ? 'driver' : 'wrong';
  return isNamed && isNear(explanation.symptom?.onset, visible.at) ? 'none rightly' : 'missed';
}

/** How a visible cause is told, in an answer that finds one. */
function judgeCause(explanation: Explanation, visible: VisibleTruth, text: string): Judgement {
  if (namesCause(text, visible)) return tellsHowMuch(text, visible) ? 'right' : 'sizeless';
  const isDriver = namesObject(text, visible) && !namesStranger(accusation(explanation), visible);
  return isDriver ? 'driver' : 'wrong';
}

/** How what is visible of an incident is told in an answer that is about it alone. */
function judgeOne(explanation: Explanation, visible: VisibleTruth): Judgement {
  const text = textOf(explanation, firstLines);
  if (visible.is === 'driver') return judgeDriver(explanation, visible, text);
  return isFound(explanation) ? judgeCause(explanation, visible, text) : 'missed';
}

/** The same in an answer about two, whose verdict is about both. */
function judgeOfTwo(explanation: Explanation, visible: VisibleTruth): Judgement {
  const text = textOf(explanation, linesOfTwo);
  if (!namesObject(text, visible)) return 'missed';
  return visible.is === 'driver' ? 'none rightly' : judgeCause(explanation, visible, text);
}

/**
 * What is found where the asked incident did not happen: nothing, something wrong, or, by a question that
 * names nothing and claims nothing untrue, another incident.
 */
function judgeNothing(
  { kind, symptom }: CauseQuestion,
  explanation: Explanation,
  truth: WorldTruth,
): Judgement {
  if (!isFound(explanation)) return 'none rightly';
  const isOpen = symptom.object === null && (kind === 'why' || kind === 'whatChanged');
  const text = accusation(explanation);
  const isOther = truth.incidents.some(({ visible }) => namesCause(text, visible));
  return isOpen && isOther ? 'other' : 'wrong';
}

/** Of two judgements of one answer the one that is less good. */
const lesser = (left: Judgement, right: Judgement): Judgement => {
  const order: readonly Judgement[] = ['right', 'none rightly', 'sizeless', 'driver', 'missed'];
  const rank = (one: Judgement) => (order.includes(one) ? order.indexOf(one) : order.length);
  return rank(left) > rank(right) ? left : right;
};

/**
 * Judges what a search found by the truth of the world in which it was asked. Pure.
 *
 * @param truth Of that world: incidents that are not on are not in it.
 */
export function judgeExplanation(
  question: CauseQuestion,
  explanation: Explanation,
  truth: WorldTruth,
): Judgement {
  if (isFound(explanation)) {
    // Of two things, who did the one is no accusation about the other.
    const said = question.kind === 'two' ? accusations(explanation) : [accusation(explanation)];
    const isAccused = truth.decoys.some(({ never }) =>
      said.some((one) => namesInnocent(one, never)),
    );
    if (isAccused) return 'decoy';
  }
  const { incident, also, kind } = question;
  const asked = [incident, also].filter((id) => id !== null);
  const happened = truth.incidents.filter(({ id }) => asked.includes(id));
  if (happened.length === 0) return judgeNothing(question, explanation, truth);
  const judge = kind === 'two' ? judgeOfTwo : judgeOne;
  const judged = happened.map(({ visible }) => judge(explanation, visible)).reduce(lesser);
  return judged === 'wrong' ? judgeNothing(question, explanation, truth) : judged;
}
