import { AppError } from '../../domain/errors.ts';
import type {
  FrequentQuestion,
  MemoryStore,
  Message,
  Session,
  SessionSummary,
  StoredInsight,
} from '../../domain/memory-port.ts';
import type { UnsavedStore } from '../postgres/unsaved.ts';
import type { DeltaMemory } from './memory.ts';
import { preferencesOf, withoutInvestigations, withPreferences } from './remembered.ts';
import type { KeptInsight, Remembered } from './remembered.ts';
import type { StoredMessage, StoredSummary } from './short-term.ts';

/** Questions that are shown. */
const mostShown = 20;

const open = (what: string): AppError =>
  new AppError('input.conflict', `${what} is open: wait for its end, or cancel it.`);

const toInsight = ({
  id,
  investigationId,
  domain,
  text,
  evidenceIds,
  at,
}: KeptInsight): StoredInsight => ({ id, investigationId, domain, text, evidenceIds, at });

const shownQuestions = ({ questions }: Remembered): readonly FrequentQuestion[] =>
  questions.slice(0, mostShown).map(({ question, domains, count, investigationId, at }) => ({
    question,
    domains,
    count,
    investigationId,
    at,
  }));

const toMessage = ({
  role,
  content,
  domains,
  investigationId,
  at,
  expiresAt,
}: StoredMessage): Message => ({ role, content, domains, investigationId, at, expiresAt });

const toSummary = ({
  text,
  domains,
  investigationId,
  upTo,
  expiresAt,
}: StoredSummary): SessionSummary => ({ text, domains, investigationId, upTo, expiresAt });

const withUntil = (session: Session, until: ReadonlyMap<string, string>): Session => ({
  ...session,
  contextUntil: until.get(session.id) ?? null,
});

type OfUser = Pick<
  MemoryStore,
  'insights' | 'questions' | 'deleteInsight' | 'preferences' | 'setPreferences'
>;

/** What is remembered of a user beside sessions. */
function ofUser({ long }: DeltaMemory): OfUser {
  return {
    insights: async (owner) => (await long.read(owner)).insights.map(toInsight),
    questions: async (owner) => shownQuestions(await long.read(owner)),
    deleteInsight: async (owner, id) => {
      const { insights } = await long.read(owner);
      if (!insights.some((one) => one.id === id)) return false;
      await long.change(owner, (memory) => ({
        ...memory,
        insights: memory.insights.filter((one) => one.id !== id),
      }));
      return true;
    },
    preferences: async (owner) => preferencesOf(await long.read(owner)),
    setPreferences: async (owner, values) => {
      const source = { investigationId: null, said: null, at: new Date().toISOString() };
      const settings = Object.entries(values).map(([key, value]) => ({
        // The port's keys are the only ones of this record.
        key: key as keyof typeof values,
        value: value ?? null,
        source,
      }));
      if (settings.length > 0)
        await long.change(owner, (memory) => withPreferences(memory, settings));
    },
  };
}

type Deleting = Pick<MemoryStore, 'deleteSession' | 'forget'>;

/**
 * On the warehouse first: what then fails in PostgreSQL can be repeated, and nothing is left behind. A summary
 * that was being made meanwhile is deleted after it; should that fail, it expires.
 */
function deleting(
  postgres: MemoryStore,
  unsaved: UnsavedStore,
  { short, long }: DeltaMemory,
): Deleting {
  return {
    deleteSession: async (owner, id, by = null) => {
      if (await unsaved.isOpen(owner, id)) throw open('An investigation of the session');
      if ((await postgres.known(owner, id)) !== null) {
        const ids = new Set<string>(await unsaved.idsOf(owner, id));
        await short.delete(owner, id);
        await long.change(owner, (memory) => withoutInvestigations(memory, ids));
      }
      const deleted = await postgres.deleteSession(owner, id, by);
      await short.delete(owner, id).catch(() => undefined);
      return deleted;
    },
    forget: async (owner, by = null) => {
      if (await unsaved.isOpen(owner, null)) throw open('A question');
      await Promise.all([short.delete(owner, null), long.delete(owner)]);
      const deleted = await postgres.forget(owner, by);
      await short.delete(owner, null).catch(() => undefined);
      return deleted;
    },
  };
}

/**
 * The memory that users own, on Delta tables; sessions and investigations are those of PostgreSQL.
 *
 * Effect: statements on the warehouse and in PostgreSQL, each with the owner in its predicate.
 */
export function createDeltaMemoryStore(
  postgres: MemoryStore,
  unsaved: UnsavedStore,
  memory: DeltaMemory,
): MemoryStore {
  const { short, long, known } = memory;
  return {
    ...ofUser(memory),
    ...deleting(postgres, unsaved, memory),
    known: async (owner, session) => {
      const isOthers = session !== null && (await postgres.known(owner, session)) === null;
      return isOthers ? null : known(owner, session);
    },
    sessions: async (owner, page) => {
      const [found, until] = await Promise.all([
        postgres.sessions(owner, page),
        short.until(owner),
      ]);
      return { ...found, rows: found.rows.map((session) => withUntil(session, until)) };
    },
    session: async (owner, id) => {
      const found = await postgres.session(owner, id);
      if (found === null) return null;
      const said = await short.read(owner, { session: id });
      const messages = said.messages.map(toMessage);
      const summary = said.summaries.map(toSummary).at(-1) ?? null;
      const until = messages.map(({ expiresAt }) => expiresAt).toSorted();
      return { ...found, messages, summary, contextUntil: until.at(-1) ?? null };
    },
    export: async (owner) => {
      const [all, said, remembered, until] = await Promise.all([
        postgres.export(owner),
        short.read(owner),
        long.read(owner),
        short.until(owner),
      ]);
      return {
        ...all,
        preferences: preferencesOf(remembered),
        insights: remembered.insights.map(toInsight),
        frequentQuestions: shownQuestions(remembered),
        sessions: all.sessions.map((session) => withUntil(session, until)),
        messages: said.messages.map((one) => ({ ...toMessage(one), sessionId: one.sessionId })),
        summaries: said.summaries.map((one) => ({ ...toSummary(one), sessionId: one.sessionId })),
      };
    },
  };
}
