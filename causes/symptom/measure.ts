import type { Row } from './rows.ts';

/** Which columns of a series tell what object a row is about. */
export type ObjectColumns = {
  /** A column with the kind, or the kind itself where the table has only one. */
  readonly kind: { readonly column: string } | { readonly is: string };
  readonly id: string;
  /** Null where the id is the name. */
  readonly name: string | null;
  readonly workspace: string | null;
};

/** Writes a cell of a row into a sentence. */
export type Cell = (row: Row, column: string) => string;

/** A measure of objects by day, in which something can break. */
export type Measure = {
  readonly id: string;
  /** As a sentence says it: "spend". */
  readonly noun: string;
  /** Ids of the certified questions that ask for it. */
  readonly meant: readonly string[];
  /** How questions name it. */
  readonly says: RegExp;
  /** Words that mean it only where no other measure is said. */
  readonly hints?: RegExp;
  /** Words for its opposite: it falls where the measure rises. */
  readonly opposite?: RegExp;
  /** More words for it, which it shares with another measure. */
  readonly alsoSays?: RegExp;
  /** Id of the certified statement with one row per object and day. */
  readonly check: string;
  /** Type of the statement's window. */
  readonly window: 'date' | 'time';
  readonly objects: ObjectColumns;
  readonly day: string;
  /** Null where the row measures nothing. */
  readonly value: (row: Row) => number | null;
  /** False for a row that belongs to another measure of the same table. */
  readonly isOwn?: (row: Row) => boolean;
  readonly unit: string;
  /** A smaller change is no symptom, in the measure's unit. */
  readonly floor: number;
  /** Whether a day without a row is a zero or not measured. */
  readonly missing: 'zero' | 'unmeasured';
  /** Whether days add up, or only their mean says something, or only the last one. */
  readonly days: 'add' | 'mean' | 'last';
  /** Whether weekends have too little work to tell that all is well. */
  readonly restsAtWeekends?: true;
  /** Which way is bad. */
  readonly bad: 1 | -1;
  /** A column with the first instant of the day's effect. */
  readonly firstAt?: string;
  /** A column with the last instant at which a cause of the day's effect may have come. */
  readonly causeByAt?: string;
  /** The instants between which the cause must have come, where the day does not tell. */
  readonly between?: (row: Row) => {
    readonly fromMs: number | null;
    readonly toMs: number | null;
  };
  /** What happened to the object, without a full stop, by a row of its break and its level; else the noun and its numbers. */
  readonly phrase?: (cell: Cell, row: Row | null, level: Row) => string;
  /** What would show why, where no cause is found: one sentence. */
  readonly unseen: string;
  /** Whether one case is worth an explanation when somebody asks about it by name, even if it is not unusual. */
  readonly isCase?: true;
  /** Columns by which a question may narrow the rows: the table of a reader. */
  readonly narrowedBy?: readonly string[];
  /** Whether these tell which objects are meant, not which of their rows: who attacked one user, and all others. */
  readonly narrowsObjects?: true;
  /** Columns by which a question may name many objects at once: the team of a job. */
  readonly groupedBy?: readonly string[];
  /** Whether what somebody did may have been done to a table, though the rows do not tell which. */
  readonly isOnTables?: true;
  /** Those of them that are the same trouble in other words, so that they are looked for even of an object that is named. */
  readonly kin?: readonly string[];
  /** Measures that are tried as well when this one stayed as usual. */
  readonly related?: readonly string[];
};
