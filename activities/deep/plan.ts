import { isDomain } from '../../domain/domains.ts';
import type { DeepPlan, DeepState, DeepStep, RoundEnd } from '../../domain/deep.ts';
import { planRound } from '../../domain/deep-plan.ts';
import type { Evidence } from '../../domain/evidence.ts';
import type { NewEvent } from '../../domain/events.ts';
import type { InvestigationRef, InvestigationRow } from '../../domain/investigation.ts';
import type { PlanArgs, PlanEnd } from '../../domain/steps.ts';
import { asksToWait } from '../../language/waits.ts';
import type { Deps } from '../deps.ts';
import type { Attempt } from '../run.ts';
import { readInputs } from '../synthesise/inputs.ts';
import { writeAnswer } from '../synthesise/write-answer.ts';

type Seen = {
  readonly investigation: InvestigationRow;
  readonly tables: readonly Evidence[];
  readonly before: Awaited<ReturnType<Deps['store']['rounds']['all']>>;
};

/**
 * Ends the round before with an answer by rule, and stores the plan of the next one with its lanes. A later
 * attempt returns what is stored.
 *
 * Effect: writes `round.finished`, `planned` and lanes once; may look up names on the warehouse.
 */
export async function plan(deps: Deps, args: PlanArgs, at: Attempt): Promise<PlanEnd> {
  const { ref, state } = args;
  const { store } = deps;
  const [investigation, evidence, before] = await Promise.all([
    store.investigation(ref),
    store.evidence(ref),
    store.rounds.all(ref),
  ]);
  const tables = evidence.filter(
    ({ rows, source }) => rows.length > 0 && source.kind !== 'computed',
  );
  const stood = before.plans.find(({ round }) => round === state.round);
  const quiet = tables.length > state.tables ? 0 : state.quiet + (hasAsked(before.plans) ? 1 : 0);
  const now = { ...state, quiet };
  const planned =
    stood ??
    (await commitPlan(deps, { ...args, state: now }, { investigation, tables, before }, at));
  return endOf(deps, investigation, planned, { quiet, tables: tables.length });
}

/** A round that only waited has looked for nothing. */
const hasAsked = (plans: readonly DeepPlan[]): boolean =>
  plans.at(-1)?.steps.every(({ kind }) => kind !== 'wait') ?? true;

async function commitPlan(
  deps: Deps,
  { ref, state, answerByMs }: PlanArgs,
  seen: Seen,
  at: Attempt,
): Promise<DeepPlan> {
  const { steps, done } = planRound(await inputsOf(deps, ref, state, answerByMs, seen));
  const { round, planVersion: version } = state;
  const next: DeepPlan = { round, version, steps, done };
  const lanes = steps.flatMap((step) =>
    step.kind === 'ask'
      ? [
          {
            domain: step.domain,
            question: step.question,
            spaceId: deps.settings.spaces[step.domain],
            deadlineAtMs: answerByMs,
          },
        ]
      : [],
  );
  const ended = await endOfRound(deps, ref, state, seen, at);
  const events: readonly NewEvent[] = [
    {
      key: `round.finished:${round - 1}`,
      type: 'round.finished',
      payload: { ...ended, usage: seen.before.untold },
    },
    { key: `planned:${round}`, type: 'planned', payload: next },
  ];
  return deps.store.rounds.commit(ref, next, { lanes, events });
}

async function inputsOf(
  deps: Deps,
  ref: InvestigationRef,
  state: DeepState,
  answerByMs: number,
  { investigation, tables, before }: Seen,
): Promise<Parameters<typeof planRound>[0]> {
  const { closedDomains, question, createdAtMs } = investigation;
  const { spaces } = deps.settings;
  const first = await deps.store.lanes(ref, 1);
  const canRun = deps.warehouse !== null;
  return {
    state,
    tables,
    nextOf: ({ sql }) => deps.certify(sql)?.next ?? [],
    before: before.plans.flatMap(({ steps }): readonly DeepStep[] => steps),
    canCheck: (id) => canRun && deps.statementOf(id, deps.now()) !== null,
    isOpen: (domain): domain is (typeof first)[number]['domain'] =>
      isDomain(domain) && !closedDomains.includes(domain) && (canRun || spaces[domain] !== null),
    first: first.filter(
      ({ spaceId, domain }) => spaceId !== null && !closedDomains.includes(domain),
    ),
    asksToWait: asksToWait(question),
    askedAtMs: deps.now(createdAtMs),
    dataNowMs: deps.now(),
    nowMs: Date.now(),
    answerByMs,
  };
}

const partly = 'A round ends with what the rules write.';

/** What the round before came to: an answer from all tables so far, without a model. */
async function endOfRound(
  deps: Deps,
  ref: InvestigationRef,
  state: DeepState,
  { tables, before }: Seen,
  at: Attempt,
): Promise<RoundEnd> {
  const known = new Set(before.rounds.flatMap(({ found }) => found));
  const args = { ref, hasTools: state.hasTools, deep: state, forModel: false };
  const inputs = await readInputs(deps, args, at.signal);
  const nobody = async (): Promise<void> => {};
  const text = { write: nobody, restart: nobody, flush: nobody };
  const { answer } = await writeAnswer(
    deps,
    { modelByMs: Date.now(), byRule: partly },
    inputs,
    text,
    at,
  );
  return {
    round: state.round - 1,
    found: tables.flatMap(({ id }) => (known.has(id) ? [] : [id])),
    verdict: state.verdict,
    answer,
  };
}

/** The lanes that Genie cannot be asked in carry the reason. */
function endOf(
  { settings }: Deps,
  _: InvestigationRow,
  { version, steps, done }: DeepPlan,
  counted: Pick<PlanEnd, 'quiet' | 'tables'>,
): PlanEnd {
  const wait = steps.find((step) => step.kind === 'wait');
  return {
    version,
    done,
    lanes: steps.flatMap((step) => {
      if (step.kind !== 'ask') return [];
      const { domain } = step;
      const detail = `No Genie space is configured for ${domain}.`;
      const refused =
        settings.spaces[domain] === null ? { outcome: 'failed' as const, detail } : null;
      return [{ domain, refused }];
    }),
    checks: steps.filter(({ kind }) => kind === 'check').length,
    waitUntilMs: wait === undefined ? null : Date.parse(wait.until),
    ...counted,
  };
}
