import type { Settings } from './settings.ts';

/** What schedules do for people. */
export type ScheduledWork = {
  readonly corrections: {
    /** Statements of a UTC day that look at answers again; 0 for none. */
    readonly statementsPerDay: number;
  };
  readonly digests: {
    /** Where reports are posted that say so; its path is a secret. */
    readonly webhookUrl: string | null;
  };
};

/** Pure. */
export const scheduledWork = (s: Settings): ScheduledWork => ({
  corrections: { statementsPerDay: s.CORRECTION_STATEMENTS_PER_DAY },
  digests: { webhookUrl: s.DIGEST_WEBHOOK_URL },
});
