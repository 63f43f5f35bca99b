import { z } from 'zod';
import { domains } from '../domain/domains.ts';
import { literal } from '../domain/markdown.ts';
import { defineTool } from './tool.ts';

/** Finds the published dashboards at which to look again and again. */
export const dashboards = defineTool({
  describes: 'Links to the published dashboards on which the answer can be watched.',
  meets: 'board',
  followsCause: false,
  effect: 'read',
  timeoutMs: 10_000,
  needs: [],
  input: z.strictObject({ question: z.string(), domains: z.array(z.enum(domains)).readonly() }),
  output: z.array(z.object({ title: z.string(), url: z.url(), reason: z.string() })).readonly(),
  ask: ({ question, domains: asked }) => ({ question, domains: asked }),
  run: async ({ dashboards: port }, { question, domains: asked }, signal) =>
    port === null ? [] : port.find(question, asked, signal),
  tell: (found) =>
    found.length === 0
      ? null
      : {
          heading: 'Dashboards',
          markdown: found
            .map(
              ({ title, url, reason }, n) =>
                `- [${literal(title)}](${url}): ${literal(reason)} [dashboard:${n + 1}]`,
            )
            .join('\n'),
          sources: found.map(({ title, url, reason }, n) => ({
            marker: `dashboard:${n + 1}`,
            title,
            text: literal(reason),
            url,
          })),
        },
  sumUp: (found) => found.map(({ title }) => title).join('; ') || 'No published dashboard fits.',
});
