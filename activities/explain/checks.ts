import { createHash } from 'node:crypto';
import { accessDenied } from '../../domain/access.ts';
import { mostStatements } from '../../domain/budget.ts';
import type { CheckEnd, KeepTable, RunChecks, TellResult } from '../../domain/explanation.ts';
import { setWarehouse } from '../../domain/hints.ts';
import type { EvidenceId } from '../../domain/ids.ts';
import type { InvestigationRow } from '../../domain/investigation.ts';
import { cut } from '../../domain/text.ts';
import type { Check, StatementEnd } from '../../domain/warehouse.ts';
import type { CheckStore, StoredCheck } from '../../domain/worker-ports.ts';
import type { CertifiedStatement, Deps } from '../deps.ts';
import { toEvidence } from '../to-evidence.ts';
import { toComputed } from './to-computed.ts';
import { createTurns } from './turns.ts';

const mostAtOnce = 4;
/** UTF-16 units of what a warehouse says that stand in an answer. */
const longestReason = 300;

/** What checks use of the ports of the activities. */
export type ChecksDeps = Pick<Deps, 'warehouse' | 'certify' | 'statementOf' | 'now' | 'askedAs'> & {
  readonly store: {
    readonly checks: Pick<CheckStore, 'ended' | 'end' | 'keep' | 'tell'>;
  };
};

export type ChecksOptions = {
  readonly investigation: Pick<InvestigationRow, 'id' | 'owner' | 'closedDomains'>;
  /** The time that the defaults of parameters are relative to, by the clock of the data. */
  readonly nowMs: number;
  /** When no statement may run any more, epoch milliseconds. */
  readonly untilMs: number;
  /** A round of a deep investigation whose statements run anew; absent or undefined for the first. */
  readonly round?: number | undefined;
  readonly signal: AbortSignal;
};

/** How a search for a cause runs its checks and tells what they said. */
export type Checks = {
  readonly run: RunChecks;
  readonly tell: TellResult;
  readonly keep: KeepTable;
};

/**
 * The checks of one investigation. A statement runs once for the same question and parameters, also in a
 * later attempt. What cannot be looked at ends `blocked`, with what to do about it.
 *
 * Effect: statements on the warehouse; stores their ends, tables and events.
 */
export function createChecks(deps: ChecksDeps, options: ChecksOptions): Checks {
  const { store } = deps;
  const { investigation: ref } = options;
  const inTurn = createTurns(mostAtOnce);
  const ends = new Map<string, Promise<CheckEnd>>();
  const found = new Map<string, Set<EvidenceId>>();
  const told = new Map<string, number>();
  const endOf = (check: Check, key: string): Promise<CheckEnd> => {
    const known = ends.get(key);
    if (known !== undefined) return known;
    const statement = statementFor(deps, check, options.nowMs);
    const refusal = refusalOf(deps, options, check, statement, ends.size);
    if (statement === null || refusal !== null)
      return Promise.resolve(refusal ?? failed(check, 'There is no such certified question.'));
    const end = inTurn(() => runOnce(deps, options, { check, key, statement }));
    ends.set(key, end);
    return end;
  };
  return {
    run: async (hypothesis, checks) => {
      const keyed = checks.map((check) => ({ check, key: keyOf(check, options.round) }));
      await store.checks.tell(
        ref,
        keyed.map(({ check: { question }, key }) => ({
          key: `check.started:${hypothesis}:${key}`,
          type: 'check.started',
          payload: { hypothesis, question },
        })),
      );
      const all = await Promise.all(keyed.map(({ check, key }) => endOf(check, key)));
      const ids = all.flatMap((end) => (end.kind === 'rows' ? [end.table.id] : []));
      found.set(hypothesis, new Set([...(found.get(hypothesis) ?? []), ...ids]));
      return all;
    },
    tell: async (hypothesis, result) => {
      // One hypothesis may be told of several symptoms, in the same order in every attempt.
      const n = (told.get(hypothesis) ?? 0) + 1;
      told.set(hypothesis, n);
      const evidenceIds = [...(found.get(hypothesis) ?? [])];
      const payload = { hypothesis, result, evidenceIds };
      await store.checks.tell(ref, [
        {
          key: `check.finished:${hypothesis}:${options.round ? `${options.round}:` : ''}${n}`,
          type: 'check.finished',
          payload,
        },
      ]);
    },
    keep: async (table) => {
      const evidence = { ...toComputed(ref, table), ...deps.askedAs };
      await store.checks.keep(ref, evidence);
      return evidence;
    },
  };
}

