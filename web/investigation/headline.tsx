import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { now } from '../clock.ts';
import { CopyButton } from '../copy-button.tsx';
import { countText, durationText } from '../format.ts';
import { isOpen } from '../resources.ts';
import type { Evidence, Investigation, Links } from '../resources.ts';
import { send } from '../service.ts';
import { StatusBadge } from '../status-badge.tsx';
import { Time } from '../time.tsx';
import { Retry } from './retry.tsx';
import { reportText } from './report-text.ts';
import { messageOf } from '../problem.tsx';

type Props = {
  readonly investigation: Investigation;
  readonly tables: readonly Evidence[];
  readonly onChange: () => void;
};

/** The question, how far it is, what it cost so far, and what can be done with all of it. */
export function Headline({ investigation, tables, onChange }: Props): JSX.Element {
  const { question, status, createdAt, finishedAt, deadlineAt, links, id, answer } = investigation;
  const runs = isOpen(status);
  const passed = (finishedAt === null ? now.value : Date.parse(finishedAt)) - Date.parse(createdAt);
  return (
    <header class="headline">
      <h1>{question}</h1>
      <p class="line">
        <StatusBadge status={status} />
        <span>
          asked <Time at={createdAt} />
        </span>
        <span>{durationText(runs ? Math.floor(passed / 1_000) * 1_000 : passed)}</span>
        {runs && (
          <span>
            answer by <Time at={deadlineAt} />
          </span>
        )}
        <span>{usageText(investigation)}</span>
      </p>
      <div class="actions">
        {runs ? (
          <Steering investigation={investigation} onChange={onChange} />
        ) : (
          <>
            <Retry investigation={investigation} />
            <CopyButton label="Copy as Markdown" text={() => reportText(investigation, tables)} />
            <a class="quiet" href={links.self} download={`${id}.json`}>
              JSON
            </a>
            {answer !== null && (
              <a class="quiet" href={`${links.self}/proof`} download={`proof-${id}.zip`}>
                Proof
              </a>
            )}
            <button type="button" class="quiet" onClick={() => window.print()}>
              Print
            </button>
          </>
        )}
      </div>
    </header>
  );
}

function usageText({ usage }: Investigation): string {
  const tokens = usage.inputTokens + usage.outputTokens;
  return [
    countText(usage.genieQuestions, 'Genie question'),
    countText(usage.geniePolls, 'poll'),
    ...(usage.statements > 0 ? [countText(usage.statements, 'statement')] : []),
    ...(usage.modelCalls > 0 ? [countText(tokens, 'token')] : []),
  ].join(', ');
}

/** By how much one click extends. */
const extendSeconds = 300;

type Acts = Links['cancel'] | Links['steer'];
type SteeringProps = Pick<Props, 'investigation' | 'onChange'>;

/** What can be asked of an investigation that runs. */
function Steering({ investigation, onChange }: SteeringProps): JSX.Element {
  const { links, routing } = investigation;
  const [said, setSaid] = useState<string | null>(null);
  const act = async (path: Acts, body: object, done: string): Promise<void> => {
    setSaid(null);
    try {
      await send<Investigation>(path, body);
      setSaid(done);
    } catch (error) {
      setSaid(messageOf(error));
    }
    onChange();
  };
  return (
    <>
      {routing !== null && (
        <button
          type="button"
          onClick={() =>
            void act(
              links.steer,
              { action: 'answerNow' },
              'The answer is written from what is there.',
            )
          }
        >
          Answer now
        </button>
      )}
      {routing !== null && (
        <button
          type="button"
          class="quiet"
          onClick={() =>
            void act(
              links.steer,
              { action: 'extend', seconds: extendSeconds },
              'It has five more minutes.',
            )
          }
        >
          5 more minutes
        </button>
      )}
      <button
        type="button"
        class="danger"
        onClick={() => void act(links.cancel, {}, 'It ends; what was found stays.')}
      >
        Cancel
      </button>
      <span role="status" class="note">
        {said}
      </span>
    </>
  );
}
