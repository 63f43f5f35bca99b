import { randomBytes } from 'node:crypto';
import type { InvestigationId } from '../../domain/ids.ts';
import { invalid } from '../errors.ts';
import { longestQuestion, text } from '../inputs.ts';
import type { InputItem } from './create-input.ts';
import { investigationOf } from './response-object.ts';

/** What the items of an input come to. */
export type ReadInput = {
  readonly question: string;
  /** The newest investigation that an item of the history comes from; null for none. */
  readonly after: InvestigationId | null;
  /** The items, each with an id. */
  readonly items: readonly Readonly<Record<string, unknown>>[];
};

/** What a client sends back of an earlier response. */
export const ownHistory: ReadonlySet<string> = new Set([
  'reasoning',
  'mcp_call',
  'mcp_list_tools',
  'item_reference',
]);

const textParts: ReadonlySet<string> = new Set(['input_text', 'output_text', 'text', 'refusal']);
const Question = text(longestQuestion);

/**
 * Reads the question from an input: the text of its last message. What comes before it is known from the
 * conversation that the items belong to.
 *
 * Pure.
 *
 * @param history Types of items beside messages that may come.
 *
 * @throws {AppError} `input.invalid`, naming the item, where one is no text, is a call of a tool, or the last
 *   message is not the user's.
 */
export function readInput(
  input: string | readonly InputItem[],
  history: ReadonlySet<string> = ownHistory,
): ReadInput {
  const given = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  const read = given.map((item, n) => readItem(item, `input.${n}`, history));
  const last = read.findLast((one) => one !== null);
  if (last?.role !== 'user')
    throw invalid([{ path: 'input', message: 'must end with a message of the role user' }]);
  const question = Question.safeParse(last.text);
  if (!question.success)
    throw invalid(question.error.issues.map(({ message }) => ({ path: 'input', message })));
  const known = given.flatMap((item) => investigationOf(String(item['id'] ?? '')) ?? []);
  return { question: question.data, after: known.at(-1) ?? null, items: given.map(withId) };
}

type Message = { readonly role: string; readonly text: string };

/** A message; null for what else belongs to the history. */
function readItem(item: InputItem, path: string, history: ReadonlySet<string>): Message | null {
  const { type = 'message', role } = item;
  if (type !== 'message' && history.has(type)) return null;
  if (type !== 'message')
    throw invalid([
      { path: `${path}.type`, message: `${type} cannot be read: send messages of text` },
    ]);
  if (role === undefined || !['user', 'assistant', 'system', 'developer'].includes(role))
    throw invalid([
      { path: `${path}.role`, message: 'must be user, assistant, system or developer' },
    ]);
  return { role, text: textOf(item['content'], `${path}.content`) };
}

function textOf(content: unknown, path: string): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content))
    throw invalid([{ path, message: 'must be text or a list of parts' }]);
  return content.map((part: unknown, n) => partText(part, `${path}.${n}`)).join('\n');
}

function partText(part: unknown, path: string): string {
  const { type, text: words, refusal } = (part ?? {}) as Readonly<Record<string, unknown>>;
  const said = words ?? refusal;
  if (typeof type === 'string' && textParts.has(type) && typeof said === 'string') return said;
  const name = typeof type === 'string' ? type : 'this part';
  throw invalid([{ path, message: `${name} cannot be read: send text (input_text)` }]);
}

const withId = (item: InputItem): Readonly<Record<string, unknown>> => {
  const { content } = item;
  const { type = 'message' } = item;
  return {
    ...item,
    type,
    id: item.id ?? `in_${randomBytes(16).toString('hex')}`,
    ...(typeof content === 'string' && item.role === 'user'
      ? { content: [{ type: 'input_text', text: content }] }
      : {}),
  };
};
