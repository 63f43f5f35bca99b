import type { CertifiedStatement } from '../activities/deps.ts';
import { namedKinds, type KnownName, type NamedKind } from '../domain/known-names.ts';
import type { Clock } from '../domain/clock.ts';
import type { StatementEnd, Warehouse } from '../domain/warehouse.ts';
import { indexNames, noNames, type NameIndex } from '../language/known-names.ts';

const question = 'unified/known_names';
/** Names change slowly, and people are read from a large table. */
const readEveryMs = 6 * 60 * 60 * 1000;
/** A warehouse that could not be asked is asked again after this time. */
const againAfterMs = 5 * 60 * 1000;
const limitMs = 60_000;

export type KnownNamesOptions = {
  /** Null where none is set: then no names are known. */
  readonly warehouse: Warehouse | null;
  readonly statementOf: (id: string, nowMs: number) => CertifiedStatement | null;
  /** The clock of the data. */
  readonly now: Clock;
  readonly warn: (facts: object, message: string) => void;
};

/** The names of the platform, read again from time to time while questions are asked. */
export type NamesOfPlatform = {
  /** Those that were read last; nobody waits for them. */
  readonly current: () => NameIndex;
  /** Ends when names have been read, or could not be. */
  readonly read: () => Promise<void>;
};

/**
 * Creates the names by which questions are understood. They are those that the worker's own identity sees.
 *
 * Effect: a statement on the warehouse at the first question and every six hours.
 */
export function createKnownNames(options: KnownNamesOptions): NamesOfPlatform {
  let index = noNames;
  let nextAtMs = 0;
  let reading: Promise<void> | null = null;
  const readNow = async (): Promise<void> => {
    const names = await namesOf(options).catch((err: unknown) => {
      options.warn({ err }, 'the names of the platform could not be read');
      return null;
    });
    nextAtMs = Date.now() + (names === null ? againAfterMs : readEveryMs);
    if (names !== null) index = indexNames(names);
  };
  const read = async (): Promise<void> => {
    if (options.warehouse === null) return;
    reading ??= readNow().finally(() => (reading = null));
    await reading;
  };
  return {
    read,
    current: () => {
      if (Date.now() >= nextAtMs) void read();
      return index;
    },
  };
}

/** Null when the warehouse gave no rows. */
async function namesOf({
  warehouse,
  statementOf,
  now,
  warn,
}: KnownNamesOptions): Promise<readonly KnownName[] | null> {
  const statement = statementOf(question, now());
  if (warehouse === null || statement === null) return null;
  const end = await warehouse.run(statement, AbortSignal.timeout(limitMs));
  if (end.kind === 'rows') return toNames(end);
  warn({ reason: end.reason }, 'the names of the platform could not be read');
  return null;
}

const isNamedKind = (kind: unknown): kind is NamedKind => namedKinds.some((one) => one === kind);

function toNames({ columns, rows }: Extract<StatementEnd, { kind: 'rows' }>): readonly KnownName[] {
  const [kindAt, nameAt] = ['kind', 'object_name'].map((column) =>
    columns.findIndex(({ name }) => name === column),
  ) as [number, number];
  const names = rows.flatMap((row): KnownName[] => {
    const [kind, name] = [row[kindAt], row[nameAt]];
    return isNamedKind(kind) && typeof name === 'string' && name !== '' ? [{ kind, name }] : [];
  });
  // The same name may be there once a workspace.
  const byName = new Map(names.map((one) => [`${one.kind} ${one.name}`, one]));
  return [...byName.values()];
}
