import { featuresOf } from './features.ts';
import { subjectOf } from './subject.ts';

const longest = 3;

/** A dashboard with its usual typing errors. */
const dashboards = /\bda?s?h?s?a?h? ?b(?:oa|ao|o|a)rds?\b/gi;

/**
 * The features of a text that tell what it needs: those of its subject, and all its words with the small ones,
 * alone, in twos and in threes, with its begin and end. "How do I" and "how many" part by them.
 *
 * Pure.
 */
export function needFeatures(question: string): readonly string[] {
  const subject = subjectOf(question).replaceAll(dashboards, 'dashboard');
  const words = subject
    .toLowerCase()
    .replaceAll('’', "'")
    .match(/[\p{L}\p{N}']+|[?,.:;]/gu);
  const all = ['^', ...(words ?? []), '$'];
  const runs = Array.from({ length: longest }, (_, n) => n + 1).flatMap((length) =>
    all.flatMap((_, at) =>
      at + length <= all.length ? [`${length}:${all.slice(at, at + length).join('_')}`] : [],
    ),
  );
  return [...new Set([...runs, ...featuresOf(subject)])];
}
