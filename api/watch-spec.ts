import { mayAsk } from '../domain/access.ts';
import { AppError } from '../domain/errors.ts';
import type { InputProblem } from '../domain/errors.ts';
import { setWarehouse } from '../domain/hints.ts';
import type { Principal } from '../domain/ids.ts';
import { isHighWorse } from '../domain/watch-check.ts';
import { watchText } from '../domain/watch.ts';
import type { WatchCondition, WatchSpec } from '../domain/watch.ts';
import type { CertifiedQuestion } from '../sql/catalogue.ts';
import { overAYear, questionNamed, watched, watchProblems } from '../sql/watched.ts';
import type { AppDeps } from './deps.ts';
import { invalid } from './errors.ts';
import { scheduleOf, scheduleProblems } from './own-schedule-schemas.ts';
import type { NewWatchInput, WatchChangeInput } from './watch-schemas.ts';

/** How long a question is tried before it is watched, milliseconds. */
const tryMs = 60_000;

const conditionOf = ({ recoversAt, ...rest }: NewWatchInput['condition']): WatchCondition => ({
  ...rest,
  recoversAt: recoversAt ?? rest.threshold,
});

/** What cannot be watched so, by field. Pure, but for the clock. */
function problemsOf(question: CertifiedQuestion, spec: WatchSpec): readonly InputProblem[] {
  const { condition, schedule } = spec;
  const { operator, threshold, recoversAt } = condition;
  const isWrongSide = isHighWorse(operator) ? recoversAt > threshold : recoversAt < threshold;
  return [
    ...watchProblems(question, spec),
    ...(isWrongSide
      ? [
          {
            path: 'condition.recoversAt',
            message: `must not be ${isHighWorse(operator) ? 'above' : 'below'} the threshold ${threshold}`,
          },
        ]
      : []),
    ...scheduleProblems(schedule),
  ];
}

/**
 * Runs the question once as it would be watched, and once over a year where it has no row now: what never
 * has rows would never fire.
 */
async function tried(
  { watches: { warehouse } }: AppDeps,
  question: CertifiedQuestion,
  parameters: WatchSpec['parameters'],
): Promise<void> {
  if (warehouse === null)
    throw new AppError('input.conflict', `Watches need a SQL warehouse. ${setWarehouse}`);
  const signal = AbortSignal.timeout(tryMs);
  for (const given of [parameters, overAYear(question, parameters)]) {
    const end = await warehouse.run(watched(question, given), signal);
    if (end.kind === 'denied') throw new AppError('auth.denied', `${end.reason} ${end.remedy}`);
    if (end.kind === 'failed') throw new AppError('upstream.rejected', end.reason);
    if (end.rowCount > 0) return;
  }
  const message = 'has no rows with these parameters, also not over a year: it would never fire';
  throw invalid([{ path: 'question', message }]);
}

/** @throws {AppError} `auth.denied` when the caller may not ask the domain; `input.invalid`. */
async function checked(
  deps: AppDeps,
  principal: Principal,
  question: CertifiedQuestion,
  spec: WatchSpec,
): Promise<WatchSpec> {
  if (!mayAsk(deps.domainAccess, principal, question.domain))
    throw new AppError('auth.denied', `You may not ask ${question.domain}.`);
  const problems = problemsOf(question, spec);
  if (problems.length > 0) throw invalid(problems);
  await deps.rateLimits?.take('question', principal.id);
  await tried(deps, question, spec.parameters);
  return spec;
}

/**
 * The watch that a body asks for, after its question was run once.
 *
 * Effect: one or two statements on the warehouse.
 *
 * @throws {AppError} `input.invalid` with all that is wrong, `auth.denied`, `limit.rate`, `upstream.…`.
 */
export async function newSpec(
  deps: AppDeps,
  principal: Principal,
  input: NewWatchInput,
): Promise<WatchSpec> {
  const question = questionNamed(deps.watches, input.question);
  if (question === null)
    throw invalid([
      {
        path: 'question',
        message: 'is no certified question: give its id, or its words as they are',
      },
    ]);
  const { name, parameters, quietHours, statementsPerDay, investigate } = input;
  const condition = conditionOf(input.condition);
  return checked(deps, principal, question, {
    name: name ?? `${question.id}: ${watchText(condition)}`,
    question: question.id,
    parameters,
    condition,
    schedule: scheduleOf(input.schedule),
    quietHours,
    statementsPerDay,
    investigate,
  });
}

/**
 * A watch with what a body changes of it.
 *
 * Effect: as `newSpec`.
 *
 * @throws {AppError} As `newSpec`; `input.conflict` when its question is certified no more.
 */
export async function changedSpec(
  deps: AppDeps,
  principal: Principal,
  spec: WatchSpec,
  { condition, schedule, ...rest }: WatchChangeInput,
): Promise<WatchSpec> {
  const question = questionNamed(deps.watches, spec.question);
  if (question === null)
    throw new AppError('input.conflict', `${spec.question} is no certified question any more.`);
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return checked(deps, principal, question, {
    ...spec,
    ...(Object.fromEntries(given) as Partial<WatchSpec>),
    ...(condition === undefined ? {} : { condition: conditionOf(condition) }),
    ...(schedule === undefined ? {} : { schedule: scheduleOf(schedule) }),
  });
}
