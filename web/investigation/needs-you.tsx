import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { isOpen } from '../resources.ts';
import type { Investigation, Lane, Links } from '../resources.ts';
import { send } from '../service.ts';
import { domainName } from '../words.ts';
import { messageOf, ProblemText } from '../problem.tsx';

type Props = { readonly investigation: Investigation; readonly onChange: () => void };

/** Questions that Genie asks back, each with a field for the reply. */
export function NeedsYou({ investigation, onChange }: Props): JSX.Element {
  const open = isOpen(investigation.status)
    ? investigation.lanes.filter(({ questionId }) => questionId !== null)
    : [];
  return (
    <div role="status" class="needs-you">
      {open.map((lane) => (
        <Reply
          key={lane.questionId}
          lane={lane}
          steer={investigation.links.steer}
          onChange={onChange}
        />
      ))}
    </div>
  );
}

type ReplyProps = {
  readonly lane: Lane;
  readonly steer: Links['steer'];
  readonly onChange: () => void;
};

function Reply({ lane, steer, onChange }: ReplyProps): JSX.Element {
  const { domain, detail, questionId } = lane;
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const field = `reply-${domain}`;
  const reply = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      await send<Investigation>(steer, { action: 'answer', domain, text, questionId });
    } catch (error) {
      setProblem(messageOf(error));
    }
    onChange();
  };
  return (
    <form class="reply" onSubmit={(event) => void reply(event)}>
      <label for={field}>
        <strong>{domainName(domain)} asks back:</strong> {detail}
      </label>
      <div class="ask-line">
        <input id={field} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button type="submit" class="main" disabled={text.trim() === ''}>
          Reply
        </button>
      </div>
      <ProblemText message={problem} />
    </form>
  );
}
