import type { JSX } from 'preact';
import { Markdown } from '../answer/markdown.tsx';
import { countText, percentText } from '../format.ts';
import type { Answer, Investigation } from '../resources.ts';
import { claimNames, confidenceNames } from '../words.ts';

type Props = {
  readonly investigation: Investigation;
  readonly onCite: (marker: string, button: HTMLElement) => void;
};

/** How far the answer can be trusted: the confidence with its parts, a verdict for each claim. */
export function Facts({ investigation, onCite }: Props): JSX.Element | null {
  const { answer, lanes, memory, askedAs, prompts, tools } = investigation;
  if (answer === null || lanes.length === 0) return null;
  return (
    <section class="facts" aria-label="How far to trust it">
      <Confidence answer={answer} />
      <Claims answer={answer} onCite={onCite} />
      {tools.map(({ tool, summary, outcome }) => (
        <p key={tool} class="note">
          {tool}: {summary ?? outcome ?? 'runs'}
        </p>
      ))}
      <p class="note">
        Asked as {askedAs ?? 'the service'}.
        {memory?.status === 'saved' && ' Kept for the next question of this conversation.'}
        {memory?.status === 'failed' &&
          ` Could not be kept for the next question: ${memory.detail ?? ''}`}
        {prompts.length > 0 &&
          ` Prompts: ${prompts.map(({ name, version }) => `${name} ${version}`).join(', ')}.`}
      </p>
    </section>
  );
}

function Confidence({ answer }: { readonly answer: Answer }): JSX.Element {
  const names = Object.entries(confidenceNames) as [keyof typeof confidenceNames, string][];
  return (
    <div class="confidence">
      <h2>
        Confidence <strong>{percentText(answer.confidence)}</strong>
      </h2>
      <dl class="parts">
        {names.map(([part, name]) => (
          <div key={part}>
            <dt>{name}</dt>
            <dd>
              <meter min={0} max={1} value={answer.confidenceParts[part]} aria-label={name} />
              {percentText(answer.confidenceParts[part])}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

type ClaimsProps = { readonly answer: Answer; readonly onCite: Props['onCite'] };

function Claims({ answer, onCite }: ClaimsProps): JSX.Element | null {
  const { claims } = answer;
  if (claims.length === 0) return null;
  const unsupported = claims.filter(({ verdict }) => verdict === 'unsupported');
  return (
    <details class="claims" open={unsupported.length > 0}>
      <summary>
        {countText(claims.length, 'claim')} checked, {unsupported.length} not supported
      </summary>
      <ul>
        {claims.map(({ text, verdict, markers, reason }, at) => (
          <li key={at} class={verdict}>
            <Markdown
              text={`${text} ${markers.map((marker) => `[${marker}]`).join(' ')}`}
              onCite={onCite}
            />
            <span class="verdict">
              {claimNames[verdict]}
              {reason !== undefined && `: ${reason}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
