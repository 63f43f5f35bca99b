import { plainText } from '../../domain/plain-text.ts';
import { isPreferenceKey, preferenceRules } from '../../domain/preferences.ts';
import type { PreferenceSource, PreferenceValue } from '../../domain/preferences.ts';
import { read, send } from '../service-client.ts';
import { UsageError } from '../usage-error.ts';

export const memoryUsage = `npm run ask -- memory                      what is remembered of you, and what can be set
npm run ask -- memory set KEY VALUE [UNIT] sets a preference; several names with commas between them
npm run ask -- memory forget KEY           forgets a preference`;

type Memory = {
  readonly preferences: readonly {
    key: string;
    value: PreferenceValue;
    unit: string | null;
    source: PreferenceSource;
  }[];
  readonly known: readonly { key: string; unit: string | null; says: string }[];
};

/**
 * Does what the words after `memory` say, and returns what is printed.
 *
 * Effect: HTTP to the service.
 *
 * @throws {UsageError} For words that mean nothing.
 * @throws {ServiceRefusal}
 */
export async function memoryCommand(
  url: string,
  words: readonly string[],
  isJson: boolean,
): Promise<string> {
  const memory = await changed(`${url}/v1/memory`, words);
  return isJson ? `${JSON.stringify(memory, null, 2)}\n` : memoryText(memory);
}

function changed(
  memory: string,
  [verb, key, value, unit, ...rest]: readonly string[],
): Promise<Memory> {
  if (verb === undefined) return read<Memory>(memory);
  if (rest.length > 0) throw new UsageError('Put a value with spaces in quotes.', memoryUsage);
  if (verb === 'set' && key !== undefined && value !== undefined) {
    const body = { value: valueOf(key, value), ...(unit === undefined ? {} : { unit }) };
    return send<Memory>(`${memory}/preferences/${encodeURIComponent(key)}`, body, 'PUT');
  }
  if (verb === 'forget' && key !== undefined && value === undefined) {
    return send<Memory>(`${memory}/preferences/${encodeURIComponent(key)}`, {}, 'DELETE');
  }
  throw new UsageError(`memory ${verb} is not understood.`, memoryUsage);
}

/** A value in the form of its key; the service checks it. */
function valueOf(key: string, text: string): PreferenceValue {
  const kind = isPreferenceKey(key) ? preferenceRules[key].kind : 'name';
  if (kind === 'names') return text.split(',').map((one) => one.trim());
  return kind === 'number' && text.trim() !== '' && !Number.isNaN(Number(text))
    ? Number(text)
    : text;
}

function memoryText({ preferences, known }: Memory): string {
  const set = preferences.map(({ key, value, unit, source }) => {
    const shown = [value]
      .flat()
      .map((one) => plainText(String(one)))
      .join(', ');
    const said = source.said === null ? 'set' : `you said “${plainText(source.said)}”`;
    return `${key} = ${shown}${unit === null ? '' : ` ${unit}`}  (${said}, ${source.at.slice(0, 10)})`;
  });
  const free = known
    .filter(({ key }) => !preferences.some((one) => one.key === key))
    .map(({ key, unit, says }) => `  ${key}${unit === null ? '' : ` (${unit})`}: ${says}`);
  return [
    ...(set.length === 0 ? ['Nothing is remembered of you.'] : set),
    ...(free.length === 0 ? [] : ['', 'Can be set:', ...free]),
    '',
  ].join('\n');
}