/** The same for the same question and given parameters: defaults move with the clock. */
function keyOf({ question, parameters }: Check, round: number | undefined): string {
  const given = Object.entries(parameters).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify(round === undefined ? [question, given] : [question, given, round]))
    .digest('hex')
    .slice(0, 32);
}

const failed = (check: Check, reason: string): CheckEnd => ({ kind: 'failed', check, reason });

const blocked = (check: Check, what: string, remedy: string): CheckEnd => ({
  kind: 'blocked',
  check,
  missing: { what, remedy },
});

/** The statement of a check with its values; null for an unknown question. */
function statementFor(
  { statementOf }: ChecksDeps,
  { question, parameters }: Check,
  nowMs: number,
): CertifiedStatement | null {
  const certified = statementOf(question, nowMs);
  if (certified === null) return null;
  return {
    ...certified,
    parameters: certified.parameters.map((one) => ({
      ...one,
      value: parameters[one.name] ?? one.value,
    })),
  };
}

/** How a check ends that may not run; null when it may. */
function refusalOf(
  { warehouse }: ChecksDeps,
  { investigation }: ChecksOptions,
  check: Check,
  statement: CertifiedStatement | null,
  ran: number,
): CheckEnd | null {
  if (statement === null) return null;
  const { domain, title } = statement;
  const unknown = Object.keys(check.parameters).find(
    (name) => !statement.parameters.some((one) => one.name === name),
  );
  if (unknown !== undefined) return failed(check, `${check.question} has no parameter ${unknown}.`);
  if (investigation.closedDomains.includes(domain))
    return blocked(check, title, accessDenied(domain));
  if (warehouse === null) return blocked(check, title, setWarehouse);
  return ran < mostStatements
    ? null
    : blocked(
        check,
        title,
        `A search runs at most ${mostStatements} statements: ask about one object or a shorter time.`,
      );
}

type Prepared = {
  readonly check: Check;
  readonly key: string;
  readonly statement: CertifiedStatement;
};

/** Reads how the check ended before, else runs its statement and stores the end. */
async function runOnce(deps: ChecksDeps, options: ChecksOptions, one: Prepared): Promise<CheckEnd> {
  const { check, key, statement } = one;
  const { checks } = deps.store;
  const before = await checks.ended(options.investigation, key);
  if (before !== null) return toEnd(check, before);
  const end = await runInTime(deps, options, statement);
  if (end === null) {
    return blocked(
      check,
      statement.title,
      'The time of the question was too short: ask it with a larger budget.',
    );
  }
  const ending = toStored(deps, options, one, end);
  const { question } = check;
  return toEnd(check, await checks.end(options.investigation, { key, question, ending }));
}

/** Null when the time is over. */
async function runInTime(
  { warehouse }: ChecksDeps,
  { untilMs, signal }: ChecksOptions,
  statement: CertifiedStatement,
): Promise<StatementEnd | null> {
  const leftMs = untilMs - Date.now();
  if (leftMs <= 0 || warehouse === null) return null;
  const limit = AbortSignal.timeout(leftMs);
  try {
    const end = await warehouse.run(statement, AbortSignal.any([signal, limit]));
    // What ended because this step was stopped is nothing to store.
    signal.throwIfAborted();
    return end;
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return null;
    throw error;
  }
}

function toStored(
  deps: ChecksDeps,
  { investigation }: ChecksOptions,
  { key, statement }: Prepared,
  end: StatementEnd,
): StoredCheck {
  const { domain, title, sql, parameters, mostRows } = statement;
  if (end.kind === 'failed') return { kind: 'failed', reason: cut(end.reason, longestReason) };
  if (end.kind === 'denied') {
    const what = `${title} ${cut(end.reason, longestReason)}`;
    return { kind: 'blocked', missing: { what, remedy: end.remedy } };
  }
  const { kind: _, statementId, ...table } = end;
  const evidence = toEvidence(deps, {
    ...table,
    truncated: table.truncated || table.rowCount >= mostRows,
    key: `${investigation.id}:${key}`,
    domain,
    title,
    sql,
    parameters: parameters.map(({ name, value }) => ({ name, value })),
    source: {
      kind: 'warehouse',
      warehouseId: deps.warehouse?.id ?? '',
      statementId,
      fetchedAt: new Date().toISOString(),
    },
  });
  return { kind: 'rows', evidence };
}

function toEnd(check: Check, stored: StoredCheck): CheckEnd {
  if (stored.kind === 'rows') return { kind: 'rows', check, table: stored.evidence };
  return { ...stored, check };
}
