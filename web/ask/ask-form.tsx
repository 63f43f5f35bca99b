import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ProblemText } from '../problem.tsx';
import type { Domain } from '../resources.ts';
import { RoutePreview } from './route-preview.tsx';
import { useAsk } from './use-ask.ts';

type Props = {
  readonly question: string;
  readonly onQuestion: (text: string) => void;
  /** The session that the question goes on in; null begins one. */
  readonly sessionId: string | null;
};

const usualBudget = 120;

/** The field for a question, with what would be asked of whom. */
export function AskForm({ question, onQuestion, sessionId }: Props): JSX.Element {
  const field = useRef<HTMLTextAreaElement>(null);
  const [domains, setDomains] = useState<readonly Domain[] | null>(null);
  const [budget, setBudget] = useState(usualBudget);
  const { ask, problem, isSending } = useAsk({
    question,
    ...(domains === null ? {} : { domains }),
    ...(sessionId === null ? {} : { sessionId }),
    ...(budget === usualBudget ? {} : { budgetSeconds: budget }),
  });
  useEffect(() => field.current?.focus(), []);
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    void ask();
  };
  return (
    <form class="ask-form" onSubmit={onSubmit}>
      <label for="question" class="visually-hidden">
        Your question
      </label>
      <textarea
        id="question"
        ref={field}
        rows={2}
        maxLength={4_000}
        placeholder="Why did costs jump yesterday?"
        value={question}
        onInput={(event) => onQuestion(event.currentTarget.value)}
        onKeyDown={(event) => isSent(event) && onSubmit(event)}
      />
      <div class="ask-line">
        <More budget={budget} onBudget={setBudget} />
        {sessionId !== null && <span class="note">goes on in your conversation</span>}
        <button type="submit" class="main" disabled={isSending || question.trim() === ''}>
          Ask
        </button>
      </div>
      <ProblemText message={problem} />
      <RoutePreview
        question={question}
        sessionId={sessionId}
        chosen={domains}
        onChoose={setDomains}
      />
    </form>
  );
}

/** Enter asks; with Shift it is a new line, and in an input method it ends a word. */
function isSent({ key, shiftKey, isComposing }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !isComposing;
}

type MoreProps = { readonly budget: number; readonly onBudget: (seconds: number) => void };

function More({ budget, onBudget }: MoreProps): JSX.Element {
  return (
    <details class="more">
      <summary>More</summary>
      <label>
        Time for the answer, seconds{' '}
        <input
          type="number"
          min={15}
          max={3_600}
          value={budget}
          onInput={(event) => onBudget(event.currentTarget.valueAsNumber || usualBudget)}
        />
      </label>
    </details>
  );
}
