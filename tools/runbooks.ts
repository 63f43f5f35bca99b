import { z } from 'zod';
import { domains } from '../domain/domains.ts';
import { causesOf } from '../domain/tools.ts';
import type { Runbook, ToolFound } from '../domain/tools.ts';
import { defineTool } from './tool.ts';

const Step = z.object({
  n: z.int(),
  section: z.enum(['steps', 'verification', 'rollback']),
  title: z.string(),
  text: z.string(),
});

const Found = z.object({
  id: z.string(),
  title: z.string(),
  domain: z.enum(domains),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  owner: z.string(),
  symptoms: z.array(z.string()).readonly(),
  causes: z.array(z.string()).readonly(),
  steps: z.array(Step).readonly(),
});

/** Finds what to do about a trouble, step by step: by the cause that was found, else by its symptom. */
export const runbooks = defineTool({
  describes: 'Finds the runbook for a trouble: the steps to end it, to check that, and to go back.',
  meets: 'remedy',
  followsCause: true,
  effect: 'read',
  timeoutMs: 10_000,
  needs: [],
  input: z.strictObject({
    text: z.string(),
    domains: z.array(z.enum(domains)).readonly(),
    causes: z.array(z.string()).readonly(),
  }),
  output: z.array(Found).readonly(),
  ask: ({ question, domains: asked, finding }) => ({
    text: byKind(withoutIdioms(question)),
    domains: asked,
    causes: finding === null ? [] : causesOf(finding),
  }),
  run: (ports, input, signal) => ports.runbooks.find(input, signal),
  tell: (found) => (found[0] === undefined ? null : told(found[0], found.slice(1))),
  sumUp: (found) => found.map(({ title }) => title).join('; ') || 'No runbook fits.',
});

/** What only little words say is lost to a search by words: they stand in every text. */
const withoutIdioms = (text: string): string =>
  text.replaceAll(
    /\b(?:(?:again|over|time|round) and (?:again|over|round)(?: again)?|non-?stop|in (?:a loop|circles)|for ?ever|all the time|without (?:end|stopping))\b/gi,
    'repeatedly',
  );

/** No runbook knows a name: it is about any table or job. */
const byKind = (text: string): string =>
  text
    .replaceAll(/`?(?<![\w.])\w+\.\w+\.\w+(?![\w.])`?/g, 'table')
    .replaceAll(/`?(?<![\w.])[a-z\d]+(?:_[a-z\d]+)+(?![\w.])`?/gi, 'job');

const verbs: Readonly<Record<Runbook['steps'][number]['section'], string>> = {
  steps: '',
  verification: '**Check**: ',
  rollback: '**Go back**: ',
};

/** The best runbook with its steps, each cited by itself; others by name. */
function told(best: Runbook, others: readonly Runbook[]): ToolFound {
  const { title, severity, owner, steps } = best;
  const lines = steps.map(
    (step) => `${step.n}. ${verbs[step.section]}${step.title} [runbook:${step.n}]`,
  );
  const also = others.map((one) => `“${one.title}”`).join(', ');
  return {
    heading: 'Runbook',
    markdown: [
      `Follow the runbook **${title}** (severity ${severity}, owner ${owner}):`,
      lines.join('\n'),
      ...(also === '' ? [] : [`Also: ${also}.`]),
    ].join('\n\n'),
    sources: steps.map((step) => ({
      marker: `runbook:${step.n}`,
      title: `${title}, ${step.section === 'steps' ? 'step' : step.section} ${step.n}`,
      text: step.text,
      url: null,
    })),
  };
}
