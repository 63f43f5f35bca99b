import { setTimeout as delay } from 'node:timers/promises';
import { AppError, asAppError } from '../../domain/errors.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { KeepingStore } from '../../domain/keeping.ts';
import type { WorkStore } from '../../domain/worker-ports.ts';
import type { UnsavedStore } from '../postgres/unsaved.ts';
import type { DeltaMemory } from './memory.ts';
import { historyIn, mostRead } from './session-history.ts';
import { createDeltaSummaries } from './summaries.ts';
import { recall } from './remembered.ts';

/** Below the 10 s that the step has: what takes longer is told, and saved later. */
const saveMs = 8_500;
const historyMs = 3_000;

const tooSlow = `Databricks SQL did not save it within ${saveMs} ms; it is saved later.`;
const notInTime = 'It was not saved before the investigation ended; it is saved later.';

/**
 * The store of the worker with memory on Delta tables. A failure there loses no answer and delays none: what
 * cannot be read is left out, and told; what cannot be saved is told, and repaired by a schedule.
 *
 * Effect: statements on the warehouse beside those of `work`.
 */
export function withDeltaMemory(
  work: WorkStore,
  unsaved: UnsavedStore,
  memory: DeltaMemory,
): WorkStore {
  return {
    ...work,
    summaries: createDeltaSummaries(work.summaries, unsaved, memory),
    routingStart: async (ref, withinMs) => {
      const [start, moment] = await Promise.all([work.routingStart(ref), unsaved.moment(ref)]);
      if (start.committed !== null || moment === null) return start;
      const options = {
        beforeUs: moment.atUs,
        ...(withinMs === undefined ? {} : { limitMs: withinMs }),
      };
      return { ...start, memory: await memory.known(ref.owner, moment.sessionId, options) };
    },
    history: async (ref, terms = []) => {
      const [moment, routed] = await Promise.all([unsaved.moment(ref), work.committedRouting(ref)]);
      // What did not answer for the routing is not waited for a second time.
      const isMissing = routed?.degraded.some(({ part }) => part === 'memory') ?? false;
      if (moment === null || isMissing) return { messages: [] };
      const { sessionId, atUs, at } = moment;
      const of = { session: sessionId, beforeUs: atUs, newest: mostRead };
      const [said, remembered] = await Promise.all([
        memory.short.read(ref.owner, of, historyMs),
        memory.long.read(ref.owner, historyMs),
      ]).catch(() => [{ messages: [], summaries: [] }, null] as const);
      const history = historyIn(said);
      const recalled =
        remembered === null ? [] : recall(remembered, { sessionId, before: at, terms });
      return recalled.length === 0 ? history : { ...history, recalled };
    },
    remember: async (ref, ttlHours) => {
      const failure = await failureOf(save(unsaved, memory, ref, ttlHours));
      await unsaved.note(ref, failure);
    },
    conclude: async (ref, end) => {
      if (end.status !== 'cancelled') await unsaved.noteIfUnsaved(ref, notInTime);
      return work.conclude(ref, end, null);
    },
  };
}

async function save(
  unsaved: UnsavedStore,
  memory: DeltaMemory,
  ref: InvestigationRef,
  ttlHours: number,
): Promise<void> {
  const asked = await unsaved.read(ref);
  if (asked !== null) await memory.save(ref, asked, ttlHours);
}

/** Why work failed, or did not end in time; null when it is done. */
async function failureOf(work: Promise<void>): Promise<string | null> {
  const ended = new AbortController();
  const late = delay(saveMs, undefined, { signal: ended.signal }).then(() => {
    throw new AppError('upstream.down', tooSlow);
  });
  late.catch(() => undefined);
  try {
    await Promise.race([work, late]);
    return null;
  } catch (error) {
    work.catch(() => undefined);
    return asAppError(error).message;
  } finally {
    ended.abort();
  }
}

/**
 * Keeps Delta tables beside PostgreSQL: repairs what could not be saved, deletes what has expired.
 *
 * Effect: as `keeping`; a warehouse that does not answer leaves it for the next time.
 */
export function withDeltaKeeping(
  keeping: KeepingStore,
  unsaved: UnsavedStore,
  memory: DeltaMemory,
): KeepingStore {
  return {
    ...keeping,
    repairMemory: async (ttlHours, limit) => {
      let repaired = 0;
      for (const ref of await unsaved.failed(limit)) {
        // Another one may fail for itself; a warehouse that is down fails them all.
        try {
          await save(unsaved, memory, ref, ttlHours);
        } catch (error) {
          if (asAppError(error).code === 'upstream.down') break;
          continue;
        }
        await unsaved.repaired(ref);
        repaired += 1;
      }
      return repaired;
    },
    deleteExpired: async (limit) => {
      const deleted = await keeping.deleteExpired(limit);
      await Promise.all([memory.short.deleteExpired(), memory.long.deleteExpired()]).catch(
        () => undefined,
      );
      return deleted;
    },
  };
}
