import type { Answer } from '../../domain/answer.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { caveatsHeading, literal } from '../../domain/markdown.ts';
import type { AnswerText, Composed } from '../../domain/reasoner-port.ts';
import type { Leaves } from '../../domain/memory-port.ts';
import type { UsedMemory } from '../../domain/preferences.ts';
import type { SynthesiseArgs } from '../../domain/steps.ts';
import { explainedSections, settledLine } from '../../domain/explained-text.ts';
import type { Explanation } from '../../domain/explanation.ts';
import { markUnsupported } from '../../claims/mark-unsupported.ts';
import type { Deps } from '../deps.ts';
import type { Attempt } from '../run.ts';
import { toAnswer } from './answer.ts';
import { corrected } from './corrected.ts';
import type { Inputs } from './inputs.ts';
import { leavesOf } from './leaves.ts';
import type { Unanswered } from './unanswered.ts';

/** How many model calls the first attempt of the step may make, and each later attempt. */
const firstModelCalls = 2;
const laterModelCalls = 1;

/** Who writes an answer, and by when. */
export type Writing = Pick<SynthesiseArgs, 'modelByMs' | 'byRule'>;
export type WritingDeps = Pick<
  Deps,
  'reasoner' | 'byRule' | 'certify' | 'nearest' | 'columnsMeant' | 'now'
>;

/**
 * Writes an answer from its inputs alone, into a text that is followed. Every number is checked against the
 * cells that its sentence cites; the caveats come from code, not from the model. By rule, the same inputs
 * give the same answer.
 *
 * Effect: as the text and the reasoner.
 */
export async function writeAnswer(
  deps: WritingDeps,
  writing: Writing,
  inputs: Inputs,
  text: AnswerText & { readonly flush: () => Promise<void> },
  at: Attempt,
): Promise<
  { readonly answer: Answer; readonly leaves: Leaves | null } & Pick<Composed, 'usage' | 'prompt'>
> {
  // Before a settled cause it would be told of figures that stand further below.
  const lead = inputs.cause === null ? leadOf(inputs) : '';
  await text.write(lead);
  const afterLead: AnswerText = {
    write: text.write,
    restart: async () => {
      await text.restart();
      await text.write(lead);
    },
  };
  const composed = inputs.unanswered
    ? await writeUnanswered(inputs.unanswered, inputs.cause, afterLead)
    : await checked(await compose(deps, writing, inputs, afterLead, at), inputs, afterLead);
  const caveats = [...inputs.caveats, ...composed.caveats];
  const { sections, sources } = inputs.tools;
  // Where only tools were asked, their sections are the answer already.
  const toldByTools = inputs.unanswered?.isOfTools ? [] : sections;
  const toolText = toldByTools.map((one) => `\n\n${one}`).join('');
  const notice = caveatsSection(caveats);
  await text.write(toolText + notice);
  await text.flush();
  at.signal.throwIfAborted();
  const { nearest, columnsMeant, now } = deps;
  const answer = toAnswer({
    ...inputs,
    usedMemory: [...inputs.usedMemory, ...recalledBy(composed, inputs)],
    nearest,
    columnsMeant,
    nowMs: now(),
    caveats,
    composed,
    lead,
    toolText,
    notice,
    sources,
  });
  const leaves = leavesOf({
    ...inputs,
    byRule: composed.prompt === null && inputs.unanswered === null ? composed.markdown : null,
    citations: composed.citations,
  });
  return { answer, usage: composed.usage, prompt: composed.prompt, leaves };
}

/**
 * Writes a model's text again where a sentence of it needs a mark; what code settled, and a text by rule,
 * states nothing of its own.
 */
async function checked(
  composed: Composed,
  { evidence, cause }: Pick<Inputs, 'evidence' | 'cause'>,
  text: AnswerText,
): Promise<Composed & { readonly unmarked: string }> {
  const settled = cause === null ? '' : settledLine(cause);
  const own = composed.markdown.startsWith(settled) ? settled.length : 0;
  const markdown =
    composed.prompt === null
      ? composed.markdown
      : composed.markdown.slice(0, own) +
        markUnsupported(composed.markdown.slice(own), composed.citations, evidence);
  if (markdown !== composed.markdown) {
    await text.restart();
    await text.write(markdown);
  }
  return { ...composed, markdown, unmarked: composed.markdown };
}

/** What Genie wrote instead of an answer; where a cause was settled, it answers, and that Genie did not is a caveat. */
async function writeUnanswered(
  unansweredBy: Unanswered,
  cause: Explanation | null,
  text: AnswerText,
) {
  const { brief } = unansweredBy;
  const markdown = [
    ...(cause === null ? [] : explainedSections(cause)),
    ...(cause === null || brief === undefined ? [unansweredBy.markdown] : []),
  ].join('\n\n');
  await text.write(markdown);
  return {
    markdown,
    unmarked: markdown,
    citations: cause?.citations ?? [],
    caveats: cause === null || brief === undefined ? [] : [brief],
    charts: [],
    degraded: [],
    usage: {},
    prompt: null,
  };
}

/** Lets the model or the rules write. */
async function compose(
  deps: WritingDeps,
  { modelByMs, byRule }: Writing,
  { question, reports, caveats, history, evidence, usedMemory, cause: explanation }: Inputs,
  text: AnswerText,
  { signal, attempt }: Attempt,
): Promise<Composed> {
  const modelCalls = attempt === 1 ? firstModelCalls : laterModelCalls;
  const wordsOf = ({ sql }: Evidence) => deps.certify(sql)?.words ?? null;
  const request = {
    question,
    lanes: reports,
    wordsOf,
    caveats,
    explanation,
    history,
    role: roleIn(usedMemory),
    modelByMs,
    modelCalls,
  };
  if (byRule === null) {
    const first = await deps.reasoner.compose(request, text, signal);
    return corrected(deps.reasoner, request, first, { text, evidence, signal });
  }
  const composed = await deps.byRule.compose(request, text, signal);
  return { ...composed, degraded: [{ part: 'model', reason: byRule }] };
}

/** What a model was shown of earlier sessions; the rules use none of it. */
const recalledBy = (
  { prompt }: Pick<Composed, 'prompt'>,
  { history }: Pick<Inputs, 'history'>,
): readonly UsedMemory[] =>
  prompt === null
    ? []
    : (history.recalled ?? []).map(({ kind, text, investigationId, at }) => ({
        kind,
        text,
        source: { investigationId, said: null, at },
      }));

/** Whom the answer is written for; null for nobody in particular. */
const roleIn = (used: Inputs['usedMemory']): string | null =>
  used.flatMap((one) =>
    one.kind === 'preference' && one.key === 'role' ? [String(one.value)] : [],
  )[0] ?? null;

/** Stands before the answer, so that nobody takes its figures for what was asked. */
function leadOf({ unapplied, misspelt }: Pick<Inputs, 'unapplied' | 'misspelt'>): string {
  const taken = misspelt.map(
    ({ written, name }) => `There is no “${literal(written)}”: this is about “${literal(name)}”.`,
  );
  const told = [...taken, ...unapplied];
  return told.length === 0 ? '' : `**${told.join(' ')}**\n\n`;
}

function caveatsSection(caveats: readonly string[]): string {
  if (caveats.length === 0) return '';
  return `\n\n## ${caveatsHeading}\n\n${caveats.map((caveat) => `- ${caveat}`).join('\n')}\n`;
}
