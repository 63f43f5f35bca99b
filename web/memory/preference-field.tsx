import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { messageOf, ProblemText } from '../problem.tsx';
import type { KnownPreference, Memory, Preference } from '../resources.ts';
import { send } from '../service.ts';
import { Time } from '../time.tsx';
import { typedValue, valueText } from './typed-value.ts';

type Props = {
  readonly known: KnownPreference;
  /** Undefined where none is set. */
  readonly stored: Preference | undefined;
  readonly onChange: (memory: Memory, told: string) => void;
};

/** One preference: its value to change, where it comes from, and a button to forget it. */
export function PreferenceField({ known, stored, onChange }: Props): JSX.Element {
  const { key, unit, says } = known;
  const storedText = stored === undefined ? '' : valueText(stored.value);
  const [text, setText] = useState(storedText);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setText(storedText), [storedText]);
  const name = nameOf(key);
  const path = `/v1/memory/preferences/${key}` as const;
  const change = async (told: string, method: 'PUT' | 'DELETE', body: object): Promise<void> => {
    try {
      onChange(await send<Memory>(path, body, { method }), told);
      setProblem(null);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    void change(`${name} is remembered.`, 'PUT', { value: typedValue(text, known) });
  };
  return (
    <li>
      <form class="preference" onSubmit={onSubmit}>
        <label for={`preference-${key}`}>
          <strong>{name}</strong>
          {unit !== null && ` (${unit})`} <span class="note">{says}</span>
        </label>
        <span class="actions">
          <Value id={`preference-${key}`} known={known} text={text} onText={setText} />
          <button disabled={text.trim() === '' || text === storedText} aria-label={`Save ${name}`}>
            Save
          </button>
          {stored !== undefined && (
            <button
              type="button"
              class="quiet"
              aria-label={`Forget ${name}`}
              onClick={() => void change(`${name} is forgotten.`, 'DELETE', {})}
            >
              Forget
            </button>
          )}
        </span>
        {stored !== undefined && <Origin source={stored.source} />}
      </form>
      <ProblemText message={problem} />
    </li>
  );
}

/** `costThresholdUsd` is “Cost threshold”: its unit stands beside it. */
function nameOf(key: string): string {
  const words = key
    .replace(/(?:Usd|Seconds|Percent|Hours)$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  if (words.startsWith('sla ')) return words.replace('sla', 'SLA');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

type ValueProps = {
  readonly id: string;
  readonly known: KnownPreference;
  readonly text: string;
  readonly onText: (text: string) => void;
};

function Value({ id, known: { kind, choices }, text, onText }: ValueProps): JSX.Element {
  if (choices === null)
    return (
      <input
        id={id}
        value={text}
        placeholder={kind === 'names' ? 'Names with commas' : ''}
        inputMode={kind === 'number' ? 'decimal' : 'text'}
        onInput={(event) => onText(event.currentTarget.value)}
      />
    );
  return (
    <select id={id} value={text} onChange={(event) => onText(event.currentTarget.value)}>
      <option value="">Not set</option>
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  );
}

/** Where a preference was learned: the words of a question, or a change by hand. */
function Origin({ source }: { readonly source: Preference['source'] }): JSX.Element {
  const { investigationId, said, at } = source;
  return (
    <p class="note">
      {said === null ? 'Set by you' : `You said “${said}”`} <Time at={at} />
      {investigationId !== null && (
        <>
          , in <a href={`/i/${investigationId}`}>this question</a>
        </>
      )}
    </p>
  );
}
