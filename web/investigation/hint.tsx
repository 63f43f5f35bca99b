import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { messageOf } from '../problem.tsx';
import type { Investigation, Lane, Links } from '../resources.ts';
import { send } from '../service.ts';
import { domainName } from '../words.ts';

type Props = { readonly lane: Lane; readonly steer: Links['steer']; readonly onChange: () => void };

/** A field for more words to the question of a domain that has not ended; it is closed until it is wanted. */
export function Hint({ lane: { domain }, steer, onChange }: Props): JSX.Element {
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const field = `hint-${domain}`;
  const give = async (event: Event): Promise<void> => {
    event.preventDefault();
    try {
      await send<Investigation>(steer, { action: 'hint', domain, text });
      setText('');
      setOpen(false);
      setSaid('Genie is asked again with your hint.');
    } catch (error) {
      setSaid(messageOf(error));
    }
    onChange();
  };
  return (
    <div class="hint">
      <button
        type="button"
        class="quiet"
        aria-expanded={isOpen}
        aria-label={`Give ${domainName(domain)} a hint`}
        onClick={() => setOpen(!isOpen)}
      >
        Hint
      </button>
      {isOpen && (
        <form class="ask-line" onSubmit={(event) => void give(event)}>
          <label for={field} class="visually-hidden">
            Hint for {domainName(domain)}
          </label>
          <input
            id={field}
            value={text}
            maxLength={4_000}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" disabled={text.trim() === ''}>
            Ask with it
          </button>
        </form>
      )}
      <span role="status" class="note">
        {said}
      </span>
    </div>
  );
}
