import type { RoutedDomain } from '../../domain/routing.ts';
import type { Topic } from './topics.ts';

const round = (share: number): number => Math.round(share * 100) / 100;

/** A domain that is asked because a text is about it. Pure. */
export const routed = ({ domain, share, example }: Topic, question: string): RoutedDomain => ({
  domain,
  question,
  score: round(share),
  reason: `Most similar question: “${example}”.`,
});
