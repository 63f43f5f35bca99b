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
  readonly webhooks: {
    /** Which addresses the webhooks of people may have: those of the internet, or this machine's too. */
    readonly reach: 'public' | 'loopback';
  };
};

/** Pure. */
export const scheduledWork = (s: Settings): ScheduledWork => ({
  corrections: { statementsPerDay: s.CORRECTION_STATEMENTS_PER_DAY },
  digests: { webhookUrl: s.DIGEST_WEBHOOK_URL },
  webhooks: { reach: s.WEBHOOK_LOOPBACK === 'on' ? 'loopback' : 'public' },
});
