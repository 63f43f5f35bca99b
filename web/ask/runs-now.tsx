import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { now } from '../clock.ts';
import { durationText } from '../format.ts';
import { createLoader } from '../load.ts';
import type { InvestigationPage, Summary } from '../resources.ts';
import { useKept } from '../screen.tsx';
import { read } from '../service.ts';
import { StatusBadge } from '../status-badge.tsx';

/** How often it is looked what runs, milliseconds. */
const everyMs = 4_000;

/** The investigations that have not ended. */
export function RunsNow(): JSX.Element | null {
  const runs = useKept(() => createLoader(readOpen), 'runs');
  useEffect(() => {
    const timer = setInterval(() => document.hidden || runs.reload(), everyMs);
    return () => clearInterval(timer);
  }, [runs]);
  const loaded = runs.state.value;
  if (loaded.kind !== 'ready' || loaded.value.length === 0) return null;
  return (
    <section class="runs" aria-label="What runs now">
      <h2>Runs now</h2>
      <ul>
        {loaded.value.map(({ id, question, status, createdAt }) => (
          <li key={id}>
            <StatusBadge status={status} /> <a href={`/i/${id}`}>{question}</a>{' '}
            <span class="note">
              {durationText(Math.floor((now.value - Date.parse(createdAt)) / 1_000) * 1_000)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function readOpen(signal: AbortSignal): Promise<readonly Summary[]> {
  const pages = await Promise.all(
    ['running', 'queued'].map((status) =>
      read<InvestigationPage>(`/v1/investigations?status=${status}&limit=10`, { signal }),
    ),
  );
  return pages.flatMap(({ investigations }) => investigations);
}
