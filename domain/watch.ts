import type { InvestigationInput } from './investigation.ts';
import type { OwnSchedule } from './own-schedules.ts';
import type { AlertColumn } from './proposals.ts';

/** How a number is compared with a bound: only orders, as a number is rarely equal to one. */
export const watchOperators = [
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
] as const;
export type WatchOperator = (typeof watchOperators)[number];

/**
 * What a watch waits for in each object of a certified question. `times` checks in a row must agree before
 * an object fires or recovers, so that one bad check is no alarm; and an object that fires recovers only
 * beyond `recoversAt`, so that a number that swings around the threshold does not fire again and again.
 */
export type WatchCondition = {
  readonly column: string;
  readonly operator: WatchOperator;
  readonly threshold: number;
  readonly recoversAt: number;
  readonly times: number;
};

/** Hours of the wall clock in which nobody is told, as `22:00`; over midnight where `to` is earlier. */
export type QuietHours = { readonly from: string; readonly to: string };

/** What its owner says of a watch. */
export type WatchSpec = {
  /** Unique among those of its owner. */
  readonly name: string;
  /** Id of a certified question. */
  readonly question: string;
  /** Values of its parameters; times are relative to the check, such as `now-24h`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly condition: WatchCondition;
  readonly schedule: OwnSchedule;
  readonly quietHours: QuietHours | null;
  /** Checks of a UTC day after which none is made. */
  readonly statementsPerDay: number;
  /** Whether a deep investigation is asked when it fires. */
  readonly investigate: boolean;
};

export const watchStates = ['new', 'ok', 'firing', 'unknown'] as const;
/** `new` before its first check; `unknown` when the newest check could not be evaluated. */
export type WatchState = (typeof watchStates)[number];

/** Why a check could not be evaluated, and what to do about it; empty where nothing can be done. */
export type WatchDetail = { readonly reason: string; readonly remedy: string };

/** An object that fires, or that was beyond its bound at the newest checks. Times are ISO-8601 UTC. */
export type WatchedObject = {
  /** Its key columns as JSON. */
  readonly key: string;
  /** Its name, else its key; empty for the one object of a question without keys. */
  readonly label: string;
  readonly state: 'ok' | 'firing';
  /** Checks in a row that speak against its state. */
  readonly streak: number;
  /** Null where the newest check had no row of it. */
  readonly value: number | null;
  readonly since: string;
  /** Whether its owner was told that it fires. */
  readonly isTold: boolean;
  readonly acknowledgedAt: string | null;
};

export type WatchRef = { readonly id: string; readonly owner: string };

/** A watch as it is stored. Times are ISO-8601 UTC. */
export type Watch = WatchRef & {
  readonly spec: WatchSpec;
  /** The groups that its owner was in when it was made, by which its domain is open or closed. */
  readonly groups: readonly string[];
  readonly state: WatchState;
  readonly detail: WatchDetail | null;
  readonly objects: readonly WatchedObject[];
  readonly pausedAt: string | null;
  readonly snoozedUntil: string | null;
  readonly checkedAt: string | null;
  readonly statementsToday: number;
  readonly createdAt: string;
};

export const watchEventKinds = [
  'created',
  'fired',
  'told',
  'recovered',
  'unknown',
  'known',
  'changed',
  'paused',
  'resumed',
  'snoozed',
  'acknowledged',
] as const;
export type WatchEventKind = (typeof watchEventKinds)[number];

/** Why nobody was told of what fires: hours that are quiet, or its owner does not want to know now. */
export type WatchHold = 'quiet_hours' | 'snoozed';

/** One line of a watch. `n` counts from 1; `objects` are those that it is about. */
export type WatchEvent = {
  readonly n: number;
  readonly at: string;
  readonly kind: WatchEventKind;
  readonly objects: readonly Pick<WatchedObject, 'label' | 'value'>[];
  readonly held: WatchHold | null;
  readonly detail: WatchDetail | null;
  /** The deep investigation that was asked; null where none was. */
  readonly investigationId: string | null;
};

export const watchCheckKinds = ['rows', 'unknown', 'ceiling', 'paused'] as const;

/** One check: what it came to, and how many objects were beyond the bound. */
export type WatchCheck = {
  readonly at: string;
  readonly kind: (typeof watchCheckKinds)[number];
  readonly beyond: number;
};

/** A certified question as a watch reads it. */
export type WatchedQuestion = {
  readonly id: string;
  readonly domain: string;
  readonly question: string;
  readonly sql: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly value: string;
  }[];
  readonly columns: readonly (AlertColumn & {
    readonly is: 'key' | 'label' | 'time' | 'measure';
    readonly unit: string | null;
  })[];
  /** Names of the columns that tell one row from another. */
  readonly keys: readonly string[];
  /** With so many rows others may have been cut off. */
  readonly mostRows: number;
  /** The period of each row, and how late its rows arrive; null where a row is no period. */
  readonly periods: { readonly column: string; readonly lagMs: number } | null;
};

export type WatchSteps = {
  /** Checks a watch once for a key; says the number of the event that an investigation is asked for. */
  readonly checkWatch: (args: {
    readonly ref: WatchRef;
    readonly key: string;
  }) => Promise<{ readonly state: WatchState | 'gone'; readonly investigate: number | null }>;
  /** Admits the investigation of an event of a watch. */
  readonly investigateWatch: (args: {
    readonly ref: WatchRef;
    readonly n: number;
  }) => Promise<WatchAdmission>;
};

/** `input` is the workflow's; null where it runs already. */
export type WatchAdmission =
  | { readonly kind: 'admitted'; readonly input: InvestigationInput | null }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'refused'; readonly reason: string };

/** Attempts of a check after which it counts as not evaluated. */
export const mostWatchAttempts = 3;
/** Investigations that a watch asks for in a UTC day. */
export const mostWatchInvestigations = 3;
/** Watches of one owner. */
export const mostWatches = 50;

const words: Readonly<Record<WatchOperator, string>> = {
  GREATER_THAN: 'above',
  GREATER_THAN_OR_EQUAL: 'at or above',
  LESS_THAN: 'below',
  LESS_THAN_OR_EQUAL: 'at or below',
};

/** A condition in words: `failed_runs is above 20`. Pure. */
export const watchText = ({ column, operator, threshold }: WatchCondition): string =>
  `${column} is ${words[operator]} ${threshold}`;

/** What an event says of objects. Pure. */
export const shownObjects = (objects: readonly WatchedObject[]): WatchEvent['objects'] =>
  objects.map(({ label, value }) => ({ label, value }));

/** What the investigation of firing objects is asked: about the worst of them. Pure. */
export function watchQuestion(
  { name, condition }: WatchSpec,
  question: string,
  objects: readonly Pick<WatchedObject, 'label' | 'value'>[],
): string {
  const [worst] = objects;
  const of = worst === undefined || worst.label === '' ? '' : ` of ${worst.label}`;
  const what = condition.column.replaceAll('_', ' ');
  const more = objects.length > 1 ? ` ${objects.length - 1} more are, too.` : '';
  return `Why is the number of ${what}${of} ${words[condition.operator]} ${condition.threshold}?${more} The watch ${name} asks: ${question}`;
}
