import { z } from 'zod';
import { domains } from '../domain/domains.ts';
import { literal } from '../domain/markdown.ts';
import type { FoundDashboard } from '../domain/tools.ts';
import { defineTool } from './tool.ts';

/** Finds the published dashboards at which to look again and again. */
export const dashboards = defineTool({
  describes: 'Links to the published dashboards on which the answer can be watched.',
  meets: 'board',
  followsCause: false,
  effect: 'read',
  isAsService: true,
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
          markdown: [leadOf(found.length), found.map(lineOf).join('\n')].join('\n\n'),
          sources: found.map(({ title, url, reason }, n) => ({
            marker: `dashboard:${n + 1}`,
            title,
            text: literal(reason),
            url,
          })),
        },
  sumUp: (found) =>
    found.map(({ title }) => title).join('; ') ||
    'No published dashboard fits. Ask for the numbers themselves to have them looked up.',
});

const leadOf = (count: number): string =>
  count === 1
    ? 'There is a published dashboard for this:'
    : `There are ${count} published dashboards for this, the best first:`;

const lineOf = ({ title, url, reason }: FoundDashboard, n: number): string =>
  `- [${literal(title)}](${url}): ${literal(reason)} [dashboard:${n + 1}]`;
