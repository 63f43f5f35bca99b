import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { DatabricksLink } from '../databricks-link.tsx';
import { isOpen } from '../resources.ts';
import type { Citation, Evidence, Investigation, Lane, Links } from '../resources.ts';
import { send } from '../service.ts';
import { domainName, outcomeNames } from '../words.ts';
import { Hint } from './hint.tsx';
import { EvidenceView } from './evidence-view.tsx';
import { messageOf } from '../problem.tsx';

type Props = {
  readonly investigation: Investigation;
  readonly tables: readonly Evidence[];
  readonly lit: Citation | null;
  readonly onChange: () => void;
};

/** Each domain that was asked: its question, how it ended, its tables. */
export function Lanes({ investigation, tables, lit, onChange }: Props): JSX.Element | null {
  const { lanes, routing } = investigation;
  if (lanes.length === 0) return null;
  // The last one cannot be skipped: that would be a cancel.
  const canSkip =
    isOpen(investigation.status) && lanes.filter(({ outcome }) => outcome !== 'skipped').length > 1;
  return (
    <section class="lanes" aria-label="Domains that were asked">
      {lanes.map((lane) => {
        const reason = routing?.domains.find(({ domain }) => domain === lane.domain)?.reason;
        const own = tables.filter(({ id }) => lane.evidenceIds.includes(id));
        return (
          <article key={lane.domain} class="lane">
            <h2>
              <span class={`dot ${lane.domain}`} aria-hidden="true" /> {domainName(lane.domain)}
              <span class={`outcome ${lane.outcome ?? lane.status}`}>{stateOf(lane)}</span>
              {canSkip && lane.status !== 'finished' && (
                <Skip lane={lane} steer={investigation.links.steer} onChange={onChange} />
              )}
            </h2>
            <p title={reason}>{lane.question}</p>
            {isOpen(investigation.status) && lane.status !== 'finished' && (
              <Hint lane={lane} steer={investigation.links.steer} onChange={onChange} />
            )}
            {lane.status === 'finished' && lane.detail !== null && (
              <p class="detail">{lane.detail}</p>
            )}
            {lane.genie !== null && own.length === 0 && <DatabricksLink url={lane.genie.url} />}
            {own.map((table) => (
              <EvidenceView key={table.id} table={table} investigation={investigation} lit={lit} />
            ))}
          </article>
        );
      })}
    </section>
  );
}

const stateNames: Readonly<Record<Exclude<Lane['status'], 'finished'>, string>> = {
  queued: 'Waiting to start',
  waiting: 'Waiting',
  asking: 'Asking',
};

function stateOf({ status, outcome }: Lane): string {
  if (outcome !== null) return outcomeNames[outcome];
  return status === 'finished' ? '' : stateNames[status];
}

type SkipProps = {
  readonly lane: Lane;
  readonly steer: Links['steer'];
  readonly onChange: () => void;
};

function Skip({ lane, steer, onChange }: SkipProps): JSX.Element {
  const [said, setSaid] = useState<string | null>(null);
  const skip = async (): Promise<void> => {
    await send<Investigation>(steer, { action: 'skip', domain: lane.domain }).catch(
      (error: unknown) => setSaid(messageOf(error)),
    );
    onChange();
  };
  return (
    <>
      <button
        type="button"
        class="quiet"
        onClick={() => void skip()}
        aria-label={`Skip ${domainName(lane.domain)}`}
      >
        Skip
      </button>
      <span role="status" class="note">
        {said}
      </span>
    </>
  );
}
