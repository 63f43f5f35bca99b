import type { JSX } from 'preact';
import { firstLine } from '../answer/first-line.ts';
import { createLoader } from '../load.ts';
import type { Agent, Investigation, InvestigationPage } from '../resources.ts';
import { useKept } from '../screen.tsx';
import { read } from '../service.ts';
import { Time } from '../time.tsx';
import { domainName } from '../words.ts';

type Props = { readonly agent: Agent; readonly onChoose: (question: string) => void };

/** A domain: what it was last asked and found, and what could be asked. */
export function DomainCard({ agent, onChoose }: Props): JSX.Element {
  const { domain, asks, suggestions, available, why } = agent;
  return (
    <article class={`domain ${available ? '' : 'closed'}`}>
      <h2>
        <span class={`dot ${domain}`} aria-hidden="true" /> {domainName(domain)}
      </h2>
      <p class="note">{available ? asks : why}</p>
      {available && (
        <>
          <LastFinding domain={domain} />
          <ul class="suggestions">
            {suggestions.map((question) => (
              <li key={question}>
                <button type="button" onClick={() => onChoose(question)}>
                  {question}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

function LastFinding({ domain }: Pick<Agent, 'domain'>): JSX.Element | null {
  const last = useKept(() => createLoader((signal) => readLast(domain, signal)), domain);
  const loaded = last.state.value;
  if (loaded.kind !== 'ready' || loaded.value?.answer == null) return null;
  const { id, createdAt, answer } = loaded.value;
  return (
    <p class="finding">
      <a href={`/i/${id}`}>{firstLine(answer.markdown)}</a>
      <span class="note">
        {' '}
        <Time at={createdAt} />
      </span>
    </p>
  );
}

async function readLast(domain: string, signal: AbortSignal): Promise<Investigation | null> {
  const path = `/v1/investigations?domain=${domain}&status=completed&limit=1` as const;
  const { investigations } = await read<InvestigationPage>(path, { signal });
  const [newest] = investigations;
  return newest === undefined
    ? null
    : read<Investigation>(`/v1/investigations/${newest.id}`, { signal });
}
