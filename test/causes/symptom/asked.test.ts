import { describe, expect, it } from 'vitest';
import { askedIn, domainAsked } from '../../../causes/symptom/asked.ts';
import { symptomsIn } from '../../../causes/symptom/symptoms-in.ts';
import { nowMs } from '../tables.ts';

const context = { domains: [], nearest: [], nowMs, timeZone: 'UTC' };
const ask = (question: string) => askedIn(question, context);

describe('a question about a cause', () => {
  it('that names somebody and no measure is about what they did', () => {
    const { measures, said } = ask('Why was ana@example.com so active late on Friday night?');
    expect(said).toEqual([]);
    expect(measures.map(({ id }) => id)).toEqual(['admin rights', 'tokens', 'reads']);
  });

  it.each<[question: string, measure: string]>([
    ['why did our spend jump yesterday?', 'cost'],
    ['how come the untagged cost is up?', 'untagged spend'],
    ['root cause of the stale orders table', 'stale'],
    ['queries crawl since monday, why', 'latency'],
    ['jobs crawl since monday, why', 'duration'],
    ['what is behind the 429s', 'endpoint errors'],
    ['why so many failed logins', 'logins'],
    ['why do the DLT refreshes break', 'failed updates'],
    ['why did it not run tonight', 'missing runs'],
    ['who knows why everything waits', 'queue'],
    ['why does it spill', 'spill'],
    ['why are there so few rows', 'rows'],
    ['dlt costs quadrupled last week, why', 'cost'],
    ['why did endpoint costs jump', 'cost'],
    ['why do so many dlt updates fail', 'failed updates'],
    ['stale dashboards since sunday, why', 'stale'],
    ['failed sign ins exploded, why', 'logins'],
    ['who tried to break into our accounts, and why', 'logins'],
    ['why was the chatbot down on sunday', 'endpoint errors'],
    ['our reports took 2 minutes instead of 15 secs, why', 'latency'],
    ['looker is unbearable since monday, why', 'latency'],
    ['why are there no card payments since sunday', 'stale'],
    ['why are there no runs since sunday', 'missing runs'],
    ['serverless went nuts, why', 'cost'],
    ['why were there so many refused actions this week', 'refused access'],
    ['why do our jobs get permission denied', 'failed runs'],
    ['why did somebody mint tokens late on friday', 'tokens'],
    ['our load job is broken since someone touched the grants, what was changed', 'failed runs'],
    ['the fraud team gets no fresh payments, why', 'stale'],
    ['why do statements write so much to disk', 'spill'],
    ['why did a job go quiet on the weekend', 'missing runs'],
    ['the load job ran a hundred times, why', 'failed runs'],
    ['the dashboard on lake.iot.raw_readings has holes since friday, why', 'rows'],
    ['why so many new tokens', 'tokens'],
    ['why does the cluster idle all night', 'idle hours'],
    ['the figures in lake.iot.raw_readings stop at Saturday, why', 'stale'],
    ['a job skipped the last three nights, why', 'missing runs'],
    ['why do the queries no longer fit in memory', 'spill'],
  ])('%s is about %s', (question, measure) => {
    expect(ask(question).measures[0]?.id).toBe(measure);
  });

  it('about failed logins is not about failed runs', () => {
    expect(ask('why so many failed logins').said).toEqual(['logins']);
  });

  it('about updates of pipelines is about no job', () => {
    const ids = ask('why did failed pipeline updates shoot up').measures.map(({ id }) => id);
    expect(ids).toContain('failed updates');
    expect(ids).not.toContain('failed runs');
  });

  it('about somebody late on a day is about no stale table', () => {
    expect(ask('what was the peak of ana@example.com late Friday night?').said).toEqual([]);
  });

  it('that only names an object may be about anything', () => {
    expect(ask('what happened to daily_orders_load').measures.length).toBeGreaterThan(4);
  });

  it('is about the time that it names, not about the one it compares with', () => {
    const day = 86_400_000;
    expect(ask('why did spend jump yesterday?').window).toEqual({
      fromMs: nowMs - day,
      toMs: nowMs,
    });
    expect(ask('why does it cost more than two weeks ago').window).toBeNull();
  });

  it.each<[question: string, sign: number]>([
    ['why did spend jump', 1],
    ['why did spend fall', -1],
    ['why is spend so high', 1],
    ['why is spend what it is', 0],
  ])('%s says which way it went', (question, sign) => {
    expect(ask(question).sign).toBe(sign);
  });

  it.each<[question: string, isBetter: boolean]>([
    ['why did failed logins go down on monday?', true],
    ['why are there fewer errors since sunday', true],
    ['explain the drop in failed runs', true],
    ['why does the queue on big-wide shrink', true],
    ['why is query time better since monday', true],
    ['why are there no failed logins on monday', true],
    ['it has no run and no failure either, why', false],
    ['why did failed logins go up on monday?', false],
    ["it failed yesterday, and the day before wasn't better", false],
    ['it is red since friday, before that it was green', false],
    ['it got no faster after the change, why', false],
    ['why did spend fall', false],
    ['explain the drop in successful requests', false],
    ['the pipeline went down, why?', false],
  ])('%s says whether something got better', (question, isBetter) => {
    expect(ask(question).isBetter).toBe(isBetter);
  });

  it('may be about two symptoms, which share a time', () => {
    const both = symptomsIn('why did spend jump yesterday, and why are tables stale?', context);
    expect(both.map(({ measures }) => measures[0]?.id)).toEqual(['cost', 'stale']);
    expect(both[1]?.window).toEqual(both[0]?.window);
    expect(symptomsIn('why did spend and cost jump?', context)).toHaveLength(1);
  });

  it.each<[question: string, measures: readonly string[]]>([
    ['load_a is red and load_b has no runs since saturday, why?', ['failed runs', 'missing runs']],
    ['untagged spend is up and the queue on big-wide grows', ['untagged spend', 'queue']],
    ['why is load_a slow; also load_b fails since sunday', ['duration', 'failed runs']],
    ['explain the untagged spend as well as the expensive load_b', ['untagged spend', 'cost']],
    ['load_a got so expensive and load_b costs more too', ['cost', 'cost']],
    ['tokens on friday night, logins on monday night, why each?', ['tokens', 'logins']],
    ['why are jobs slow and why do they fail', ['duration', 'failed runs']],
    ['why did spend rise, and what did it rise by', ['cost']],
    ['queries are slow and users have problems, why', ['latency']],
    ['The dashboards show old numbers. Why is a.b.sums stale?', ['stale']],
  ])('%s has its symptoms', (question, ids) => {
    const said = symptomsIn(question, context).map(({ measures }) => measures[0]?.id);
    expect(said).toEqual(ids);
  });

  it('in words that no measure has is about what the certified questions are that it is like', () => {
    const nearest = ['quality/table_reads', 'reliability/silent_jobs', 'cost/spend_by_day'];
    const { said, isWorded } = askedIn('what became of my numbers', { ...context, nearest });
    expect({ said, isWorded }).toEqual({ said: ['missing runs', 'cost'], isWorded: false });
    expect(askedIn('why is it stale', { ...context, nearest }).said).toEqual(['stale']);
  });

  it('belongs to the domain of what it measures, or to all where it only names something', () => {
    expect(domainAsked('why is it so expensive')).toBe('cost');
    expect(domainAsked('what changed on bi-main this week?')).toBe('unified');
    expect(domainAsked('why is the sky blue?')).toBeNull();
  });
});
