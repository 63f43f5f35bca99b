import type { FrequentQuestion, Session, StoredInsight } from '../../domain/memory-port.ts';
import { plainText } from '../../domain/plain-text.ts';
import { isPreferenceKey, preferenceRules } from '../../domain/preferences.ts';
import type { PreferenceKey, PreferenceSource, PreferenceValue } from '../../domain/preferences.ts';
import { bodyOf } from '../../client/index.ts';
import type { ApiClient } from '../../client/index.ts';
import { createApi, ours } from '../service-client.ts';
import { UsageError } from '../usage-error.ts';

export const memoryUsage = `npm run ask -- memory                      what is remembered of you, and what can be set
npm run ask -- memory set KEY VALUE [UNIT] sets a preference; several names with commas between them
npm run ask -- memory forget KEY           forgets a preference
npm run ask -- memory sessions             your conversations: id, day, questions, until when remembered
npm run ask -- memory forget ses_…         deletes a conversation with its investigations and evidence
npm run ask -- memory forget everything    deletes everything of yours
npm run ask -- memory export               everything that is remembered of you, as JSON`;

type Memory = {
  readonly preferences: readonly {
    key: string;
    value: PreferenceValue;
    unit: string | null;
    source: PreferenceSource;
  }[];
  readonly insights: readonly StoredInsight[];
  readonly frequentQuestions: readonly FrequentQuestion[];
  readonly known: readonly { key: string; unit: string | null; says: string }[];
};

/** Insights and questions that are shown. */
const mostShown = 10;

/**
 * Does what the words after `memory` say, and returns what is printed.
 *
 * Effect: HTTP to the service.
 *
 * @throws {UsageError} For words that mean nothing.
 * @throws {ServiceRefusal}
 */
export async function memoryCommand(
  { url, token }: { readonly url: string; readonly token: string | null },
  words: readonly string[],
  isJson: boolean,
): Promise<string> {
  const api = createApi(url, token);
  const [verb, what] = words;
  const shown = (body: object, text: string): string =>
    isJson ? `${JSON.stringify(body, null, 2)}\n` : text;
  if (words.length === 1 && verb === 'export') {
    return `${JSON.stringify(await bodyOf(api.GET('/v1/memory/export')), null, 2)}\n`;
  }
  if (words.length === 1 && verb === 'sessions') {
    const list = await ours<{ sessions: readonly Session[] }>(
      api.GET('/v1/sessions', { params: { query: { limit: 100 } } }),
    );
    return shown(list, sessionsText(list.sessions));
  }
  if (words.length === 2 && verb === 'forget' && what !== undefined && isWhole(what)) {
    const done = await bodyOf(
      what === 'everything'
        ? api.DELETE('/v1/memory')
        : api.DELETE('/v1/sessions/{id}', { params: { path: { id: what } } }),
    );
    return shown(done, `Deleted, with ${done.deleted} investigations and all of theirs.\n`);
  }
  const memory = await changed(api, words);
  return shown(memory, memoryText(memory));
}

const isWhole = (what: string): boolean => what === 'everything' || what.startsWith('ses_');

function sessionsText(sessions: readonly Session[]): string {
  if (sessions.length === 0) return 'You have no session.\n';
  const lines = sessions.map(({ id, createdAt, investigations, question, contextUntil }) => {
    const words = plainText(question ?? '').replaceAll(/\s+/g, ' ');
    const kept = contextUntil === null ? 'no context' : `until ${contextUntil.slice(0, 16)}Z`;
    return `${id}  ${createdAt.slice(0, 10)}  ${String(investigations).padStart(3)}  ${kept.padEnd(24)}  ${words}`;
  });
  return `${lines.join('\n')}\n`;
}

function changed(
  api: ApiClient,
  [verb, key = '', value, unit, ...rest]: readonly string[],
): Promise<Memory> {
  if (verb === undefined) return ours(api.GET('/v1/memory'));
  if (rest.length > 0) throw new UsageError('Put a value with spaces in quotes.', memoryUsage);
  // The service refuses another key.
  const of = { params: { path: { key: key as PreferenceKey } } };
  if (verb === 'set' && key !== '' && value !== undefined) {
    const one = valueOf(key, value);
    const body = { value: typeof one === 'object' ? [...one] : one, unit };
    return ours(api.PUT('/v1/memory/preferences/{key}', { ...of, body }));
  }
  if (verb === 'forget' && key !== '' && value === undefined)
    return ours(api.DELETE('/v1/memory/preferences/{key}', of));
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

function memoryText({ preferences, insights, frequentQuestions, known }: Memory): string {
  const found = insights
    .slice(0, mostShown)
    .map(({ domain, text, at }) => `  ${at.slice(0, 10)}  ${domain}: ${plainText(text)}`);
  const asked = frequentQuestions
    .slice(0, mostShown)
    .map(({ count, question }) => `  ${count}×  ${plainText(question).replaceAll(/\s+/g, ' ')}`);
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
    ...(found.length === 0 ? [] : ['', 'Found before:', ...found]),
    ...(asked.length === 0 ? [] : ['', 'Asked most:', ...asked]),
    ...(free.length === 0 ? [] : ['', 'Can be set:', ...free]),
    '',
  ].join('\n');
}
