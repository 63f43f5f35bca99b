import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { root } from '../support/sources.ts';
import type { Wire } from './send-wire.ts';

/** The replies of a workspace that a bend may change. */
export type Route = 'start' | 'message' | 'result' | 'chunk' | 'execute' | 'statement' | 'token';

/** One change of a JSON body; numbers in a path are indexes of an array. */
export type Edit =
  | readonly ['set' | 'append' | 'prepend', path: string, value: unknown]
  /** Appends what stands at `from` to the list before `.-`. */
  | readonly ['copy', from: string, to: string]
  | readonly ['delete', path: string];

export type RawReply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly json?: unknown;
};

/** In place of a header's value: the date in two seconds, when it is sent. */
export const inTwoSeconds = '$in two seconds';

/** The headers of a reply that is sent now. */
export const headersNow = (headers: RawReply['headers'] = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      value === inTwoSeconds ? new Date(Date.now() + 2_000).toUTCString() : value,
    ]),
  );

/** How a right reply becomes another one; one of `edit`, `raw`, `wire`, `cut` and `bytes` says what. */
export type Bend = {
  readonly id: string;
  readonly kind: string;
  readonly route: Route;
  /** What the right replies are to be: a result of two chunks, one that has expired, or a token that is refused once. */
  readonly base?: 'chunked' | 'expired' | 'token refused';
  /** How many replies of the route are changed; all of them without it. */
  readonly times?: number;
  /** Changes only replies whose fields have these values. */
  readonly only?: Readonly<Record<string, unknown>>;
  readonly edit?: readonly Edit[];
  readonly raw?: RawReply;
  /** The workspace gets none of the requests whose replies are changed. */
  readonly unreceived?: boolean;
  readonly wire?: Wire;
  /** Bytes to send before the connection is closed. */
  readonly cut?: number;
  /** A body in Base64. */
  readonly bytes?: string;
};

/** A bend with how the lane must end, and what the reason must name. */
export type Row = Bend & {
  readonly outcome: string | readonly string[];
  readonly says?: readonly string[];
};

/** The rows of a file of this folder, one a line. Effect: reads the file. */
export function readRows<OneRow>(file: string): readonly OneRow[] {
  return readFileSync(join(root, 'test/hostile', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as OneRow);
}

/** Tells whether a bend changes this reply of its route. */
export function applies({ only = {} }: Bend, body: unknown): boolean {
  return Object.entries(only).every(([path, value]) =>
    isDeepStrictEqual(valueAt(body, path.split('.')), value),
  );
}

/** The body after the edits; the given one is not changed. A path without a parent is skipped. */
export function edited(body: unknown, edits: readonly Edit[]): unknown {
  const copy: unknown = structuredClone(body);
  for (const [kind, path, value] of edits) {
    const steps = path.split('.');
    const key = steps.at(-1) ?? '';
    const parent = valueAt(copy, steps.slice(0, -1));
    if (typeof parent !== 'object' || parent === null) continue;
    const fields = parent as Record<string, unknown>;
    const list = Array.isArray(fields[key]) ? fields[key] : [];
    if (kind === 'set') setOwn(fields, key, expanded(value));
    else if (kind === 'append') list.push(expanded(value));
    else if (kind === 'prepend') list.unshift(expanded(value));
    else if (kind === 'copy') {
      const to = valueAt(copy, value.split('.').slice(0, -1));
      if (Array.isArray(to)) to.push(structuredClone(fields[key]));
    } else if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else delete fields[key];
  }
  return copy;
}

/** Also for `__proto__`, which an assignment would not make a field. */
function setOwn(fields: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(fields, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** A long text is written as `{"$repeat": [part, times]}`. */
export function expanded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) => {
    const repeat = valueAt(one, ['$repeat']);
    return Array.isArray(repeat) ? String(repeat[0]).repeat(Number(repeat[1])) : one;
  });
}

function valueAt(body: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[step]
        : undefined,
    body,
  );
}
