import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { messageOf, ProblemText } from '../problem.tsx';
import type { Investigation } from '../resources.ts';
import { send } from '../service.ts';
import { Time } from '../time.tsx';

type Props = { readonly investigation: Investigation; readonly onChange: () => void };

/** What of the answer was otherwise once its tables were complete, with a button until it is seen. */
export function CorrectionView({ investigation, onChange }: Props): JSX.Element | null {
  const { correction, links } = investigation;
  const [problem, setProblem] = useState<string | null>(null);
  if (correction === null || correction === undefined) return null;
  const sentences = [...new Map(correction.claims.map((one) => [one.sentence, one])).values()];
  const setSeen = async (): Promise<void> => {
    try {
      await send(`${links.self}/correction/seen`, {});
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
    onChange();
  };
  return (
    <section class="caveats" aria-label="Correction">
      <h2>Corrected</h2>
      <p>
        Rows that came later change what the answer says (<Time at={correction.at} />
        ):
      </p>
      <ul>
        {sentences.map(({ sentence, cells }) => (
          <li key={sentence}>
            {sentence}
            {cells.map(({ marker, column, before, after }) => (
              <div key={marker}>
                {column ?? 'rows'}: {String(before)} is now <strong>{String(after)}</strong>
              </div>
            ))}
          </li>
        ))}
      </ul>
      {correction.seenAt === null && (
        <button type="button" onClick={() => void setSeen()}>
          I have seen it
        </button>
      )}
      <ProblemText message={problem} />
    </section>
  );
}
