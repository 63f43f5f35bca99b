import { describe, expect, it } from 'vitest';
import { saidIn } from '../../../causes/symptom/said-in.ts';

const said = (text: string) => saidIn(text).map(({ id }) => id);

/** What people say of each measure, and what is meant of something else. */
const wordings: Readonly<
  Record<string, { readonly of: readonly string[]; readonly not: readonly string[] }>
> = {
  stale: {
    of: [
      'the table has not moved since Sunday',
      "why does it still show Saturday's figures",
      'the numbers are four days old',
      'why is the table two days behind',
      'it is stuck at the 14th',
      'the newest entry is from last Thursday',
      'no commit arrived since Friday',
      'card events have stopped flowing',
      "the report doesn't get any rows any more",
      'why is it behind since the weekend',
      'it comes in later each day',
      'card events have not been coming in since Sunday',
      'the scores show up much later than before',
    ],
    not: ['what is behind the failed runs', 'why did it run late on Friday night', 'a red job'],
  },
  'failed runs': {
    of: [
      'the load has not got through once',
      'there was not one success this week',
      'it dies after four minutes',
      'why does the load give up each night',
      'it never made it to the end',
      'no good run since Sunday',
      'not a single run succeeded',
      'the load bailed out again',
      'it stopped after only two minutes',
      "hasn't completed since Sunday",
    ],
    not: [
      'it is not finished in time',
      'the table is old',
      'why is it so expensive',
      'spend, broken down by team',
      'break it down to a reason',
    ],
  },
  rows: {
    of: [
      'the charts dropped by 70 percent',
      'why are there fewer readings',
      'we get a third of the measurements',
      'the table is incomplete',
      'why was it flagged unhealthy',
      'dashboards show only half',
      'half of the observations are missing',
      'sensor data has been shrinking',
      'values fell to a quarter',
      'they lack two thirds of their sensor values',
      'we miss most of the signals',
    ],
    not: ['cost figures dropped', 'the volume scanned was huge', 'the readers of the report'],
  },
  'untagged spend': {
    of: [
      '75 dollars a day without an owner',
      'spend that we cannot assign to anybody',
      'why can less of our spend be allocated',
      'it no longer counts for marketing',
      "it is nobody's spend",
      'why is so much unattributed',
      "money moved into the 'no team' bucket",
      'spend of unknown team grows',
      'the share of spend with a team fell',
      'it is not charged to sales any more',
      "it isn't shown under marketing any more",
      "why can't I allocate 75 dollars a day",
      'we are unable to charge it to anybody',
      'nobody can attribute this spend',
      "we couldn't map it to a team",
      "it can't be found in marketing's report",
      'it vanished from the chargeback of sales',
      'it is not part of the bill of sales any more',
    ],
    not: ['why did spend rise', 'why does the sales team pay more', 'it can be read by nobody'],
  },
  'refused access': {
    of: [
      'who took the read permission on the table away from the loader',
      'somebody revoked its access',
      'the loader is kept out of the table',
      'it was shut out from the catalog',
      'they are locked out of the schema',
      'which permission did the loader lose',
      'the rights were withdrawn',
      'it is blocked from reading',
      'what did etl-eu-runners lose, and through whom',
    ],
    not: [
      'what took place right before the permission changes',
      'the load is kept running',
      'the rows were taken from the source',
    ],
  },
  logins: {
    of: [
      'somebody tried to get into six of our accounts',
      'several accounts were tried with bad credentials',
      'was there password spraying',
      'somebody guessed passwords',
      'thirty bad-password events',
      'sign-ins were rejected',
      'a brute force attack',
      'authentications failed',
      'who hacked us',
      'he was locked out of his account',
    ],
    not: ['the account got expensive', 'who made credentials', 'the job was rejected'],
  },
  tokens: {
    of: [
      'credential creation went through the roof',
      'somebody generated API keys',
      'two dozen PATs appeared',
      'new credentials were issued at night',
      'the creation of personal access tokens',
      'who minted so many tokens',
      'access keys mushroomed',
      'why so many secret keys',
    ],
    not: ['bad credentials were tried', 'the key column is empty', 'who logged in'],
  },
  'admin rights': {
    of: [
      'he has more power than he should',
      'she can suddenly do everything',
      'an outsider became a superuser',
      'who got full control',
      'he can see whatever he likes',
      'why did his role change',
      'somebody was promoted to administrator',
      'who escalated his privileges',
    ],
    not: ['power bi is slow', 'we can see a rise of spend', 'the report is empty'],
  },
  spill: {
    of: [
      'statements no longer fit in memory',
      'queries stopped fitting into memory',
      'it runs out of RAM',
      'joins are too big for memory',
      'memory pressure on the warehouse',
      'it overflows to disk',
      'statements write to local disk',
      'they exceed the memory',
    ],
    not: ['the disk of the cluster is full', 'memorable numbers', 'why is it slow'],
  },
  'mean time': {
    of: [
      'mean statement time tripled',
      'the average query time is up',
      'why did the median duration of queries rise',
      'average response time went up',
      'typical query takes longer',
      'the mean time per query rose',
      'queries took three times as long on average',
      'average latency is up',
    ],
    not: ['why is p95 up', 'what do you mean by that', 'average spend rose'],
  },
  'failed queries': {
    of: [
      'all statements on the warehouse fail',
      'so many failed queries today',
      'queries keep failing with errors',
      'errors of our statements doubled',
      'why were aborted queries so many',
      'sql crashes on the warehouse',
      'half of the statements ended in errors',
      'failing statements since Monday',
    ],
    not: ['failed runs of jobs', 'statements are slow', 'queries wait', 'failed logins'],
  },
  'idle hours': {
    of: [
      'it was never shut down',
      'the cluster stayed up all weekend',
      "it hasn't been switched off",
      'nobody is on it, doing nothing',
      'it never goes to sleep',
      'why is it on around the clock',
      'it has been up day and night',
      'a cluster is unattended',
      'it ran 120 hours in a row',
      'usage at 3 in the morning',
      'why are there clusters awake on Saturday and Sunday',
    ],
    not: ['the job was switched on', 'the endpoint is down', 'why is it stale'],
  },
  'missing runs': {
    of: [
      "the load doesn't start any more",
      'its schedule was turned off',
      'it was not triggered since Saturday',
      'the load has gone silent',
      "it hasn't been launched",
      'no runs at all',
      'the trigger never fired',
      'it skipped three nights',
      'it stopped being scheduled',
      'it shows zero failures and zero successes',
      'it has produced nothing since the weekend',
      "it hasn't delivered anything for days",
    ],
    not: ['it never finished in time', 'spend has gone down', 'it runs too long'],
  },
};

describe.each(Object.entries(wordings))('%s', (measure, { of, not }) => {
  it.each(of)('is said by: %s', (text) => {
    expect(said(text)).toContain(measure);
  });

  it.each(not)('is not said by: %s', (text) => {
    expect(said(text)).not.toContain(measure);
  });
});
