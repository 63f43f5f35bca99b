import { namesTold, takenAs } from '../names-told.ts';
import { plainQuestion } from '../../language/plain-question.ts';
import { withoutMarkers } from '../../domain/citations.ts';
import { isDomain } from '../../domain/domains.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { leading } from '../../domain/explained-text.ts';
import type { Explanation } from '../../domain/explanation.ts';
import type { Genie } from '../../domain/genie.ts';
import type { NextQuestion } from '../../domain/follow-ups.ts';
import { followUpsOf } from '../../domain/follow-ups.ts';
import type { InvestigationRef, InvestigationRow } from '../../domain/investigation.ts';
import { cleanMarkdown, oneLine } from '../../domain/markdown.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import type { LaneReport } from '../../domain/reasoner-port.ts';
import type { SynthesiseArgs } from '../../domain/steps.ts';
import type { RoundStore } from '../../domain/round-ports.ts';
import type { ToolStore } from '../../domain/tool-ports.ts';
import type { CheckStore, Lane, WorkStore } from '../../domain/worker-ports.ts';
import type { Deps } from '../deps.ts';
import { caveatsOf, limitsOf, reused } from './caveats.ts';
import { hasNamesToLookUp, isUnknown, lookUpNames } from './look-up-names.ts';
import type { LookedUp } from './look-up-names.ts';
import { termsOf } from './leaves.ts';
import { memoryTold, type MemoryTold } from './memory-told.ts';
import { mergedLanes } from '../deep/merged-lanes.ts';
import { deepReport, type ReportInputs } from '../deep/report.ts';
import { toolCaveats, toolsOnly, toolsTold, type ToolsTold } from './tools-told.ts';
import { unanswered, type Unanswered } from './unanswered.ts';
import { unappliedIn } from './unapplied.ts';

/** What is read for an answer: a store of ours, or a copy of what it had. */
export type InputDeps = Pick<
  Deps,
  | 'certify'
  | 'columnsMeant'
  | 'askedAs'
  | 'knownNames'
  | 'nearest'
  | 'now'
  | 'settings'
  | 'statementOf'
  | 'unknownLimits'
  | 'warehouse'
> & {
  readonly genie: Pick<Genie, 'urlOf'>;
  readonly store: Pick<
    WorkStore,
    'committedRouting' | 'evidence' | 'history' | 'investigation' | 'lanes'
  > & {
    readonly checks: Pick<CheckStore, 'end' | 'ended' | 'explanation' | 'keep' | 'tell'>;
    readonly tools: Pick<ToolStore, 'ended'>;
    readonly rounds: Pick<RoundStore, 'all'>;
  };
};

/** What an answer is written from. */
export type Inputs = ReturnType<typeof inputsOf>;

/**
 * Reads what an answer is written from. `evidence` has the tables of the domains, and those that a settled
 * cause cites; `cause` is null where none was searched or nothing was settled. `history` is empty where no model
 * reads it.
 *
 * Effect: reads the store, and looks up names that are in no row.
 */
export async function readInputs(
  deps: InputDeps,
  args: InputArgs & { readonly forModel: boolean },
  signal: AbortSignal,
) {
  const read = await readStored(deps, args);
  const { investigation, explanation } = read;
  const tables = tablesOfLanes(read);
  const [history, names] = await Promise.all([
    args.forModel ? historyOf(deps, args.ref, investigation, tables) : noHistory,
    // The search for a cause tells itself what it did not find.
    explanation === null ? lookUpNames(deps, investigation, tables, signal) : [],
  ]);
  return inputsOf(deps, read, history, names);
}

/**
 * As `readInputs`, for what no model reads; null where names have to be looked up.
 *
 * Effect: reads the store.
 */
