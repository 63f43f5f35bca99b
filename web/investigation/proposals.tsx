import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { messageOf, ProblemText } from '../problem.tsx';
import type { Investigation, Proposal, Links } from '../resources.ts';
import { send } from '../service.ts';

type Props = { readonly investigation: Investigation; readonly onChange: () => void };

/** What the answer proposes to do, with buttons to approve and to reject it. */
export function Proposals({ investigation, onChange }: Props): JSX.Element | null {
  const { proposals, links } = investigation;
  if (proposals.length === 0) return null;
  return (
    <section class="proposals" aria-label="Proposals">
      {proposals.map((proposal) => (
        <ProposalView
          key={proposal.id}
          proposal={proposal}
          path={`${links.self}/proposals/${proposal.id}`}
          onChange={onChange}
        />
      ))}
    </section>
  );
}

/** How often it is looked whether an approved proposal is done, milliseconds. */
const lookEveryMs = 1_500;

const states: Readonly<Record<Proposal['status'], string>> = {
  proposed: 'proposed, not made yet',
  approved: 'approved, being made',
  applied: 'made',
  rejected: 'rejected',
  failed: 'could not be made',
};

type ViewProps = {
  readonly proposal: Proposal;
  readonly path: `${Links['self']}/proposals/${string}`;
  readonly onChange: () => void;
};

function ProposalView({ proposal, path, onChange }: ViewProps): JSX.Element {
  const { content, hash, status, detail, summary } = proposal;
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (status !== 'approved') return undefined;
    const timer = setInterval(onChange, lookEveryMs);
    return () => clearInterval(timer);
  }, [status, onChange]);
  const decide = async (verb: 'approve' | 'reject', body: object): Promise<void> => {
    try {
      await send<Investigation>(`${path}/${verb}`, body);
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
    onChange();
  };
  const whom = content.notifies.length === 0 ? 'nobody' : content.notifies.join(', ');
  return (
    <div class="proposal">
      <h2>
        Alert <span class="outcome">{states[status]}</span>
      </h2>
      <p>{summary}</p>
      <p class="note">{content.reason}</p>
      <p class="note">
        Checked by <code>{content.schedule.cron}</code> ({content.schedule.timeZone}); tells {whom}.
      </p>
      <details>
        <summary>Its statement</summary>
        <pre>
          <code>{content.sql}</code>
        </pre>
      </details>
      {detail !== null && <p class="note">{detail}</p>}
      {status === 'proposed' && (
        <div class="actions">
          <button type="button" class="main" onClick={() => void decide('approve', { hash })}>
            Approve
          </button>
          <button type="button" class="quiet" onClick={() => void decide('reject', {})}>
            Reject
          </button>
        </div>
      )}
      <ProblemText message={problem} />
    </div>
  );
}
