import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { edited, expanded, headersNow } from './bend.ts';
import type { Edit, RawReply } from './bend.ts';
import { sendWire } from './send-wire.ts';
import type { Wire } from './send-wire.ts';

/** The two calls of a model: one chooses domains, one streams the answer. */
export type Call = 'choose' | 'write';

/** How the right reply to a call becomes another one. */
export type ModelBend = {
  readonly id: string;
  readonly call: Call;
  /** How many replies of the call are changed; all of them without it. */
  readonly times?: number;
  /** Of a completion, or of the list of a stream's chunks. */
  readonly edit?: readonly Edit[];
  readonly raw?: RawReply;
  readonly wire?: Wire;
  /** What the model decides, instead of a call of the tool with the right arguments. */
  readonly decides?: { readonly arguments?: string; readonly content?: string };
  /** What the model writes instead of the right text; `{{system}}` is its own system message. */
  readonly writes?: string;
  /** How the stream is written: its line ends, its last line, and the bytes of each write. */
  readonly stream?: {
    readonly newline?: string;
    readonly last?: string;
    readonly before?: string;
    readonly split?: number;
    readonly cut?: number;
  };
};

/** A bend and who must have done the work of that call in the end. */
export type ModelRow = ModelBend & { readonly by: 'model' | 'rules' | readonly string[] };

export type BendingModel = AsyncDisposable & {
  readonly url: string;
  readonly tagFor: (bend: ModelBend) => string;
  readonly bentReplies: (bend: ModelBend) => number;
  /** Connections that are open now. */
  readonly connections: () => Promise<number>;
  /** Bodies that it was sent, oldest first. */
  readonly requests: readonly string[];
};

/** The text that the model writes when it may. */
export const written = 'Scripted: the spend — größer als gedacht 📈 [cost:1] — rose.';

/**
 * A model service that answers rightly but for the cases of a bend, which it knows by their tag in
 * the prompt.
 *
 * Effect: listens on loopback until disposed.
 *
 * @param prefix What its tags begin with.
 */
export async function createBendingModel(prefix = 'bend'): Promise<BendingModel> {
  const requests: string[] = [];
  const tags = new RegExp(`${prefix}-\\d+`);
  const cases = new Map<string, { bend: ModelBend; count: number }>();
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    requests.push(text);
    const { stream, messages } = JSON.parse(text) as Body;
    const call: Call = stream ? 'write' : 'choose';
    // What is recalled of other sessions has the tags of other cases.
    const told = messages.map(({ content }) => content.replaceAll(recalled, '')).join('\n');
    const one = cases.get(tags.exec(told)?.[0] ?? '');
    const isBent = one?.bend.call === call && one.count < (one.bend.times ?? Infinity);
    if (isBent) one.count += 1;
    await reply(response, { call, system: messages[0]?.content ?? '' }, isBent ? one.bend : null);
  };
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    tagFor: (bend) => {
      const tag = `${prefix}-${cases.size + 1}`;
      cases.set(tag, { bend, count: 0 });
      return tag;
    },
    requests,
    connections: promisify(server.getConnections.bind(server)),
    bentReplies: (bend) => [...cases.values()].findLast((one) => one.bend === bend)?.count ?? 0,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const recalled = /^earlier \w+ of \d{4}-\d\d-\d\d: .*$/gm;

type Body = { readonly stream?: boolean; readonly messages: readonly { content: string }[] };

async function reply(
  response: ServerResponse,
  { call, system }: { call: Call; system: string },
  bend: ModelBend | null,
): Promise<void> {
  const { raw, wire, decides, edit = [], writes = written, stream = {} } = bend ?? {};
  if (raw) return sendRaw(response, raw);
  if (wire) return sendOver(response, call, wire);
  if (call === 'choose') return sendRaw(response, { json: edited(completion(decides), edit) });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const text = writes.replace('{{system}}', () => system);
  return writeStream(response, edited(chunks(text), edit), stream);
}

/** A right reply on a connection that fails. */
function sendOver(response: ServerResponse, call: Call, wire: Wire): Promise<void> {
  if (call === 'choose')
    return sendWire(response, wire, Buffer.from(JSON.stringify(completion(undefined))));
  const whole = Buffer.from(streamOf(chunks(written), {}));
  return sendWire(response, wire, whole, 'text/event-stream');
}

function sendRaw(response: ServerResponse, { status = 200, headers, body, json }: RawReply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headersNow(headers) });
  response.end(json === undefined ? body : JSON.stringify(expanded(json)));
}

const rightDecision = JSON.stringify({
  domains: [
    { domain: 'cost', question: 'How much did we spend per day?', score: 0.9, reason: 'spend' },
  ],
});

function completion(decides: ModelBend['decides']): object {
  const { arguments: args = rightDecision, content } = decides ?? {};
  const call = { id: 'call_1', type: 'function', function: { name: 'route', arguments: args } };
  const message =
    content === undefined
      ? { role: 'assistant', content: null, tool_calls: [call] }
      : { role: 'assistant', content };
  return {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'scripted',
    choices: [{ index: 0, message, finish_reason: content === undefined ? 'tool_calls' : 'stop' }],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  };
}

const chunkOf = (fields: object): object => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'scripted',
  ...fields,
});

/** The chunks of a stream: three pieces of text, the end, the usage. */
function chunks(text: string): readonly object[] {
  const pieces = [text.slice(0, 12), text.slice(12, 30), text.slice(30)];
  const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };
  return [
    ...pieces.map((content) =>
      chunkOf({
        choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }],
      }),
    ),
    chunkOf({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    chunkOf({ choices: [], usage }),
  ];
}

type Stream = NonNullable<ModelBend['stream']>;

function streamOf(
  events: unknown,
  { newline = '\n', last = 'data: [DONE]', before = '' }: Stream,
): string {
  const lines = (events as readonly unknown[]).map((event) => `data: ${JSON.stringify(event)}`);
  const end = last === '' ? '' : last + newline + newline;
  return before + lines.map((line) => line + newline + newline).join('') + end;
}

async function writeStream(
  response: ServerResponse,
  events: unknown,
  stream: Stream,
): Promise<void> {
  const { split, cut } = stream;
  const bytes = Buffer.from(streamOf(events, stream)).subarray(0, cut ?? undefined);
  for (let at = 0; at < bytes.length; at += split ?? bytes.length) {
    const part = bytes.subarray(at, at + (split ?? bytes.length));
    await new Promise((resolve) => response.write(part, resolve));
  }
  if (cut === undefined) response.end();
  else response.destroy();
}
