import { AsyncLocalStorage } from 'node:async_hooks';
import axios from 'axios';
import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import type { TavilyClient } from '@tavily/core';

/** What a call of the client must not lose, though the client does. */
type Call = {
  readonly signal: AbortSignal;
  readonly host: string;
  /** Of the last reply; null before one came. */
  status: number | null;
  retryAfter: string | null;
};

/** UTF-16 units of a reply; results of five pages are far below it. */
const longestReply = 1_000_000;

const calls = new AsyncLocalStorage<Call>();
let isGuarded = false;

/**
 * Guards every request that is made inside of `calls`. The client sends through the one instance of axios of
 * this process and takes neither a signal nor a way to forbid redirects; it also reads proxies, a project and
 * an organisation from the environment, which would change where a question goes and who pays.
 *
 * Effect: interceptors of that instance, once; other requests pass as they are.
 */
function guard(): void {
  if (isGuarded) return;
  isGuarded = true;
  axios.interceptors.request.use((config) => {
    const call = calls.getStore();
    return call === undefined ? config : guarded(config, call);
  });
  const keep = (response: AxiosResponse | undefined): void => {
    const call = calls.getStore();
    if (call === undefined || response === undefined) return;
    call.status = response.status;
    call.retryAfter = String(response.headers['retry-after'] ?? '') || null;
  };
  axios.interceptors.response.use(
    (response) => {
      keep(response);
      return response;
    },
    (error: unknown) => {
      keep(axios.isAxiosError(error) ? error.response : undefined);
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    },
  );
}

function guarded(
  config: InternalAxiosRequestConfig,
  { signal, host }: Call,
): InternalAxiosRequestConfig {
  if (new URL(config.url ?? '').host !== host) throw new Error('another host than the set one');
  for (const name of ['X-Project-ID', 'X-Tavily-Orgid']) config.headers.delete(name);
  return {
    ...config,
    signal,
    maxRedirects: 0,
    proxy: false,
    httpAgent: undefined,
    httpsAgent: undefined,
    maxContentLength: longestReply,
  };
}

/** How a call ended, with the status and the wait that the client itself does not tell. */
export type Called<Value> = {
  readonly status: number | null;
  readonly retryAfter: string | null;
} & (
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: unknown }
);

/**
 * Calls the client of Tavily so that the call ends with its signal, stays at its host, and tells the status of
 * the reply.
 *
 * Effect: the package is loaded at the first call, because it brings megabytes of tables that are not needed.
 *
 * @param apiKey Not empty: without one the client would send the question all the same.
 */
export async function callTavily<Value>(
  { apiKey, baseUrl }: { readonly apiKey: string; readonly baseUrl: string },
  signal: AbortSignal,
  work: (client: TavilyClient) => Promise<Value>,
): Promise<Called<Value>> {
  if (apiKey.trim() === '') throw new Error('Tavily is called without a key.');
  signal.throwIfAborted();
  const { tavily } = await import('@tavily/core');
  guard();
  const client = tavily({ apiKey, apiBaseURL: baseUrl });
  const call: Call = { signal, host: new URL(baseUrl).host, status: null, retryAfter: null };
  try {
    const value = await calls.run(call, () => work(client));
    return { ok: true, value, status: call.status, retryAfter: call.retryAfter };
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, error, status: call.status, retryAfter: call.retryAfter };
  }
}
