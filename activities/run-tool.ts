import { withoutSaid } from '../language/preferences-said.ts';
import { asAppError } from '../domain/errors.ts';
import type { FailureCode } from '../domain/errors.ts';
import { cut, storable } from '../domain/text.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { StepResult, ToolArgs } from '../domain/steps.ts';
import type { Explanation } from '../domain/explanation.ts';
import type { Finding, ToolEnd, ToolRequest } from '../domain/tools.ts';
import { toolOf } from '../tools/index.ts';
import type { Tool } from '../tools/tool.ts';
import type { Deps } from './deps.ts';
import type { Attempt } from './run.ts';

/** Time to store how a tool ended, milliseconds. */
const storeMs = 500;
/** UTF-16 units. */
const longestSummary = 500;

type ToolDeps = Pick<Deps, 'store' | 'tools'>;

/**
 * Runs a tool for the question of an investigation, within its own time limit and the one that is given.
 * That it fails is an outcome, told like a lane's; a bug is thrown.
 *
 * Effect: as the tool; writes `tool.started` and `tool.finished` once. A later attempt returns what is
 * stored.
 */
export async function runTool(
  deps: ToolDeps,
  { ref, tool: name, untilMs, unless }: ToolArgs,
  { signal }: Attempt,
): Promise<StepResult<'runTool'>> {
  const { tools } = deps.store;
  const before = await tools.start(ref, name);
  if (before !== null) return { outcome: before.outcome };
  const tool = toolOf(name);
  const ended: ToolEnd =
    unless !== null
      ? { ...unless, data: null }
      : tool === null
        ? endedAs('failed', `There is no tool ${name}.`)
        : await inTime(deps, tool, await requestOf(deps, ref), { untilMs, signal });
  const { outcome } = await tools.end(ref, { tool: name, ...ended });
  return { outcome };
}

const endedAs = (outcome: Outcome, summary: string): ToolEnd => ({ outcome, summary, data: null });

/** What is known of the question by now. */
async function requestOf({ store }: ToolDeps, ref: ToolArgs['ref']): Promise<ToolRequest> {
  const [{ question }, committed, explanation] = await Promise.all([
    store.investigation(ref),
    store.committedRouting(ref),
    store.checks.explanation(ref),
  ]);
  return {
    ref,
    question: withoutSaid(question) ?? question,
    domains:
      committed?.routing.about ?? committed?.routing.domains.map(({ domain }) => domain) ?? [],
    finding: findingOf(explanation),
  };
}

function findingOf(explanation: Explanation | null): Finding | null {
  if (explanation === null || explanation.symptom === null) return null;
  const { causes, symptom } = explanation;
  return {
    causes: causes.map(({ kind, objects }) => ({ kind, object: objects[0]?.kind ?? null })),
    measure: symptom.measure,
  };
}

async function inTime(
  { tools }: ToolDeps,
  tool: Tool,
  request: ToolRequest,
  { untilMs, signal }: { readonly untilMs: number; readonly signal: AbortSignal },
): Promise<ToolEnd> {
  const leftMs = Math.min(tool.timeoutMs, untilMs - storeMs - Date.now());
  if (leftMs <= 0) return endedAs('timed_out', 'The time of the question was too short for it.');
  const limit = AbortSignal.timeout(leftMs);
  try {
    return await tool.run(tools.ports, request, AbortSignal.any([signal, limit]));
  } catch (error) {
    // A cancelled step stores nothing: the workflow decides how the tool ends.
    signal.throwIfAborted();
    if (limit.aborted) return endedAs('timed_out', `It did not end within ${leftMs / 1000} s.`);
    const { code, message } = asAppError(error);
    if (code === 'bug') throw error;
    return endedAs(outcomes[code] ?? 'failed', cut(storable(message), longestSummary));
  }
}

const outcomes: Partial<Record<FailureCode, Outcome>> = {
  'auth.denied': 'denied',
  'tool.refused': 'denied',
  'upstream.limited': 'throttled',
  'limit.day': 'throttled',
  'limit.exceeded': 'throttled',
};
