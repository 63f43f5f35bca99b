import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Investigation } from '../resources.ts';
import { send } from '../service.ts';
import { messageOf, ProblemText } from '../problem.tsx';

type Props = { readonly investigation: Investigation };

/** The next questions of the conversation: those that the answer suggests, and a field for another one. */
export function FollowUps({ investigation }: Props): JSX.Element {
  const { answer, sessionId } = investigation;
  const { route } = useLocation();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async (question: string): Promise<void> => {
    setProblem(null);
    try {
      const asked = await send<Investigation>('/v1/investigations', { question, sessionId });
      route(`/i/${asked.id}`);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    if (text.trim() !== '') void ask(text);
  };
  return (
    <form class="follow-ups" aria-label="Go on" onSubmit={onSubmit}>
      {answer?.followUps.map((question) => (
        <button key={question} type="button" class="suggestion" onClick={() => void ask(question)}>
          {question}
        </button>
      ))}
      <div class="ask-line">
        <input
          aria-label="Next question of this conversation"
          placeholder="Ask on: “and the week before?”"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit">Ask on</button>
      </div>
      <ProblemText message={problem} />
    </form>
  );
}
