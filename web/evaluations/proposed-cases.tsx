import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { messageOf, ProblemText } from '../problem.tsx';
import type { Agents, CasePage, Domain, ProposedCase, SignedIn } from '../resources.ts';
import { Reconnecting, States, useResource } from '../screen.tsx';
import { send } from '../service.ts';
import { Time } from '../time.tsx';
import { domainName } from '../words.ts';

/** Questions that readers' feedback proposes for evaluations; nothing for whoever may not decide on them. */
export function ProposedCases(): JSX.Element | null {
  const { state } = useResource<SignedIn>('/v1/sign-in');
  if (state.value.kind !== 'ready') return null;
  const { caller } = state.value.value;
  return caller?.permissions.includes('operate') === true ? <Cases /> : null;
}

function Cases(): JSX.Element {
  const page = useResource<CasePage>('/v1/evaluations/cases?state=proposed&limit=50');
  const domains = useDomains();
  // What was decided leaves the list: it is told beside what is left.
  const [told, setTold] = useState('');
  return (
    <section class="cases" aria-labelledby="cases-title">
      <h2 id="cases-title" tabIndex={-1}>
        Questions from feedback
      </h2>
      <p role="status" class="note">
        {told}
      </p>
      <Reconnecting isCut={page.isAway.value} />
      <States loaded={page.state.value} what="the questions">
        {({ cases, nextCursor }) => (
          <>
            {cases.length === 0 && (
              <p class="empty">
                None waits for a decision. What a reader says of an answer proposes its question.
              </p>
            )}
            <ul class="failing">
              {cases.map((one) => (
                <CaseView
                  key={`${one.id} ${one.givenAt}`}
                  one={one}
                  domains={domains}
                  onDecided={(text) => {
                    setTold(text);
                    // Its button goes with it: what reads the page aloud goes on at the title.
                    document.getElementById('cases-title')?.focus();
                    page.reload();
                  }}
                />
              ))}
            </ul>
            {nextCursor !== null && <p class="note">There are older ones too.</p>}
          </>
        )}
      </States>
    </section>
  );
}

function useDomains(): readonly Domain[] {
  const { state } = useResource<Agents>('/v1/agents');
  const loaded = state.value;
  return loaded.kind === 'ready' ? loaded.value.agents.map(({ domain }) => domain) : [];
}

type CaseProps = {
  readonly one: ProposedCase;
  /** To which it may be said to go. */
  readonly domains: readonly Domain[];
  readonly onDecided: (text: string) => void;
};

function CaseView({ one, domains, onDecided }: CaseProps): JSX.Element {
  const { id, question, rating, comment, claim, investigationId, givenAt } = one;
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const decide = async (verb: 'accept' | 'reject', body: object): Promise<void> => {
    if (isSending) return;
    setSending(true);
    try {
      const decided = await send<ProposedCase>(`/v1/evaluations/cases/${id}/${verb}`, body);
      onDecided(`${verb === 'accept' ? 'Accepted' : 'Rejected'}: ${decided.question}`);
    } catch (error) {
      setProblem(messageOf(error));
      setSending(false);
    }
  };
  return (
    <li class="case">
      <span class={rating === 'up' ? 'badge' : 'badge failed'}>
        {rating === 'up' ? 'good answer' : 'bad answer'}
      </span>{' '}
      <a href={`/i/${investigationId}`}>{question}</a> <Time at={givenAt} />
      {claim !== null && <blockquote>{claim}</blockquote>}
      {comment !== null && <p>{comment}</p>}
      <Decision one={one} domains={domains} isSending={isSending} decide={decide} />
      <ProblemText message={problem} />
    </li>
  );
}

type DecisionProps = {
  readonly one: ProposedCase;
  readonly domains: readonly Domain[];
  readonly isSending: boolean;
  readonly decide: (verb: 'accept' | 'reject', body: object) => Promise<void>;
};

/** The words and domains by which it is judged, and the two buttons. */
function Decision({ one, domains, isSending, decide }: DecisionProps): JSX.Element {
  const [words, setWords] = useState(one.question);
  const [chosen, setChosen] = useState<readonly Domain[]>(one.domains ?? []);
  const toggle = (domain: Domain): void =>
    setChosen(
      chosen.includes(domain) ? chosen.filter((other) => other !== domain) : [...chosen, domain],
    );
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    const question = words.trim();
    void decide('accept', {
      ...(question === one.question || question === '' ? {} : { question }),
      ...(chosen.length === 0 ? {} : { domains: chosen }),
    });
  };
  return (
    <form onSubmit={onSubmit}>
      <input
        class="words"
        aria-label={`Words that need no earlier turn, for “${one.question}”`}
        value={words}
        maxLength={4_000}
        onInput={(event) => setWords(event.currentTarget.value)}
      />
      <fieldset class="choices">
        <legend>Must go to</legend>
        {domains.map((domain) => (
          <label key={domain}>
            <input
              type="checkbox"
              checked={chosen.includes(domain)}
              onChange={() => toggle(domain)}
            />{' '}
            {domainName(domain)}
          </label>
        ))}
      </fieldset>
      {chosen.length === 0 && <p class="note">{keptText(one.domains)}</p>}
      <div class="actions">
        <button class="main" disabled={isSending}>
          Accept
        </button>
        <button
          type="button"
          class="quiet"
          disabled={isSending}
          onClick={() => void decide('reject', {})}
        >
          Reject
        </button>
      </div>
    </form>
  );
}

/** What becomes of a case for which nothing is named. */
function keptText(domains: readonly Domain[] | null): string {
  if (domains === null || domains.length === 0)
    return 'None is named: it is judged as every answer is.';
  return `None is named: it keeps ${domains.map(domainName).join(', ')}.`;
}
