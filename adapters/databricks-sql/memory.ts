import { asAppError } from '../../domain/errors.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { KnownMemory } from '../../domain/memory-port.ts';
import type { ToRemember } from '../postgres/unsaved.ts';
import type { SqlDriver } from './driver.ts';
import { createLongTerm } from './long-term.ts';
import type { LongTerm } from './long-term.ts';
import { preferencesOf, withLeft, withPreferences } from './remembered.ts';
import { createShortTerm } from './short-term.ts';
import { historyIn, mostRead } from './session-history.ts';
import type { ShortTerm } from './short-term.ts';

/** Full names of the two tables. */
export type MemoryTables = { readonly shortTerm: string; readonly longTerm: string };

/** Memory on a SQL warehouse. */
export type DeltaMemory = {
  readonly short: ShortTerm;
  readonly long: LongTerm;
  /** Saves what an investigation leaves; a second call changes nothing. */
  readonly save: (ref: InvestigationRef, asked: ToRemember, ttlHours: number) => Promise<void>;
  /** What is known when a question is asked; when it cannot be read in time, nothing, with the reason. */
  readonly known: (
    owner: string,
    session: string | null,
    options?: { readonly beforeUs?: string; readonly limitMs?: number },
  ) => Promise<KnownMemory>;
};

/** A name of three parts as it stands in a statement. Pure. */
export const quotedName = (name: string): string =>
  name
    .split('.')
    .map((part) => `\`${part}\``)
    .join('.');

const nothingSaid = { messages: [], summaries: [] };

function messagesOf(ref: InvestigationRef, asked: ToRemember, ttlHours: number) {
  const { sessionId, domains, atUs } = asked;
  const of = { sessionId, owner: ref.owner, investigationId: ref.id, domains, atUs };
  const ttlMs = ttlHours * 3_600_000;
  if (asked.answer === null) return [];
  return [
    { ...of, role: 'user' as const, content: asked.question, ttlMs },
    { ...of, role: 'assistant' as const, content: asked.answer, ttlMs },
  ];
}

/**
 * Opens memory on two Delta tables.
 *
 * Effect: statements on the warehouse, each with the owner in its predicate.
 */
export function createDeltaMemory(driver: SqlDriver, tables: MemoryTables): DeltaMemory {
  const short = createShortTerm(driver, quotedName(tables.shortTerm));
  const long = createLongTerm(driver, quotedName(tables.longTerm));
  return {
    short,
    long,
    save: async (ref, asked, ttlHours) => {
      const { learned, leaves, at } = asked;
      const source = { investigationId: ref.id, at };
      const settings = learned.map(({ key, value, said }) => ({
        key,
        value,
        source: { ...source, said },
      }));
      const isAnswered = asked.answer !== null && leaves !== null;
      const changed = settings.length > 0 || isAnswered;
      // No transaction spans two tables: each half is saved once, whichever was saved before.
      await Promise.all([
        short.save(messagesOf(ref, asked, ttlHours)),
        changed
          ? long.change(ref.owner, (memory) => {
              const set = withPreferences(memory, settings);
              if (!isAnswered) return set;
              return withLeft(set, { ...asked, investigationId: ref.id, leaves });
            })
          : undefined,
      ]);
    },
    known: async (owner, session, { beforeUs, limitMs } = {}) => {
      try {
        const of = { newest: mostRead, ...(beforeUs === undefined ? {} : { beforeUs }) };
        const [said, remembered] = await Promise.all([
          session === null ? nothingSaid : short.read(owner, { ...of, session }, limitMs),
          long.read(owner, limitMs),
        ]);
        return { history: historyIn(said), preferences: preferencesOf(remembered) };
      } catch (error) {
        const { message } = asAppError(error);
        return { history: { messages: [] }, preferences: [], unavailable: message };
      }
    },
  };
}
