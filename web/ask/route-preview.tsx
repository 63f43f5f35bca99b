import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Domain, Preview } from '../resources.ts';
import { send } from '../service.ts';
import { domainName } from '../words.ts';

type Props = {
  readonly question: string;
  readonly sessionId: string | null;
  /** The domains that the user has chosen; null leaves the choice to the service. */
  readonly chosen: readonly Domain[] | null;
  readonly onChoose: (domains: readonly Domain[] | null) => void;
};

/** How long nobody must have typed before the service is asked, milliseconds. */
const pauseMs = 350;
const shortestQuestion = 8;

/** Which domains a question would go to, and with which words; each can be left out. */
export function RoutePreview({ question, sessionId, chosen, onChoose }: Props): JSX.Element {
  const preview = usePreview(question, sessionId);
  useEffect(() => onChoose(null), [preview]);
  if (preview === null) return <div class="preview" aria-live="polite" />;
  const isChosen = (domain: Domain): boolean => chosen === null || chosen.includes(domain);
  const toggle = (domain: Domain): void => {
    const all = preview.domains.map((one) => one.domain);
    const next = all.filter((one) => (one === domain ? !isChosen(one) : isChosen(one)));
    // Without any the service would choose again.
    if (next.length > 0) onChoose(next.length === all.length ? null : next);
  };
  return (
    <div class="preview" aria-live="polite">
      {preview.domains.length === 0 && preview.denied.length === 0 && (
        <p class="note">No domain would be asked: the reply comes at once.</p>
      )}
      {preview.domains.length > 0 && (
        <fieldset>
          <legend>Would ask</legend>
          {preview.domains.map(({ domain, question: asked, reason }) => (
            <label key={domain} title={reason}>
              <input type="checkbox" checked={isChosen(domain)} onChange={() => toggle(domain)} />
              <strong>{domainName(domain)}</strong> <span>{asked}</span>
            </label>
          ))}
        </fieldset>
      )}
      {preview.denied.map(({ domain, reason }) => (
        <p key={domain} class="note">
          {domainName(domain)} is left out: {reason}
        </p>
      ))}
    </div>
  );
}

function usePreview(question: string, sessionId: string | null): Preview | null {
  const [preview, setPreview] = useState<Preview | null>(null);
  useEffect(() => {
    if (question.trim().length < shortestQuestion) {
      setPreview(null);
      return undefined;
    }
    const left = new AbortController();
    const body = { question, ...(sessionId === null ? {} : { sessionId }) };
    const timer = setTimeout(() => {
      // Without a preview the question can be asked all the same.
      void send<Preview>('/v1/route', body, { signal: left.signal })
        .then(setPreview)
        .catch(() => left.signal.aborted || setPreview(null));
    }, pauseMs);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [question, sessionId]);
  return preview;
}
