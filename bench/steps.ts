import type { Genie } from '../domain/genie.ts';
import type { Domain } from '../domain/domains.ts';

/** The question that every arm asks, and its domains. */
export const question =
  'How much did we spend per day, which login attempts were refused, which queries were slow, which jobs failed, and which tables are stale in the last 7 days?';
export const questionDomains = [
  'cost',
  'security',
  'performance',
  'reliability',
  'quality',
] as const;

/** The rows of one table. */
export type Rows = readonly (readonly (string | null)[])[];

/** The eight steps of one question, with minimal work: classify, five questions in parallel, synthesise, save. */
export type BareSteps = {
  readonly classify: (question: string) => Promise<readonly Domain[]>;
  readonly askDomain: (domain: Domain, question: string) => Promise<Rows>;
  readonly synthesise: (tables: readonly Rows[]) => Promise<string>;
  readonly save: (answer: string) => Promise<number>;
};

/**
 * Creates the steps for a workspace: per domain the same three requests as the product, with the same
 * client, and no other work.
 *
 * Effect: `askDomain` sends HTTP requests to the workspace; the other steps have no effects.
 */
export function createBareSteps(genie: Genie, spaceOf: (domain: Domain) => string): BareSteps {
  const { signal } = new AbortController();
  return {
    classify: () => Promise.resolve(questionDomains),
    askDomain: async (domain, content) => {
      const spaceId = spaceOf(domain);
      const asked = await genie.ask({ spaceId, conversationId: null, content }, () =>
        Promise.resolve(true),
      );
      if (asked === null) throw new Error('the question was not sent');
      const at = { spaceId, ...asked };
      const { query, status } = await genie.message(at, signal);
      const attachmentId = query?.attachmentId ?? null;
      if (attachmentId === null) throw new Error(`the question is ${status}`);
      const result = await genie.result({ ...at, attachmentId }, 'read', signal);
      if (result.state !== 'ready') throw new Error(`the result is ${result.state}`);
      return result.table.rows;
    },
    synthesise: (tables) => Promise.resolve(tables.map((rows) => rows.join('\n')).join('\n\n')),
    save: (answer) => Promise.resolve(answer.length),
  };
}
