import { credentialOf } from '../service-client.ts';
import { dataIn } from '../stream-data.ts';

type Id = string | number;
type Message = {
  readonly id?: Id | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
};

export type Bridge = {
  /** Passes one line of the client on; its replies are written as they come. */
  readonly pass: (line: string) => void;
  /** The client has gone: what is still open is given up. */
  readonly end: () => Promise<void>;
};

const parseError = -32_700;
const internalError = -32_603;
const versionKey = 'io.modelcontextprotocol/protocolVersion';

/**
 * Passes messages of the Model Context Protocol between a client on standard input and output and the service.
 *
 * Effect: one POST a message.
 *
 * @param write Gets whole lines.
 */
export function createBridge(
  { url, token }: { readonly url: string; readonly token: string | null },
  write: (line: string) => void,
): Bridge {
  const open = new Map<Id, AbortController>();
  const running = new Set<Promise<void>>();
  // What an earlier revision agreed on when it began.
  let agreed: string | null = null;

  const tell = (message: Message): void => {
    const version = message.result?.['protocolVersion'];
    if (typeof version === 'string') agreed = version;
    write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };
  const fail = (id: Id | null, code: number, text: string): void => {
    write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: text } })}\n`);
  };
  const send = async (message: Message, line: string, signal: AbortSignal): Promise<void> => {
    const headers = { ...headersOf(message, agreed), ...credentialOf(token) };
    const reply = await fetch(url, { method: 'POST', headers, body: line, signal });
    if (reply.headers.get('content-type')?.startsWith('text/event-stream') === true) {
      for await (const data of dataIn(reply)) tell(JSON.parse(data) as Message);
      return;
    }
    const text = await reply.text();
    // A message that wants no reply has none.
    if (text === '') return;
    const told = JSON.parse(text) as Message;
    tell(told.id === null && message.id != null ? { ...told, id: message.id } : told);
  };
  const pass = async (line: string): Promise<void> => {
    const message = parsed(line);
    if (message === null) return fail(null, parseError, 'This line is no JSON object.');
    if (message.method === 'notifications/cancelled')
      open.get(message.params?.['requestId'] as Id)?.abort();
    const id = message.id ?? null;
    const leaving = new AbortController();
    if (id !== null) open.set(id, leaving);
    try {
      await send(message, line, leaving.signal);
    } catch (error) {
      if (id !== null && !leaving.signal.aborted)
        fail(id, internalError, `The service at ${url} does not answer: ${String(error)}`);
    } finally {
      if (id !== null) open.delete(id);
    }
  };
  return {
    pass: (line) => {
      if (line.trim() === '') return;
      const passing = pass(line).finally(() => running.delete(passing));
      running.add(passing);
    },
    end: async () => {
      for (const leaving of open.values()) leaving.abort();
      await Promise.all(running);
    },
  };
}

function parsed(line: string): Message | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** Over HTTP the newest revision repeats in headers what stands in the message. */
function headersOf({ method, params }: Message, agreed: string | null): Record<string, string> {
  const meta = params?.['_meta'] as Readonly<Record<string, unknown>> | undefined;
  const version = meta?.[versionKey] ?? agreed;
  const name = params?.['name'] ?? params?.['uri'];
  return {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...(typeof version === 'string' ? { 'mcp-protocol-version': version } : {}),
    ...(method === undefined ? {} : { 'mcp-method': method }),
    ...(typeof name === 'string' ? { 'mcp-name': name } : {}),
  };
}