export async function inputsAtOnce(deps: InputDeps, args: InputArgs): Promise<Inputs | null> {
  const read = await readStored(deps, args);
  const hasToWait =
    read.explanation === null && hasNamesToLookUp(deps, read.investigation, tablesOfLanes(read));
  return hasToWait ? null : inputsOf(deps, read, noHistory, []);
}

const noHistory: SessionHistory = { messages: [] };

/** What no certified question knows may stand in a query that Genie wrote itself. */
const historyOf = (
  { store }: InputDeps,
  ref: InvestigationRef,
  { question }: InvestigationRow,
  tables: readonly Evidence[],
): Promise<SessionHistory> =>
  store.history(
    ref,
    termsOf(
      question,
      tables.flatMap((table) => table.certified ?? []),
    ),
  );

function inputsOf(
  deps: InputDeps,
  read: Stored,
  history: SessionHistory,
  names: readonly LookedUp[],
) {
  const { investigation, committed, stored, lanes, explanation, ended } = read;
  const routed = committed ?? notRouted;
  const memory = memoryTold(routed.routing, stored, lanes.length > 0);
  const evidence = tablesOfLanes(read);
  const hasRows = evidence.some(({ rows }) => rows.length > 0);
  const cause = cleanCause(leading(explanation, hasRows), workspaceOf(deps));
  const ofCause = citedBeside(evidence, stored, cause);
  const reports = lanes.map((lane) => reportOf(lane, evidence));
  const certified = evidence.flatMap((table) => table.certified ?? []);
  const limits =
    certified.length < evidence.length ? [] : deps.unknownLimits(investigation.question, certified);
  const unapplied = unappliedIn(investigation.question, evidence, limits, names);
  const clean = (text: string): string => cleaned(text, workspaceOf(deps));
  const told = withReport(toolsTold(ended, routed.routing, clean), read.report);
  const instead = insteadOf(
    notedOnly(memory),
    unanswered(investigation.question, reports, deps, workspaceOf(deps)),
    toolsOnly(told, lanes.length > 0),
  );
  const skipped = explanation?.verdict === 'skipped' ? explanation.lines.map(clean) : [];
  const ofDomains = instead
    ? []
    : [
        ...reused(investigation, evidence),
        ...unapplied,
        ...memory.caveats,
        ...caveatsOf(reports, deps.certify, workspaceOf(deps)),
      ];
  const ofChecks = limitsOf(ofCause, deps.certify);
  return {
    question: investigation.question,
    routing: routed.routing,
    degraded: routed.degraded,
    // Those of checks that nothing is told of would only take time.
    evidence: [...evidence, ...ofCause],
    reports,
    history,
    cause,
    unapplied,
    misspelt: read.misspelt,
    isOfNothing: names.some(isUnknown),
    usedMemory: memory.used,
    unanswered: instead,
    tools: told,
    caveats: [...new Set([...skipped, ...ofDomains, ...ofChecks, ...toolCaveats(told, instead)])],
    followUps:
      instead?.followUps ??
      followUpsOf(evidence, (table) => nextQuestions(deps, investigation, table)),
  };
}

type InputArgs = Pick<SynthesiseArgs, 'ref' | 'hasTools' | 'deep'>;
type Stored = Awaited<ReturnType<typeof readStored>>;

/** The rows of an investigation; of a deep one the lanes of all rounds, and what its report is written from. */
async function readStored(deps: InputDeps, { ref, hasTools, deep }: InputArgs) {
  const { store } = deps;
  const [row, committed, stored, rows, explanation, ended, rounds] = await Promise.all([
    store.investigation(ref),
    store.committedRouting(ref),
    store.evidence(ref),
    deep === undefined ? store.lanes(ref, 1) : lanesOfRounds(deps, ref, deep.round),
    store.checks.explanation(ref),
    hasTools ? store.tools.ended(ref) : [],
    deep === undefined ? null : store.rounds.all(ref),
  ]);
  const investigation = withoutTold(deps, row);
  const misspelt = takenAs(deps, row);
  const read = { investigation, misspelt, committed, stored, explanation, ended };
  if (rounds === null || deep === undefined) return { ...read, lanes: rows, report: null };
  const { createdAtMs } = investigation;
  const report = { state: deep, rounds, explanation, stored, createdAtMs, nowMs: Date.now() };
  return { ...read, lanes: mergedLanes(rows, rounds.checked, stored), report };
}

