import { z } from 'zod';
import { literal } from '../domain/markdown.ts';
import { defineTool } from './tool.ts';

/** UTF-16 units. */
const longestQuery = 400;
const mostShown = 300;

/**
 * Searches trusted sites for what is not on the platform: outages, how the product behaves, documentation.
 * What it finds is text of others: it is told as quotations.
 */
export const webSearch = defineTool({
  describes:
    "Searches Databricks' documentation, status page and community, and Microsoft's documentation.",
  meets: 'outside',
  followsCause: false,
  effect: 'read',
  timeoutMs: 15_000,
  needs: [{ setting: 'TAVILY_API_KEY', how: 'make a key at https://app.tavily.com' }],
  input: z.strictObject({ query: z.string().min(1).max(longestQuery) }),
  output: z.object({
    results: z.array(z.object({ title: z.string(), url: z.url(), text: z.string() })).readonly(),
    left: z.int(),
  }),
  ask: ({ question }) => ({ query: question.trim().slice(0, longestQuery) }),
  run: async ({ web }, { query }, signal) =>
    web === null ? { results: [], left: 0 } : web.search(query, signal),
  tell: ({ results }) =>
    results.length === 0
      ? null
      : {
          heading: 'From the web',
          markdown: [
            'What trusted sites say, in their own words:',
            results
              .map(({ title, text }, n) => `- **${literal(title)}**: ${shown(text)} [web:${n + 1}]`)
              .join('\n'),
          ].join('\n\n'),
          sources: results.map(({ title, url, text }, n) => ({
            marker: `web:${n + 1}`,
            title,
            text: literal(text),
            url,
          })),
        },
  sumUp: ({ results, left }) => {
    const outside = left === 0 ? '' : `, ${left} left out because their site is not trusted`;
    if (results.length === 0) return `The trusted sites say nothing about it${outside}.`;
    return `${results.length} ${results.length === 1 ? 'result' : 'results'}${outside}.`;
  },
});

const shown = (text: string): string =>
  `“${literal(text.length > mostShown ? `${text.slice(0, mostShown)}…` : text)}”`;
