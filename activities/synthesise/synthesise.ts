import type { Evidence } from '../../domain/evidence.ts';
import type { NewEvent } from '../../domain/events.ts';
import { caveatsHeading } from '../../domain/markdown.ts';
import type { AnswerText, Composed } from '../../domain/reasoner-port.ts';
import type { SynthesiseArgs } from '../../domain/steps.ts';
import { explainedSections, settledLine } from '../../domain/explained-text.ts';
import type { Explanation } from '../../domain/explanation.ts';
import { markUnsupported } from '../../claims/mark-unsupported.ts';
import { toAnswer } from './answer.ts';
import type { Deps } from '../deps.ts';
import type { Attempt } from '../run.ts';
import { corrected } from './corrected.ts';
import { createTextLog } from './text-log.ts';
import { readInputs, type Inputs } from './inputs.ts';
import type { Unanswered } from './unanswered.ts';

/** How many model calls the first attempt of the step may make, and each later attempt. */
const firstModelCalls = 2;
const laterModelCalls = 1;

/**
 * Writes the answer from evidence and streams it. Every number is checked against the cells that
 * its sentence cites; the caveats come from code, not from the model.
 *
 * Effect: appends `answer.*` events. A later attempt resets the text of an earlier one; a finished
 * answer is not changed.
 */
export async function synthesise(deps: Deps, args: SynthesiseArgs, at: Attempt): Promise<void> {
  const { ref, pass } = args;
  const { signal, attempt } = at;
  const { store } = deps;
  const key = (type: string): string => `${type}:${pass}:${attempt}`;
  const begin = async (): Promise<boolean> => {
    const state = await store.answerState(ref);
    if (state.finished) return false;
    await store.appendAnswer(ref, startEvents(key, { pass, attempt }, state.begun));
    return true;
  };
  const [begun, inputs] = await Promise.all([begin(), readInputs(deps, ref, signal)]);
  if (!begun) return;
  const text = createTextLog((delta, n) => {
    const payload = { attempt, text: delta };
    const event = { key: `${key('answer.delta')}:${n}`, type: 'answer.delta' as const, payload };
    return store.appendAnswer(ref, [event]);
  });
  // Before a settled cause it would be told of figures that stand further below.
  const lead = inputs.cause === null ? leadOf(inputs.unapplied) : '';
  await text.write(lead);
  let restarts = 0;
  const restart = async (): Promise<void> => {
    text.discard();
    restarts += 1;
    const event = { key: `${key('answer.reset')}:${restarts}`, payload: { pass, attempt } };
    await store.appendAnswer(ref, [{ ...event, type: 'answer.reset' }]);
    await text.write(lead);
  };
  const answerText = { write: text.write, restart };
  const composed = inputs.unanswered
    ? await writeUnanswered(inputs.unanswered, inputs.cause, answerText)
    : await checked(await compose(deps, args, inputs, answerText, at), inputs, answerText);
  const caveats = [...inputs.caveats, ...composed.caveats];
  const notice = caveatsSection(caveats);
  await text.write(notice);
  await text.flush();
  signal.throwIfAborted();
  const answer = toAnswer({
    ...inputs,
    nearest: deps.nearest,
    nowMs: deps.now(),
    caveats,
    composed,
    lead,
    notice,
  });
  const payload = { answer, usage: composed.usage, prompt: composed.prompt };
  await store.appendAnswer(ref, [
    { key: key('answer.finished'), type: 'answer.finished', payload },
  ]);
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

/** What Genie wrote instead of an answer, below the cause where one was settled. */
async function writeUnanswered(
  unansweredBy: Unanswered,
  cause: Explanation | null,
  text: AnswerText,
) {
  const told = cause === null ? [] : explainedSections(cause);
  const heading = cause === null ? [] : ['## From the domains'];
  const markdown = [...told, ...heading, unansweredBy.markdown].join('\n\n');
  // Genie's words and questions to ask next state nothing of ours.
  const unmarked = cause === null ? markdown : told.join('\n\n');
  await text.write(markdown);
  const nothing = { citations: cause?.citations ?? [], caveats: [], charts: [], degraded: [] };
  return { markdown, unmarked, ...nothing, usage: {}, prompt: null };
}

/** Lets the model or the rules write. */
async function compose(
  deps: Deps,
  { modelByMs, byRule }: SynthesiseArgs,
  { question, reports, caveats, history, evidence, cause: explanation }: Inputs,
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

function startEvents(
  key: (type: string) => string,
  payload: { pass: number; attempt: number },
  begun: boolean,
): readonly NewEvent[] {
  const started: NewEvent = { key: key('answer.started'), type: 'answer.started', payload };
  const reset: NewEvent = { key: key('answer.reset'), type: 'answer.reset', payload };
  return begun ? [reset, started] : [started];
}

/** Stands before the answer, so that nobody takes its figures for what was asked. */
function leadOf(unapplied: readonly string[]): string {
  return unapplied.length === 0 ? '' : `**${unapplied.join(' ')}**\n\n`;
}

function caveatsSection(caveats: readonly string[]): string {
  if (caveats.length === 0) return '';
  return `\n\n## ${caveatsHeading}\n\n${caveats.map((caveat) => `- ${caveat}`).join('\n')}\n`;
}
