import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

type Row = Record<string, string | number | null>;

const place = { workspace_id: 'w1', workspace_name: 'north' };
const runs = (id: string, row: (daysAgo: number) => Row): readonly Row[] =>
  daily(70, (ago) => ({
    ...place,
    job_id: id,
    job_name: `job_${id}`,
    run_as: 'robot',
    run_date: dateAgo(ago),
    runs: 1,
    failed_runs: 0,
    ...row(ago),
  }));
const failsFor = (days: number) => (ago: number) =>
  ago <= days ? { failed_runs: 1, first_failed_at: at(ago, 4) } : {};

const requests = (name: string, row: (daysAgo: number) => Row): readonly Row[] =>
  daily(70, (ago) => ({
    ...place,
    endpoint_name: name,
    request_date: dateAgo(ago),
    requests: 100,
    throttled: 1,
    failed: 0,
    ...row(ago),
  }));

const jobFails: World = { 'reliability/job_runs_by_day': runs('1', failsFor(3)) };

describe('why something fails whose name is a plain word', () => {
  const question = 'why does helper in north fail since monday?';

  it('is told of what has the name, not of another that fails there', async () => {
    const found = await searchIn(
      {
        ...jobFails,
        'performance/endpoint_by_day': requests('helper', (ago) =>
          ago <= 2 ? { throttled: 60 } : {},
        ),
      },
      question,
    );
    expect(found.symptom).toMatchObject({ measure: 'refused or failed requests' });
    expect(found.text[0]).toMatch(/helper.*throttled 60/);
  });

  it('is told to be well where it is, though another fails there', async () => {
    const well = { ...jobFails, 'performance/endpoint_by_day': requests('helper', () => ({})) };
    const found = await searchIn(well, question);
    expect(found.text).toEqual([expect.stringMatching(/requests of `helper` was as usual/)]);
  });

  it('is told of the job where nothing has the name', async () => {
    expect((await searchIn(jobFails, question)).text[0]).toContain('runs of `job_1` failed');
  });
});

describe('what does not work any more', () => {
  it.each([
    'job_1 stopped working on sunday, why?',
    "why isn't job_1 working",
    'why is job_1 down?',
  ])('may fail: %s', async (question) => {
    const found = await searchIn(jobFails, question);
    expect(found.symptom).toMatchObject({ measure: 'failed runs', object: { name: 'job_1' } });
  });

  it('may not even run', async () => {
    const silent = {
      'reliability/job_runs_by_day': runs('1', (ago) => (ago <= 3 ? { runs: 0 } : {})),
    };
    const found = await searchIn(silent, 'job_1 stopped working on sunday, why?');
    expect(found.symptom).toMatchObject({ measure: 'runs', object: { name: 'job_1' } });
  });
});
