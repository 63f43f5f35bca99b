import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { countText } from '../format.ts';
import { messageOf, ProblemText } from '../problem.tsx';
import { send } from '../service.ts';

/** A copy of everything, and its deletion, which asks once more. */
export function ForgetMe({ onForgotten }: { readonly onForgotten: () => void }): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const [told, setTold] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const forget = async (): Promise<void> => {
    try {
      const { deleted } = await send<{ deleted: number }>('/v1/memory', {}, { method: 'DELETE' });
      setTold(`Everything of yours is deleted, with ${countText(deleted, 'investigation')}.`);
      setProblem(null);
      onForgotten();
    } catch (error) {
      setProblem(messageOf(error));
    }
    setAsking(false);
  };
  return (
    <section aria-labelledby="forget-title">
      <h2 id="forget-title">Your data</h2>
      <p class="actions">
        <a class="quiet" href="/v1/memory/export" download="memory.json">
          Download all of it
        </a>
        {!isAsking && (
          <button type="button" class="danger" onClick={() => setAsking(true)}>
            Forget me …
          </button>
        )}
      </p>
      {isAsking && (
        <div class="reply" role="group" aria-label="Forget me">
          <p>
            This deletes what is remembered of you and every question of yours, with its answers and
            tables. It cannot be undone.
          </p>
          <p class="actions">
            <button type="button" class="danger" onClick={() => void forget()}>
              Delete everything of mine
            </button>
            <button type="button" onClick={() => setAsking(false)}>
              Keep it
            </button>
          </p>
        </div>
      )}
      <p role="status" class="note">
        {told}
      </p>
      <ProblemText message={problem} />
    </section>
  );
}
