/** When something is done again: by a cron expression of five fields, or every so many minutes. One of both is set. */
export type OwnSchedule = {
  readonly cron: string | null;
  readonly everyMinutes: number | null;
  /** IANA. */
  readonly timeZone: string;
};

/** What somebody has on a schedule: a watch or a digest. */
export type Scheduled = {
  readonly id: string;
  readonly owner: string;
  readonly spec: { readonly schedule: OwnSchedule };
  /** ISO-8601 UTC. */
  readonly pausedAt: string | null;
};

/** The schedules of one kind of things. */
export type OwnSchedules = {
  /** Makes the schedule, or brings it in line; a paused one starts nothing. */
  readonly put: (one: Scheduled) => Promise<void>;
  /** One that is gone is no failure. */
  readonly remove: (id: string) => Promise<void>;
  /** Starts a run now, unless one is going on. */
  readonly trigger: (id: string) => Promise<void>;
};

/** What things on a schedule are. */
export type OwnScheduleKind = 'watch' | 'digest';

/** The id of the schedule of one of them, and what the ids of its runs begin with. */
export const ownScheduleId = (kind: OwnScheduleKind, id: string): string => `${kind}-${id}`;
