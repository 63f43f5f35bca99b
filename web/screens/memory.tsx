import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { firstLine } from '../answer/first-line.ts';
import { countText } from '../format.ts';
import { ForgetMe } from '../memory/forget-me.tsx';
import { PreferenceField } from '../memory/preference-field.tsx';
import { messageOf, ProblemText } from '../problem.tsx';
import type { Memory as MemoryOf } from '../resources.ts';
import { Reconnecting, States, useResource, useTitle } from '../screen.tsx';
import { send } from '../service.ts';
import { Time } from '../time.tsx';
import { domainName } from '../words.ts';

/** What is remembered of the reader: to see, to change, to take along and to delete. */
export function Memory(): JSX.Element {
  useTitle('Memory');
  const memory = useResource<MemoryOf>('/v1/memory');
  const [changed, setChanged] = useState<MemoryOf | null>(null);
  const [told, setTold] = useState('');
  const onChange = (next: MemoryOf, text: string): void => {
    setChanged(next);
    setTold(text);
  };
  return (
    <>
      <h1>Memory</h1>
      <p class="note">What is remembered of you, and used for your questions only.</p>
      <p role="status" class="note">
        {told}
      </p>
      <Reconnecting isCut={memory.isAway.value} />
      <States loaded={memory.state.value} what="your memory">
        {(read) => <Remembered memory={changed ?? read} onChange={onChange} />}
      </States>
      <ForgetMe
        onForgotten={() => {
          setChanged(null);
          setTold('');
          memory.reload();
        }}
      />
    </>
  );
}

type Props = {
  readonly memory: MemoryOf;
  readonly onChange: (memory: MemoryOf, told: string) => void;
};

function Remembered({ memory, onChange }: Props): JSX.Element {
  const { preferences, known, frequentQuestions } = memory;
  return (
    <>
      <h2>Preferences</h2>
      <ul class="failing">
        {known.map((one) => (
          <PreferenceField
            key={one.key}
            known={one}
            stored={preferences.find(({ key }) => key === one.key)}
            onChange={onChange}
          />
        ))}
      </ul>
      <Insights memory={memory} onChange={onChange} />
      <h2>Questions you ask</h2>
      {frequentQuestions.length === 0 && <p class="empty">None is remembered yet.</p>}
      <ul class="failing">
        {frequentQuestions.map(({ question, count, investigationId, at }) => (
          <li key={question}>
            <a href={`/i/${investigationId}`}>{question}</a>{' '}
            <span class="note">
              {countText(count, 'time')}, last <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** First lines of answers, each with the answer that it comes from. */
function Insights({ memory: { insights }, onChange }: Props): JSX.Element {
  const [problem, setProblem] = useState<string | null>(null);
  const forget = async (id: string): Promise<void> => {
    try {
      const path = `/v1/memory/insights/${encodeURIComponent(id)}` as const;
      onChange(await send<MemoryOf>(path, {}, { method: 'DELETE' }), 'The insight is forgotten.');
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <>
      <h2>Insights</h2>
      {insights.length === 0 && (
        <p class="empty">None yet: an answer leaves its first line here.</p>
      )}
      <ul class="failing">
        {insights.map(({ id, domain, text, investigationId, at }) => (
          <li key={id}>
            <span class={`dot ${domain}`} /> {firstLine(text)}{' '}
            <span class="note">
              {domainName(domain)}, <Time at={at} />, from{' '}
              <a href={`/i/${investigationId}`}>this question</a>
            </span>
            <button
              type="button"
              class="quiet"
              aria-label={`Forget “${firstLine(text)}”`}
              onClick={() => void forget(id)}
            >
              Forget
            </button>
          </li>
        ))}
      </ul>
      <ProblemText message={problem} />
    </>
  );
}
