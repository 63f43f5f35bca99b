import { degradedParts } from '../../domain/answer.ts';
import type { Answer, Degradation } from '../../domain/answer.ts';
import { markersIn } from '../../domain/citations.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { Composed, LaneReport } from '../../domain/reasoner-port.ts';
import type { UsedMemory } from '../../domain/preferences.ts';
import type { Routing } from '../../domain/routing.ts';
import type { ToolSource } from '../../domain/tools.ts';
import { confidenceOf, confidencePartsOf, type Checked } from './confidence.ts';

/** The inputs of an answer. */
export type AnswerParts = Pick<
  Checked,
  'question' | 'unapplied' | 'isOfNothing' | 'cause' | 'nearest' | 'columnsMeant' | 'nowMs'
> & {
  /** `unmarked` is the text before the marks, of which the claims are. */
  readonly composed: Composed & { readonly unmarked: string };
  /** What of the question the answer does not follow, as Markdown before the text. */
  readonly lead: string;
  /** What tools found, and the caveats, as Markdown, which are added to the end of the text. */
  readonly toolText: string;
  readonly notice: string;
  readonly sources: readonly ToolSource[];
  readonly reports: readonly LaneReport[];
  readonly caveats: readonly string[];
  readonly followUps: readonly string[];
  readonly usedMemory: readonly UsedMemory[];
  readonly routing: Routing | null;
  readonly degraded: readonly Degradation[];
  readonly evidence: readonly Evidence[];
};

/**
 * Builds the answer from the written text: keeps the citations that it uses, checks every claim,
 * and computes the confidence.
 */
export function toAnswer(parts: AnswerParts): Answer {
  const { composed, lead, toolText, notice, caveats, evidence } = parts;
  const used = markersIn(composed.markdown);
  const citations = composed.citations.filter(({ marker }) => used.includes(marker));
  // Without rows the text is one of ours, or Genie's own words.
  const claims = evidence.some(({ rows }) => rows.length > 0)
    ? checkClaims(composed.unmarked, citations, evidence)
    : [];
  const headline = lead + (composed.unmarked.split('\n## ', 1)[0] ?? '');
  const confidenceParts = confidencePartsOf({ ...parts, headline, claims });
  const degradedDetail = withoutRepeats([...parts.degraded, ...composed.degraded]);
  const unsupported = claims
    .filter(({ verdict }) => verdict === 'unsupported')
    .map(({ text }) => text);
  return {
    markdown: lead + composed.markdown + toolText + notice,
    ...(toolText === '' ? {} : { toolText }),
    citations,
    sources: parts.sources,
    claims,
    confidence: confidenceOf(confidenceParts),
    confidenceParts,
    caveats:
      unsupported.length === 0
        ? caveats
        : [...caveats, `Not traced to any row: ${[...new Set(unsupported)].join(', ')}.`],
    followUps: parts.followUps,
    degraded: degradedParts(degradedDetail),
    degradedDetail,
    usedMemory: parts.usedMemory,
    charts: composed.charts,
  };
}

function withoutRepeats(degraded: readonly Degradation[]): readonly Degradation[] {
  const isFirst = (one: Degradation, n: number): boolean =>
    degraded.findIndex(({ part, reason }) => part === one.part && reason === one.reason) === n;
  return degraded.filter(isFirst);
}
