import type { JSX } from 'preact';
import type { LogEvent } from '../../domain/events.ts';
import { Markdown } from '../answer/markdown.tsx';
import type { Citation, Evidence, Investigation } from '../resources.ts';
import { inWords, resultNames, verdictNames } from '../words.ts';
import { EvidenceView } from './evidence-view.tsx';

type Props = {
  readonly investigation: Investigation;
  readonly events: readonly LogEvent[];
  readonly tables: readonly Evidence[];
  readonly lit: Citation | null;
  readonly onCite: (marker: string, button: HTMLElement) => void;
};

/** The search for a cause: what was tested, what was ruled out, what is missing, and its tables. */
export function CauseView({
  investigation,
  events,
  tables,
  lit,
  onCite,
}: Props): JSX.Element | null {
  const { explanation, lanes } = investigation;
  const checks = checksOf(events);
  const ofLanes = new Set(lanes.flatMap(({ evidenceIds }) => evidenceIds));
  const own = tables.filter(({ id }) => !ofLanes.has(id));
  if (checks.length === 0 && explanation === null && own.length === 0) return null;
  const reading = explanation === null ? 'reading rows …' : 'rows were read';
  const isLit = own.some(({ id }) => id === lit?.evidenceId);
  return (
    <section class="cause" aria-label="Search for the cause">
      <h2>
        Search for the cause
        {explanation !== null && <span class="outcome">{verdictNames[explanation.verdict]}</span>}
      </h2>
      <ul class="checks">
        {checks.map(({ hypothesis, result }) => (
          <li key={hypothesis} class={result ?? 'open'}>
            <strong>{hypothesis === 'symptom' ? 'what happened' : inWords(hypothesis)}</strong>:{' '}
            {result === null ? reading : resultNames[result]}
          </li>
        ))}
      </ul>
      {explanation?.ruledOut.map(({ kind, why }) => (
        <div key={kind} class="ruled-out">
          <strong>Ruled out: {inWords(kind)}</strong> <Markdown text={why} onCite={onCite} />
        </div>
      ))}
      {explanation?.missing.map(({ what, remedy }) => (
        <p key={what} class="detail">
          {what} {remedy}
        </p>
      ))}
      {own.length > 0 && (
        <details open={isLit || undefined}>
          <summary>{own.length} tables of the search</summary>
          {own.map((table) => (
            <EvidenceView key={table.id} table={table} investigation={investigation} lit={lit} />
          ))}
        </details>
      )}
    </section>
  );
}

type Check = {
  readonly hypothesis: string;
  readonly result: Extract<LogEvent, { type: 'check.finished' }>['result'] | null;
};

function checksOf(events: readonly LogEvent[]): readonly Check[] {
  const checks = new Map<string, Check>();
  for (const event of events) {
    if (event.type === 'check.started' && !checks.has(event.hypothesis))
      checks.set(event.hypothesis, { hypothesis: event.hypothesis, result: null });
    if (event.type === 'check.finished') checks.set(event.hypothesis, event);
  }
  return [...checks.values()];
}