/** The lanes of the rounds so far, oldest first. */
async function lanesOfRounds(
  { store }: Pick<InputDeps, 'store'>,
  ref: InvestigationRef,
  rounds: number,
): Promise<readonly Lane[]> {
  const all = Array.from({ length: rounds }, (_, n) => store.lanes(ref, n + 1));
  return (await Promise.all(all)).flat();
}

/** With the report of a deep investigation, which stands after the sections of tools. */
const withReport = (told: ToolsTold, report: ReportInputs | null): ToolsTold =>
  report === null ? told : { ...told, sections: [...told.sections, deepReport(report)] };

/** What its owner told beside a question is no condition of it. */
const withoutTold = (deps: InputDeps, row: InvestigationRow): InvestigationRow => ({
  ...row,
  question: plainQuestion(namesTold(deps, row) ?? row.question),
});

/** An investigation that ended before it was routed. */
const notRouted = { routing: null, degraded: [] } as const;

/** The first of the texts that stand in place of an answer about tables. */
const insteadOf = (...texts: readonly (Unanswered | null)[]): Unanswered | null =>
  texts.find((text) => text !== null) ?? null;

const notedOnly = ({ noted }: MemoryTold): Unanswered | null =>
  noted === null ? null : { markdown: noted, followUps: [] };

function workspaceOf({ genie }: InputDeps): string {
  return new URL(genie.urlOf({ spaceId: '', conversationId: '' })).origin;
}

/** The next questions of a table that the owner may ask, in domains that have a space. */
function nextQuestions(
  { certify, settings }: InputDeps,
  { closedDomains }: InvestigationRow,
  { sql }: Evidence,
): readonly NextQuestion[] {
  const isOpen = (domain: string): boolean =>
    isDomain(domain) && !closedDomains.includes(domain) && settings.spaces[domain] !== null;
  return (certify(sql)?.next ?? []).filter(({ id }) => isOpen(id.split('/')[0] ?? ''));
}

function reportOf(lane: Lane, evidence: readonly Evidence[]): LaneReport {
  return {
    domain: lane.domain,
    question: lane.question,
    outcome: lane.outcome ?? 'failed',
    detail: lane.detail,
    evidence: evidence.filter(({ id }) => lane.evidenceIds.includes(id)),
  };
}

function tablesOfLanes({ stored, lanes }: Pick<Stored, 'stored' | 'lanes'>): readonly Evidence[] {
  const ofLanes = new Set(lanes.flatMap(({ evidenceIds }) => evidenceIds));
  return stored.filter(({ id }) => ofLanes.has(id));
}

/** The tables beside those of the domains that a settled cause cites. */
function citedBeside(
  ofLanes: readonly Evidence[],
  stored: readonly Evidence[],
  cause: Explanation | null,
): readonly Evidence[] {
  const cited = new Set(cause?.citations.map(({ evidenceId }) => evidenceId));
  return stored.filter((table) => cited.has(table.id) && !ofLanes.includes(table));
}

/** Reasons of a warehouse are foreign text. */
const cleaned = (text: string, workspace: string): string =>
  cleanMarkdown(withoutMarkers(oneLine(text)), [workspace]).trim();

function cleanCause(cause: Explanation | null, workspace: string): Explanation | null {
  const clean = (text: string): string => cleaned(text, workspace);
  return (
    cause && {
      ...cause,
      missing: cause.missing.map(({ what, remedy }) => ({
        what: clean(what),
        remedy: clean(remedy),
      })),
    }
  );
}
