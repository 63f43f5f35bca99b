import { asideOf } from '../language/asides.ts';

const asked = `I answer questions about a Databricks platform: cost, security, performance, reliability and data quality.`;

const examples = `Try for example:

- Why did our spend jump yesterday?
- Which jobs failed last night?
- Who accessed the customers table?
- Which data is stale?
`;

/** First lines of replies to what is no question about the platform. */
const openings = {
  greeting: asked,
  action: `I cannot change anything, I only read. ${asked}`,
  'how-to': `I have no instructions for this. ${asked}`,
  other: `${asked} This one does not seem to be about any of them.`,
} as const;

/**
 * The reply to a text that no domain was asked about: always one of a few texts, never a model's.
 *
 * Pure.
 */
export const directReply = (text: string): string =>
  `${openings[asideOf(text) ?? 'other']}\n\n${examples}`;
