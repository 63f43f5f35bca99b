import { planRound } from '../../../domain/deep-plan.ts';
import type { DeepPlan, DeepStep } from '../../../domain/deep.ts';
import { domains, isDomain } from '../../../domain/domains.ts';
import type { Evidence } from '../../../domain/evidence.ts';
import type { NextQuestion } from '../../../domain/follow-ups.ts';
import type { PlanArgs, PlanEnd } from '../../../domain/steps.ts';
import { lanesOf, openLane } from './lane-model.ts';
import { append } from './log-model.ts';
import type { Database, Investigation } from './tables.ts';

/** Rows come so late, milliseconds: some tables are not complete when their question is asked. */
const lagMs = 25_000;

/** What a table suggests to ask next: by its number, so that every attempt sees the same. */
function nextOf({ title }: Evidence): readonly NextQuestion[] {
  const n = Number(title.replace(/\D/g, ''));
  const domain = domains[n % domains.length] ?? 'cost';
  const kind = n % 3 === 0 ? 'checked' : 'asked';
  return n % 4 === 0
    ? []
    : [{ id: `${domain}/${kind}_${n}`, question: `Next of ${n}?`, parameters: [] }];
}

/** Plans by the product's own rule, and commits the plan with its lanes once. */
export function planNext(
  db: Database,
  row: Investigation,
  { state, answerByMs }: PlanArgs,
): PlanEnd {
  const tables = [...row.evidence.values()].filter(({ rows }) => rows.length > 0);
  const plans = [...row.plans.values()].toSorted((a, b) => a.round - b.round);
  const hasAsked = plans.at(-1)?.steps.every(({ kind }) => kind !== 'wait') ?? true;
  const quiet = tables.length > state.tables ? 0 : state.quiet + (hasAsked ? 1 : 0);
  const stood = row.plans.get(state.round);
  const plan = stood ?? commit(db, row, { ...state, quiet }, { tables, plans, answerByMs });
  const wait = plan.steps.find((step) => step.kind === 'wait');
  return {
    version: plan.version,
    done: plan.done,
    lanes: plan.steps.flatMap((step) =>
      step.kind === 'ask' ? [{ domain: step.domain, refused: null }] : [],
    ),
    checks: plan.steps.filter(({ kind }) => kind === 'check').length,
    waitUntilMs: wait === undefined ? null : Date.parse(wait.until),
    quiet,
    tables: tables.length,
  };
}

type Seen = {
  readonly tables: readonly Evidence[];
  readonly plans: readonly DeepPlan[];
  readonly answerByMs: number;
};

function commit(
  db: Database,
  row: Investigation,
  state: PlanArgs['state'],
  { tables, plans, answerByMs }: Seen,
): DeepPlan {
  const completeUntil = new Date(row.createdAtMs - lagMs).toISOString();
  const { steps, done } = planRound({
    state,
    tables: tables.map((table, n) => (n % 3 === 2 ? { ...table, completeUntil } : table)),
    nextOf,
    before: plans.flatMap(({ steps: before }): readonly DeepStep[] => before),
    canCheck: (id) => id.includes('checked'),
    isOpen: isDomain,
    first: lanesOf(row, 1),
    asksToWait: false,
    askedAtMs: row.createdAtMs,
    dataNowMs: db.now(),
    nowMs: db.now(),
    answerByMs,
  });
  const plan: DeepPlan = { round: state.round, version: state.planVersion, steps, done };
  append(db, row, [{ key: `planned:${plan.round}`, type: 'planned', payload: plan }]);
  row.plans.set(plan.round, plan);
  for (const step of steps)
    if (step.kind === 'ask')
      openLane(
        row,
        { round: plan.round, domain: step.domain, question: step.question },
        answerByMs,
      );
  return plan;
}
