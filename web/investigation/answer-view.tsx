import type { JSX } from 'preact';
import { Markdown } from '../answer/markdown.tsx';
import { isOpen } from '../resources.ts';
import type { Answer, Investigation, Lane } from '../resources.ts';
import { countText } from '../format.ts';
import { Time } from '../time.tsx';
import { domainName, outcomeNames } from '../words.ts';
import { FollowUps } from './follow-ups.tsx';

type Props = {
  readonly investigation: Investigation;
  /** The text as far as it is written. */
  readonly written: string;
  readonly onCite: (marker: string, button: HTMLElement) => void;
};

/** The answer: its first line is the largest thing on the screen. */
export function AnswerView({ investigation, written, onCite }: Props): JSX.Element {
  const { answer, status } = investigation;
  const partial = partialOf(investigation);
  const text = answer?.markdown ?? (written === '' ? partial : written);
  return (
    <section class="answer" aria-label="Answer" aria-busy={isOpen(status)}>
      {text === '' ? (
        <Missing investigation={investigation} />
      ) : (
        <>
          {answer !== null && <Without lanes={investigation.lanes} />}
          {text === partial && <SoFar investigation={investigation} />}
          <Markdown text={text} onCite={onCite} />
        </>
      )}
      {answer !== null && <Caveats answer={answer} />}
      {!isOpen(status) && <FollowUps investigation={investigation} />}
    </section>
  );
}

/** The answer of the newest round of a deep investigation that goes on; else empty. */
const partialOf = ({ deep, status }: Investigation): string =>
  isOpen(status) ? (deep?.partial?.markdown ?? '') : '';

/** That the text is what the rounds of a deep investigation have found so far, and what comes next. */
function SoFar({ investigation: { deep } }: Pick<Props, 'investigation'>): JSX.Element {
  const ended = deep?.rounds.length ?? 0;
  const waitsUntil = deep?.waitsUntil ?? null;
  return (
    <p class="waiting" role="status">
      So far, after {countText(ended, 'round')}.{' '}
      {waitsUntil === null ? (
        'It goes on …'
      ) : (
        <>
          It waits for rows until <Time at={waitsUntil} />.
        </>
      )}
    </p>
  );
}

function Missing({ investigation }: Pick<Props, 'investigation'>): JSX.Element {
  const { lanes, failure } = investigation;
  const isToldBelow = lanes.some(
    ({ detail }) => detail !== null && failure?.message.includes(detail),
  );
  return (
    <>
      <p class="waiting" role="status">
        {missingText(investigation)}
      </p>
      {failure !== null && lanes.length > 0 && !isToldBelow && <p>{failure.message}</p>}
    </>
  );
}

/** The sentence where there is no answer: not yet, or not at all. */
function missingText({ status, lanes, routing, failure, explanation }: Investigation): string {
  if (status === 'cancelled')
    return 'Cancelled before there was an answer. What was found stands below.';
  if (status === 'failed' && lanes.length > 0) return 'No domain could answer.';
  if (!isOpen(status)) return failure?.message ?? 'There is no answer.';
  if (status === 'queued') return 'Waiting to start …';
  if (routing === null) return 'Choosing whom to ask …';
  const open = lanes.filter((lane) => lane.status !== 'finished').length;
  if (open > 0) return `Asking: ${lanes.length - open} of ${lanes.length} done …`;
  const isSearched = routing.intent != null && explanation === null;
  return isSearched ? 'Looking for the cause …' : 'Writing the answer …';
}

/** Outcomes of lanes that are part of the answer. */
const answers: ReadonlySet<string> = new Set(['answered', 'no_data']);

/** The domains that are not in the answer, and why: whoever reads its first line should know. */
function Without({ lanes }: { readonly lanes: readonly Lane[] }): JSX.Element | null {
  const missing = lanes.flatMap(({ domain, outcome }) =>
    outcome === null || answers.has(outcome)
      ? []
      : [`${domainName(domain)} (${outcomeNames[outcome].toLowerCase()})`],
  );
  return missing.length === 0 ? null : <p class="without">Without {missing.join(', ')}.</p>;
}

/** What the text does not say itself. */
function Caveats({ answer }: { readonly answer: Answer }): JSX.Element | null {
  const unsaid = answer.caveats.filter((caveat) => !answer.markdown.includes(caveat));
  const missing = answer.degradedDetail.map(
    ({ part, reason }) => `Done without: ${part}. ${reason}`,
  );
  const memory = answer.usedMemory.map(({ text }) => `Applied from memory: ${text}`);
  const lines = [...new Set([...unsaid, ...missing, ...memory])];
  if (lines.length === 0) return null;
  return (
    <ul class="caveats" aria-label="Caveats">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
