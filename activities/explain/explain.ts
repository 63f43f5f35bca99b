import { withoutSaid } from '../../language/preferences-said.ts';
import { followUpIn } from '../../causes/follow-up.ts';
import { searchCauses } from '../../causes/search.ts';
import type { Domain } from '../../domain/domains.ts';
import type { Explanation, SearchRequest } from '../../domain/explanation.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import type { Routing } from '../../domain/routing.ts';
import type { ExplainArgs, StepResult } from '../../domain/steps.ts';
import { namesTold } from '../names-told.ts';
import { findZone } from '../../language/zones.ts';
import type { Deps } from '../deps.ts';
import type { Attempt } from '../run.ts';
import { unsharpened } from '../sharpen.ts';
import { createChecks } from './checks.ts';
import type { Checks } from './checks.ts';

/** Time that the search has after its last statement, to settle and to store, milliseconds. */
const settleMs = 500;

/** A certified question that is less likely meant says nothing of what went wrong. */
const sureShare = 0.5;

/**
 * Ids of the certified questions that a text surely means, likeliest first.
 *
 * Pure, as far as `nearest` is.
 */
export function surelyMeant(
  nearest: Deps['nearest'],
  domains: readonly Domain[],
  question: string,
): readonly string[] {
  const sure = domains
    .flatMap((domain) => nearest(domain, question))
    .filter(({ share }) => share >= sureShare)
    .toSorted((left, right) => right.share - left.share);
  return [...new Set(sure.map(({ id }) => id))];
}

/** What looks for a cause: `searchCauses`. */
export type Search = (request: SearchRequest, checks: Checks) => Promise<Explanation>;

/**
 * Searches the cause of what a question asks about, by certified statements on the warehouse, and stores
 * what it came to.
 *
 * Effect: as the checks; writes `explained` once. A later attempt returns what is stored, and runs only the
 * statements that have not ended.
 */
export async function explain(
  deps: Deps,
  args: ExplainArgs,
  { signal }: Attempt,
  search: Search = searchCauses,
): Promise<StepResult<'explain'>> {
  const { ref, skip } = args;
  const { checks } = deps.store;
  const round = args.round ?? 1;
  const before = await checks.explanation(ref, round);
  if (before !== null) return endOf(before);
  const explanation = skip === null ? await searched(deps, args, signal, search) : skipped(skip);
  return endOf(await checks.explain(ref, explanation, round));
}

const endOf = ({ verdict, symptom }: Explanation): StepResult<'explain'> => ({
  verdict,
  isUnusual: symptom !== null,
});

async function searched(
  deps: Deps,
  { ref, intent, untilMs, round }: ExplainArgs,
  signal: AbortSignal,
  search: Search,
): Promise<Explanation> {
  const [investigation, committed, evidence] = await Promise.all([
    deps.store.investigation(ref),
    deps.store.committedRouting(ref),
    deps.store.evidence(ref),
  ]);
  const request = requestOf(deps, investigation, committed?.routing ?? null, evidence, round);
  // Statements that still run when the search fails are of no use.
  const stopping = new AbortController();
  const checks = createChecks(deps, {
    investigation,
    nowMs: request.nowMs,
    untilMs: untilMs - settleMs,
    round,
    signal: AbortSignal.any([signal, stopping.signal]),
  });
  try {
    return await search({ ...request, intent }, checks);
  } finally {
    stopping.abort();
  }
}

/** The tables of a later attempt are the same: those of its own checks are not among them. */
function requestOf(
  deps: Deps,
  investigation: InvestigationRow,
  routing: Routing | null,
  evidence: readonly Evidence[],
  round: number | undefined,
): Omit<SearchRequest, 'intent'> {
  const { createdAtMs } = investigation;
  const told = namesTold(deps, investigation) ?? investigation.question;
  const alone = standAlone(deps, told, routing);
  const question = narrowed(alone, routing);
  const domains = routing?.domains.map(({ domain }) => domain) ?? [];
  const followUp = alone === told ? null : followUpIn(told, alone);
  return {
    question,
    ...(followUp === null ? {} : { followUp }),
    domains,
    nearest: surelyMeant(deps.nearest, domains, question),
    evidence: evidence.filter(({ source }) => source.kind === 'genie'),
    // When it was asked: the same in every attempt, and so are the parameters of its checks. A later round looks
    // at the rows that have come since.
    nowMs: round === undefined ? deps.now(createdAtMs) : deps.now(),
    timeZone: findZone(question)?.timeZone ?? deps.settings.timeZone,
  };
}

/** The question itself; of a follow-up such as "why?", what the first domain was asked instead. */
function standAlone({ settings }: Deps, question: string, routing: Routing | null): string {
  const [first] = routing?.domains ?? [];
  if (routing?.source !== 'thread' || first === undefined) return question;
  const timeZone = findZone(question)?.timeZone ?? settings.timeZone;
  return unsharpened(first.domain, first.question, timeZone);
}

/** The question in the workspace that its lanes were asked about by the owner's preference. */
function narrowed(question: string, routing: Routing | null): string {
  const text = withoutSaid(question) ?? question;
  const workspace = routing?.memory?.used.find(({ key }) => key === 'preferredWorkspace')?.value;
  return workspace === undefined ? text : `${text} Only for workspace ${String(workspace)}.`;
}

/** What is told where nothing was searched. */
const skipped = (why: string): Explanation => ({
  verdict: 'skipped',
  symptom: null,
  causes: [],
  ruledOut: [],
  missing: [],
  lines: [`No cause was looked for: ${why}`],
  actions: { now: [], thisWeek: [], thisMonth: [] },
  citations: [],
});
