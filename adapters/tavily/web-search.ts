import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { FailureCode } from '../../domain/errors.ts';
import { cut, storable } from '../../domain/text.ts';
import type { WebResult, WebSearch } from '../../domain/tools.ts';
import type { WebCredits } from '../postgres/web-credits.ts';
import { waitMsOf } from '../retry-after.ts';
import { callTavily } from './guarded-client.ts';

export type WebSearchSettings = {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** Host names that results may come from. */
  readonly domains: readonly string[];
};

const mostResults = 5;
/** What a basic search costs. */
const searchCredits = 1;
/** UTF-16 units. */
const longestTitle = 160;
const longestText = 700;

const Reply = z.object({
  results: z.array(z.object({ title: z.string(), url: z.string(), content: z.string() })),
  usage: z.object({ credits: z.number() }).optional(),
});

/**
 * Searches trusted sites with Tavily, within the credits of the day.
 *
 * Effect: one POST a search, and statements on the credits.
 *
 * @see https://docs.tavily.com/documentation/api-reference/endpoint/search
 */
export function createWebSearch(settings: WebSearchSettings, credits: WebCredits): WebSearch {
  return {
    search: async (query, signal) => {
      if (!(await credits.take(searchCredits)))
        throw new AppError(
          'limit.day',
          `The web searches of today are used up: ${credits.limit} credits (WEB_SEARCH_DAILY_CREDITS).`,
        );
      const called = await callTavily(settings, signal, (client) =>
        client.search(query, {
          // Others cost more credits, or let the service choose what to spend.
          searchDepth: 'basic',
          autoParameters: false,
          maxResults: mostResults,
          includeDomains: [...settings.domains],
          includeDomainsMode: 'restrict',
          includeUsage: true,
        }),
      );
      if (!called.ok) {
        // A search that was refused has cost nothing; of others it is not known.
        if (isRefused(called.status)) await credits.settle(-searchCredits);
        throw failureOf(called);
      }
      const reply = Reply.safeParse(called.value);
      if (!reply.success)
        throw new AppError('upstream.down', 'The web search answered in another form.', {
          unreadable: true,
          cause: reply.error,
        });
      await credits.settle(Math.ceil(reply.data.usage?.credits ?? searchCredits) - searchCredits);
      return trusted(reply.data.results, settings.domains);
    },
  };
}

const isRefused = (status: number | null): boolean =>
  status !== null && status >= 300 && status < 500;

/** Those of trusted sites: a service may send others all the same. */
function trusted(
  results: z.infer<typeof Reply>['results'],
  domains: readonly string[],
): Awaited<ReturnType<WebSearch['search']>> {
  const kept = results.filter(({ url }) => isTrusted(url, domains));
  const found = kept.slice(0, mostResults).map(({ title, url, content }): WebResult => ({
    title: cut(storable(title), longestTitle),
    url: new URL(url).href,
    text: cut(storable(content).replaceAll(/\s+/g, ' ').trim(), longestText),
  }));
  return { results: found, left: results.length - kept.length };
}

/** An address over https of exactly such a host, without a port or a user of its own. */
function isTrusted(address: string, domains: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return (
    protocol === 'https:' && port === '' && username + password === '' && domains.includes(hostname)
  );
}

type Failed = {
  readonly status: number | null;
  readonly retryAfter: string | null;
  readonly error: unknown;
};

type Meaning = readonly [code: FailureCode, message: string];

const refusedKey: Meaning = [
  'auth.denied',
  'The web search refuses the key: make a new one at https://app.tavily.com and set TAVILY_API_KEY.',
];
const planUsedUp: Meaning = ['limit.day', 'The credits of the web search plan are used up.'];

/** Statuses that say more than their class; 432 and 433 are limits of plans. */
const meanings: Readonly<Record<number, Meaning>> = {
  401: refusedKey,
  403: refusedKey,
  429: ['upstream.limited', 'The web search asks to wait: too many searches at once.'],
  432: planUsedUp,
  433: planUsedUp,
};

function meaningOf(status: number | null): Meaning {
  if (status === null || status < 300)
    return ['upstream.down', 'The web search cannot be read or reached.'];
  if (status < 400) return ['upstream.rejected', 'The web search leads to another address.'];
  if (status < 500)
    return ['upstream.rejected', `The web search refuses the question (${status}).`];
  return ['upstream.down', `The web search fails (${status}).`];
}

function failureOf({ status, retryAfter, error }: Failed): AppError {
  const [code, message] = meanings[status ?? 0] ?? meaningOf(status);
  const waitMs = code === 'upstream.limited' ? waitMsOf(retryAfter ?? '', Date.now()) : null;
  return new AppError(code, message, {
    cause: error,
    ...(status === null ? {} : { upstreamStatus: status }),
    ...(waitMs === null ? {} : { retryAfterMs: Math.max(0, waitMs) }),
  });
}
