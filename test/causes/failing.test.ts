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

describe('two that fail', () => {
  const updates = daily(70, (ago) => ({
    ...place,
    pipeline_id: 'p1',
    pipeline_name: 'flow_one',
    update_date: dateAgo(ago),
    updates: 4,
    failed_updates: ago <= 2 ? 4 : 0,
    first_failed_at: ago <= 2 ? at(ago, 2) : null,
  }));
  const broken = { ...jobFails, 'reliability/pipeline_updates_by_day': updates };

  it('are both told of, though one is a job and the other a pipeline', async () => {
    const { text } = await searchIn(broken, 'why do job_1 and flow_one fail in north?');
    expect(text[0]).toContain('`job_1`');
    expect(text[1]).toContain('`flow_one`');
  });

  it('are one where nothing has the other name', async () => {
    const { text } = await searchIn(broken, 'why do job_1 and flow_other fail?');
    expect(text.join(' ')).not.toMatch(/flow/);
  });

  it('are both told of, though one carries nearly all of the change', async () => {
    const large = runs('1', (ago) => ({ job_name: 'alpha', ...failsFor(6)(ago) }));
    const small = runs('2', (ago) => ({
      job_name: 'beta',
      runs: 10,
      ...(ago <= 1 ? { failed_runs: 5, first_failed_at: at(ago, 4) } : {}),
    }));
    const world = { 'reliability/job_runs_by_day': [...large, ...small] };
    const { text } = await searchIn(world, 'why do alpha and beta fail?');
    expect(text.join(' ')).toMatch(/runs of `alpha` failed.*runs of `beta` failed/);
  });
});

describe('why access is refused', () => {
  const changes = [
    {
      object_name: 'a.b.sums',
      event_time: at(4, 22),
      changes: '[{"principal":"robot","remove":["SELECT"]}]',
      changed_by: 'admin@x.org',
    },
  ];
  const refused = (user_name: string, refusals: number) => ({
    'security/permission_changes': changes,
    'unified/refused_after_change': [
      {
        object_name: 'a.b.sums',
        user_name,
        changed_at: at(4, 22),
        changed_by: 'admin@x.org',
        refusals,
        first_refused_at: at(3, 4),
      },
    ],
  });
  /** Another job of the same identity, which was paused for a reason of its own. */
  const both: World = {
    'reliability/job_runs_by_day': [...runs('1', failsFor(3)), ...runs('2', failsFor(2))],
    'unified/setting_changes': [
      {
        changed_at: at(3, 22),
        kind: 'job',
        workspace_id: 'w1',
        object_id: '2',
        object_name: 'job_2',
        action_name: 'update',
        detail: '{"tasks":[{"notebook_path":"/new"}]}',
        changed_by: 'dev@x.org',
      },
    ],
  };

  it.each([
    'why does robot get permission denied since sunday?',
    'why do our jobs run into access errors',
    'how come robot may not read a.b.sums any more',
    "I'm new in the red team - why does job_1 have insufficient privileges?",
  ])('is the right that was taken: %s', async (question) => {
    const found = await searchIn({ ...both, ...refused('robot', 3) }, question);
    expect(found.verdict).toBe('cause_found');
    expect(found.causes.map(({ kind }) => kind)).toEqual(['permission-taken']);
    expect(found.text.join(' ')).not.toMatch(/dev@x\.org|job_2/);
  });

  it('is no other reason for which a job of the identity fails', async () => {
    const found = await searchIn(both, 'why does robot get permission denied since sunday?');
    expect(found.causes).toEqual([]);
  });

  it('is not the right on another table than the named one', async () => {
    const world = { ...both, ...refused('robot', 3) };
    expect((await searchIn(world, 'why is robot not allowed to read a.b.other?')).causes).toEqual(
      [],
    );
  });

  it('is the right that was taken from somebody who uses the table by hand', async () => {
    const acts = daily(70, (ago) => ({
      user_name: 'ann@x.org',
      source_ip_address: '10.0.0.1',
      workspace_id: 'w1',
      service_name: 'unityCatalog',
      action_name: 'getTable',
      event_date: dateAgo(ago),
      events: 20,
      refused_events: ago <= 3 ? 9 : 0,
      first_at: at(ago, 8),
      last_at: at(ago, 17),
    }));
    const found = await searchIn(
      { 'security/actions_by_day': acts, ...refused('ann@x.org', 27) },
      "why can't ann@x.org read a.b.sums?",
    );
    expect(found.symptom).toMatchObject({ measure: 'refused requests' });
    expect(found.text[0]).toMatch(/admin@x\.org.*a\.b\.sums.*Sat 14 Nov 22:00.*ann@x\.org/);
  });
});
