import { accessDenied, mayAsk } from '../../domain/access.ts';
import { isDomain } from '../../domain/domains.ts';
import { asAppError, failures } from '../../domain/errors.ts';
import { setWarehouse } from '../../domain/hints.ts';
import { cut, storable } from '../../domain/text.ts';
import { objectsIn, stepObjects } from '../../domain/watch-check.ts';
import type { Sight } from '../../domain/watch-check.ts';
import type { NewWatchEvent, WatchSettled } from '../../domain/watch-ports.ts';
import { mostWatchAttempts, shownObjects } from '../../domain/watch.ts';
import type { Watch, WatchCheck, WatchDetail, WatchHold, WatchSteps } from '../../domain/watch.ts';
import { isQuiet } from '../../language/quiet-hours.ts';
import type { Attempt } from '../run.ts';
import type { WatchDeps } from './deps.ts';

/** UTF-16 units. */
const longestReason = 500;
const longestLabel = 200;

/** What a check saw, or why it saw nothing. */
type Look =
  | { readonly kind: 'rows'; readonly sight: Sight }
  | { readonly kind: Exclude<WatchCheck['kind'], 'rows'>; readonly detail: WatchDetail };

type Args = Parameters<WatchSteps['checkWatch']>[0];

/**
 * Checks a watch: runs its question, and stores what its objects come to. Once for a key, so that another
 * attempt changes nothing.
 *
 * Effect: one statement on the warehouse, if its owner may ask the domain and the day has one left.
 *
 * @throws {AppError} `upstream.down` and the like, before the last attempt.
 */
export async function checkWatch(
  deps: WatchDeps,
  { ref, key }: Args,
  { signal, attempt }: Attempt,
): ReturnType<WatchSteps['checkWatch']> {
  const { watches } = deps;
  const watch = await watches.find(ref);
  if (watch === null) return { state: 'gone', investigate: null };
  const before = await watches.ended(ref, key);
  if (before !== null) return before;
  const seen = await look(deps, watch, signal, attempt);
  const hold = (now: Watch) => holdOf(now, Date.now());
  const end = await watches.end(ref, key, (now) => settled(now, seen, hold(now)));
  return end ?? { state: 'gone', investigate: null };
}

const unknown = (reason: string, remedy = ''): Look => ({
  kind: 'unknown',
  detail: {
    reason: cut(storable(reason), longestReason),
    remedy: cut(storable(remedy), longestReason),
  },
});

async function look(
  deps: WatchDeps,
  watch: Watch,
  signal: AbortSignal,
  attempt: number,
): Promise<Look> {
  const { spec } = watch;
  if (watch.pausedAt !== null) return { kind: 'paused', detail: { reason: '', remedy: '' } };
  const question = deps.questionOf(spec);
  if (question === null)
    return unknown(`${spec.question} is no certified question any more.`, 'Delete this watch.');
  const principal = { id: watch.owner, groups: watch.groups };
  if (isDomain(question.domain) && !mayAsk(deps.domainAccess, principal, question.domain))
    return unknown(accessDenied(question.domain));
  if (deps.warehouse === null) return unknown('No SQL warehouse is set.', setWarehouse);
  if (!(await deps.watches.takeStatement(watch, spec.statementsPerDay)))
    return {
      kind: 'ceiling',
      detail: {
        reason: `The ${spec.statementsPerDay} statements of this UTC day are used up.`,
        remedy: 'Raise statementsPerDay, or check less often.',
      },
    };
  try {
    const end = await deps.warehouse.run(question, signal);
    if (end.kind === 'denied') return unknown(end.reason, end.remedy);
    if (end.kind === 'failed') return unknown(end.reason);
    const sight = objectsIn(question, spec.condition, end, deps.now());
    const objects = sight.objects.map((one) => ({
      ...one,
      label: cut(storable(one.label).replaceAll(/\s+/g, ' '), longestLabel),
    }));
    return { kind: 'rows', sight: { ...sight, objects } };
  } catch (thrown) {
    signal.throwIfAborted();
    const error = asAppError(thrown);
    if (failures[error.code].retried && attempt < mostWatchAttempts) throw thrown;
    return unknown(error.message);
  }
}

function holdOf({ spec, snoozedUntil }: Watch, nowMs: number): WatchHold | null {
  if (snoozedUntil !== null && nowMs < Date.parse(snoozedUntil)) return 'snoozed';
  return isQuiet(spec.quietHours, spec.schedule.timeZone, nowMs) ? 'quiet_hours' : null;
}

/** Without rows the objects stay as they were: nobody knows better. */
function notSeen(watch: Watch, { kind, detail }: Exclude<Look, { kind: 'rows' }>): WatchSettled {
  const isOff = kind === 'paused';
  const isNews = !isOff && watch.state !== 'unknown';
  return {
    state: isOff ? watch.state : 'unknown',
    detail: isOff ? watch.detail : detail,
    objects: watch.objects,
    beyond: 0,
    kind,
    events: isNews ? [{ kind: 'unknown', detail }] : [],
    investigate: null,
  };
}

/** What a look makes of a watch. Pure. */
function settled(watch: Watch, seen: Look, hold: WatchHold | null): WatchSettled {
  if (seen.kind !== 'rows') return notSeen(watch, seen);
  const { spec } = watch;
  const at = new Date().toISOString();
  const step = stepObjects(spec.condition, watch.objects, seen.sight, { at, hold });
  const isFirstTold = step.told.length > 0 && step.told.length === step.fired.length;
  const events: readonly NewWatchEvent[] = [
    ...(watch.state === 'unknown' ? [{ kind: 'known' } as const] : []),
    ...(step.recovered.length > 0
      ? [{ kind: 'recovered', objects: shownObjects(step.recovered) } as const]
      : []),
    ...(step.fired.length > 0
      ? [{ kind: 'fired', objects: shownObjects(step.fired), held: hold } as const]
      : []),
    // Those that fired while nobody was to be told, and what has fired just now.
    ...(step.told.length > 0 && !isFirstTold
      ? [{ kind: 'told', objects: shownObjects(step.told) } as const]
      : []),
  ];
  return {
    state: step.objects.some(({ state }) => state === 'firing') ? 'firing' : 'ok',
    detail: null,
    objects: step.objects,
    beyond: step.beyond,
    kind: 'rows',
    events,
    investigate: spec.investigate && step.told.length > 0 ? events.length - 1 : null,
  };
}
