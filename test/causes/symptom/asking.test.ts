import { describe, expect, it } from 'vitest';
import { asksAnyAct } from '../../../causes/symptom/said-in.ts';
import { askedIn } from '../../../causes/symptom/asked.ts';
import { nowMs } from '../tables.ts';

const context = { domains: [], nearest: [], nowMs, timeZone: 'UTC' };
const first = (text: string): string | undefined => askedIn(text, context).measures[0]?.id;

describe('several sentences', () => {
  it.each<[question: string, measure: string]>([
    ['Nobody touches lake.hr.pay at weekends. How come it saw so many accesses?', 'table reads'],
    ['The dashboards of finance run on bi-wide. Why has its bill shrunk?', 'cost'],
    ['load_a feeds a dashboard. Why did it not succeed on Sunday?', 'failed runs'],
    ['bi-wide was always quick. Why do people wait for it?', 'queue'],
    ['web_clicks is a small pipeline. Why did it eat so much money?', 'cost'],
    ['load_a costs 5 dollars a day. Why does it fail since Sunday?', 'failed runs'],
    ['lake.a.sums is read by many. Why is it stale?', 'stale'],
    ['The cluster of the lab trains models. Why does it idle all night?', 'idle hours'],
    ['Untagged spend made a step up. Why does it cost so much?', 'untagged spend'],
    ['Failed logins of six people. What is behind it?', 'logins'],
    ['Card events have not been coming in since Sunday. What broke?', 'stale'],
    ['web_clicks costs four times as much. So what happened?', 'cost'],
  ])('are about what the one says that asks: %s', (question, measure) => {
    expect(first(question)).toBe(measure);
  });
});

describe('a kind of thing', () => {
  it.each<[question: string, measure: string]>([
    ['how come every single pipeline update of the cards team ends red', 'failed updates'],
    ['pipeline runtime in prod-us more than doubled', 'update hours'],
    ['why do the DLT pipelines crash', 'failed updates'],
    ['why do the queries take so long', 'latency'],
    ['the run time of our pipelines went up, why', 'update hours'],
    ['why is the chatbot broken', 'endpoint errors'],
    ['cluster usage at three in the morning, how come', 'idle hours'],
    ['why is the cluster busy while everybody is asleep', 'idle hours'],
  ])('is kept: %s', (question, measure) => {
    expect(first(question)).toBe(measure);
  });

  it.each<[question: string, measure: string]>([
    ['why do jobs crash', 'failed runs'],
    ['why do jobs take so long', 'duration'],
    ['cluster costs at night rose, why', 'cost'],
    ['why do clusters cost more', 'cost'],
  ])('is no other: %s', (question, measure) => {
    expect(first(question)).toBe(measure);
  });
});

describe('whatever somebody did', () => {
  it.each<string>([
    'My after-hours report for Friday has one user with 25 actions in 25 minutes',
    'who did two dozen things between 11 pm and midnight on Friday',
    'the audit log has a series of events around eleven',
    'somebody shows up in the out-of-hours list of last week',
    'what were the night-time users up to',
    'there were many operations outside of office hours',
    'thirty actions of one account at noon',
    'a bunch of events on Sunday night',
  ])('is asked about: %s', (text) => {
    expect(asksAnyAct(text)).toBe(true);
  });

  it.each<string>([
    'why is after-hours spend so high',
    'thirty failed logins in 20 minutes',
    'why were there so many failed runs at night',
    'a series of charts is empty',
    'many tables are late',
    'two dozen tokens outside of office hours',
    'ann@x.org did 25 things on Friday',
    'the cluster runs outside of business hours',
  ])('is not: %s', (text) => {
    expect(asksAnyAct(text)).toBe(false);
  });
});
