import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { AskForm } from '../ask/ask-form.tsx';
import { DomainCard } from '../ask/domain-card.tsx';
import { RunsNow } from '../ask/runs-now.tsx';
import type { Agents } from '../resources.ts';
import { Reconnecting, States, useResource, useTitle } from '../screen.tsx';

/** The first screen: a question, what could be asked, what runs. */
export function Ask(): JSX.Element {
  useTitle('');
  const { query } = useLocation();
  const [question, setQuestion] = useState(query['q'] ?? '');
  const agents = useResource<Agents>('/v1/agents');
  const choose = (text: string): void => {
    setQuestion(text);
    document.getElementById('question')?.focus();
  };
  return (
    <div class="ask">
      <h1 class="quiet-title">Ask about your Databricks platform</h1>
      <AskForm question={question} onQuestion={setQuestion} sessionId={query['session'] ?? null} />
      <Reconnecting isCut={agents.isAway.value} />
      <RunsNow />
      <States loaded={agents.state.value} what="the domains">
        {({ agents: list }) => (
          <section class="domains" aria-label="Domains">
            {list.map((agent) => (
              <DomainCard key={agent.domain} agent={agent} onChoose={choose} />
            ))}
          </section>
        )}
      </States>
    </div>
  );
}
