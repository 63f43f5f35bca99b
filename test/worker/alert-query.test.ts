import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createAlertQuery } from '../../worker/alert-query.ts';

const alertQuery = createAlertQuery(loadCatalogue());
const ask = (certified: string | null, parameters: Readonly<Record<string, string>>) =>
  alertQuery({
    certified,
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  });

const jobs = 'reliability/failing_jobs';
const yesterday = { from_time: '2026-11-16T20:00:00Z', to_time: '2026-11-17T20:00:00Z' };

describe('the statement of an alert', () => {
  it('has a window as long as the finding’s that ends at each check', () => {
    const sql = ask(jobs, yesterday)?.sql ?? '';
    expect(sql).toContain(
      'r.ended_at >= cast((current_timestamp() - interval 24 hours) as timestamp)',
    );
    expect(sql).toContain('r.ended_at < cast(current_timestamp() as timestamp)');
    expect(sql).not.toContain('2026');
    const days = ask('cost/spend_by_day', { from_date: '2026-11-01', to_date: '2026-11-15' });
    expect(days?.sql).toContain('date_sub(current_date(), 14)');
  });

  it('keeps the other values, as text that stays text', () => {
    const sql = ask(jobs, { ...yesterday, workspace: "prod' or 1=1 --", top_n: '5' })?.sql ?? '';
    expect(sql).toContain(String.raw`'prod\' or 1=1 --'`);
    expect(sql).toContain('limit cast(5 as int)');
    expect(ask(jobs, { ...yesterday, top_n: '5; drop table x' })?.sql).toContain('cast(20 as int)');
  });

  it('has no marker left, for every certified question', () => {
    const { questions } = loadCatalogue();
    const left = questions.filter(({ id }) => /(?<![:\w]):[a-z_]+/.test(ask(id, {})?.sql ?? ':x'));
    expect(left.map(({ id }) => id)).toEqual([]);
  });

  it('is not there for a table that is of no certified question', () => {
    expect(ask(null, yesterday)).toBeNull();
    expect(ask('cost/gone', yesterday)).toBeNull();
  });
});
