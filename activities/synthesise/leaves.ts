import { markersIn, withoutMarkers } from '../../domain/citations.ts';
import type { Citation } from '../../domain/answer.ts';
import { isDomain } from '../../domain/domains.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Explanation } from '../../domain/explanation.ts';
import { oneLine } from '../../domain/markdown.ts';
import type { Insight, Leaves } from '../../domain/memory-port.ts';
import { cut } from '../../domain/text.ts';
import { concepts } from '../../language/concepts.ts';
import { lemmas, stem } from '../../language/text.ts';

/** UTF-16 units of an insight. */
const longestInsight = 300;

/**
 * The words by which a question is found again: its words without inflections and synonyms, what they stand
 * for, and the certified questions that answered it.
 *
 * Pure.
 */
export function termsOf(question: string, certified: readonly string[]): readonly string[] {
  const words = question.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const all = [
    ...lemmas(question),
    ...concepts(words.map(stem)).map((concept) => `c_${concept}`),
    ...certified.map((id) => `q_${id}`),
  ];
  // One token each of the search.
  const tokens = all.map((term) =>
    term.replaceAll(/[^\p{L}\p{N}]+/gu, '_').replaceAll(/^_+|_+$/g, ''),
  );
  return [...new Set(tokens)].filter((term) => term.length > 1).slice(0, 80);
}

type Settled = {
  readonly question: string;
  readonly evidence: readonly Evidence[];
  readonly cause: Explanation | null;
  /** What code wrote; null when a model wrote the answer. */
  readonly byRule: string | null;
  readonly citations: readonly Citation[];
};

/**
 * What an answer leaves in memory: words by which it is found, and the sentences that code made of its rows.
 * Null when nothing was found. What a model wrote is never kept as an insight.
 *
 * Pure.
 */
export function leavesOf(settled: Settled): Leaves | null {
  const { question, evidence } = settled;
  if (evidence.length === 0) return null;
  const certified = [...new Set(evidence.flatMap((table) => table.certified ?? []))];
  const key = [...new Set(lemmas(question))].toSorted().join(' ');
  if (key === '') return null;
  return { key, terms: termsOf(question, certified).join(' '), insights: insightsOf(settled) };
}

function insightsOf({ evidence, cause, byRule, citations }: Settled): readonly Insight[] {
  const [first] = evidence;
  const head = cause?.lines[0] ?? byRule?.split('\n\n', 1)[0];
  if (head === undefined || first === undefined) return [];
  const cited = cause === null ? citations : cause.citations;
  return head.split('\n').flatMap((line) => {
    const [, named = first.domain, text = line] = /^- \*\*(\w+)\*\*: (.*)$/.exec(line) ?? [];
    const markers = markersIn(line);
    const ids = cited.flatMap((one) => (markers.includes(one.marker) ? [one.evidenceId] : []));
    const plain = cut(
      oneLine(withoutMarkers(text)).replaceAll(/\s+([.,;:)])/g, '$1'),
      longestInsight,
    );
    return ids.length === 0 || !isDomain(named)
      ? []
      : [{ domain: named, text: plain, evidenceIds: [...new Set(ids)] }];
  });
}
