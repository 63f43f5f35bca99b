import { describe, expect, it } from 'vitest';
import { at, daily, dateAgo, searchIn } from './tables.ts';
import type { World } from './tables.ts';

const cost = (
  id: string,
  value: (daysAgo: number) => number,
  more: Record<string, string | number | null> = {},
) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    object_kind: 'job',
    object_id: id,
    object_name: `job_${id}`,
    usage_date: dateAgo(ago),
    list_cost_usd: value(ago),
    usage_quantity: value(ago) * 2,
    untagged_cost_usd: 0,
    team: 'red',
    ...more,
  }));

const runs = (id: string, row: (daysAgo: number) => Record<string, string | number | null>) =>
  daily(70, (ago) => ({
    workspace_id: 'w1',
    workspace_name: 'main',
    job_id: id,
    job_name: `job_${id}`,
    run_as: 'robot',
    run_date: dateAgo(ago),
    runs: 4,
    failed_runs: 0,
    retry_runs: 0,
    run_hours: 2,
    failed_hours: 0,
    mean_minutes: 30,
    last_started_at: at(ago, 20),
    ...row(ago),
  }));

const jumped: World = {
  'cost/object_cost_by_day': [
    ...cost('1', (ago) => (ago === 1 ? 900 : 100)),
    ...cost('2', () => 300),
  ],
};

describe('why spend jumped', () => {
  it('is a retry loop where the job failed and was started again', async () => {
    const found = await searchIn(
      {
        ...jumped,
        'reliability/job_runs_by_day': runs('1', (ago) =>
          ago === 1
            ? { runs: 60, failed_runs: 56, retry_runs: 56, run_hours: 18, failed_hours: 16 }
            : {},
        ),
      },
      'why did spend jump yesterday?',
    );
    expect(found.verdict).toBe('cause_found');
    expect(found.causes[0]?.kind).toBe('retry-loop');
    expect(found.text[0]).toMatch(/job_1.*Tue 17 Nov.*900.00 USD, usually 100.00 USD/);
  });

  it('is not known where the job only cost more', async () => {
    const found = await searchIn(
      { ...jumped, 'reliability/job_runs_by_day': runs('1', () => ({})) },
      'why did spend jump yesterday?',
    );
    expect(found.verdict).toBe('inconclusive');
    expect(found.text[0]).toMatch(/job_1.*900.00 USD/);
  });

  it('is a price where a unit costs as much more as the list price rose', async () => {
    const dearer = {
      'cost/object_cost_by_day': daily(70, (ago) => ({
        ...cost('1', () => (ago <= 3 ? 150 : 100))[70 - ago],
        usage_quantity: 200,
      })),
    };
    const price = (old: number, next: number) => ({
      'cost/price_changes': [
        { sku_name: 'SKU', changed_at: at(3), old_price_usd: old, new_price_usd: next },
      ],
    });
    const question = 'why is spend up since sunday?';
    const found = await searchIn({ ...dearer, ...price(0.5, 0.75) }, question);
    expect(found.causes.map(({ kind }) => kind)).toEqual(['price-changed']);
    const decoy = await searchIn({ ...dearer, ...price(0.5, 0.6) }, question);
    expect(decoy.verdict).toBe('inconclusive');
    expect(decoy.ruledOut.map(({ kind }) => kind)).toEqual(['price-changed']);
  });

  it('is a lost tag where spend went from a team to nobody', async () => {
    const lost = {
      'cost/object_cost_by_day': daily(70, (ago) => ({
        ...cost('1', () => 100)[70 - ago],
        ...(ago <= 4 ? { untagged_cost_usd: 100, team: null } : {}),
      })),
      'cost/team_cost_by_day': daily(70, (ago) => ({
        team: 'red',
        usage_date: dateAgo(ago),
        list_cost_usd: ago <= 4 ? 20 : 120,
      })),
    };
    for (const question of ['why is untagged spend up?', 'why did spend of the team red drop?']) {
      const found = await searchIn(lost, question);
      expect(
        found.causes.map(({ kind }) => kind),
        question,
      ).toEqual(['tag-lost']);
    }
  });

  it('of a team is the cause of the object with its tag that cost more', async () => {
    const ofTeam = (team: string, value: (daysAgo: number) => number) =>
      daily(70, (ago) => ({ team, usage_date: dateAgo(ago), list_cost_usd: value(ago) }));
    const failing = runs('1', (ago) =>
      ago === 1
        ? { runs: 60, failed_runs: 56, retry_runs: 56, run_hours: 18, failed_hours: 16 }
        : {},
    );
    const ask = (tag: string) =>
      searchIn(
        {
          'cost/object_cost_by_day': [
            ...cost('1', (ago) => (ago === 1 ? 900 : 100), { team: tag }),
            ...cost('2', () => 300),
          ],
          'cost/team_cost_by_day': ofTeam('red', (ago) => (ago === 1 ? 1200 : 400)),
          'reliability/job_runs_by_day': failing,
        },
        'why is the bill of team red so high yesterday?',
      );
    const found = await ask('red');
    expect(found.verdict).toBe('cause_found');
    expect(found.causes.map(({ kind }) => kind)).toEqual(['retry-loop', 'spender']);
    expect(found.text.join(' ')).toMatch(/job_1`?, which has the tag `?red`?, cost 900.00 USD/);
    // What another team spends is no part of it.
    expect((await ask('blue')).causes).toEqual([]);
  });

  it('is not of the team that noticed it', async () => {
    const world = {
      'cost/object_cost_by_day': [
        ...cost('1', (ago) => (ago === 1 ? 900 : 100), { team: 'blue' }),
        ...cost('2', () => 300),
      ],
    };
    const ask = async (question: string) => (await searchIn(world, question)).text[0];
    expect(await ask('red noticed a spike of spend yesterday, why?')).toMatch(/`job_1`.*900/);
    expect(await ask('why did the spend of red spike yesterday?')).toMatch(/as usual/);
  });

  it('is told to have gone the other way where it fell', async () => {
    const found = await searchIn(jumped, 'why did spend fall yesterday?');
    expect(found.verdict).toBe('inconclusive');
    expect(found.text[0]).toMatch(/^Spend rose on Tue 17 Nov: 1,200.00 USD, usually 400.00 USD/);
  });

  it('of an object is told to have risen where the question says that it fell', async () => {
    const rose = cost('1', (ago) => (ago === 1 ? 900 : 100)).map((row, at) =>
      at === 69 ? { ...row, untagged_cost_usd: 800 } : row,
    );
    const found = await searchIn({ 'cost/object_cost_by_day': rose }, 'why is job_1 cheaper?');
    expect(found.verdict).toBe('inconclusive');
    expect(found.text).toEqual([expect.stringMatching(/^Spend of `job_1` rose.*usually 700/)]);
  });

  it('is told to be as usual where nothing happened', async () => {
    const found = await searchIn(
      { 'cost/object_cost_by_day': cost('1', () => 100) },
      'why did spend jump yesterday?',
    );
    expect(found.text).toEqual([
      'Spend was as usual on Tue 17 Nov: 100.00 USD, usually 100.00 USD.',
    ]);
  });
});

describe('why a job fails', () => {
  const failing = {
    'reliability/job_runs_by_day': runs('1', (ago) =>
      ago <= 3 ? { failed_runs: 4, first_failed_at: at(ago, 5) } : {},
    ),
  };
  const taken = (changedAt: string, changes: string) => ({
    'unified/refused_after_change': [
      {
        object_name: 'a.b.c',
        user_name: 'robot',
        changed_at: changedAt,
        changed_by: 'admin@x.org',
        refusals: 9,
        first_refused_at: at(3, 5),
      },
    ],
    'security/permission_changes': [
      { object_name: 'a.b.c', event_time: changedAt, changes, changed_by: 'admin@x.org' },
    ],
  });
  const removed = '[{"principal":"robot","remove":["SELECT"]}]';
  const question = 'why does job_1 fail?';

  it('is a right that was taken from the identity it runs as', async () => {
    const found = await searchIn({ ...failing, ...taken(at(4, 22), removed) }, question);
    expect(found.causes.map(({ kind }) => kind)).toEqual(['permission-taken']);
    expect(found.text[0]).toMatch(/admin@x\.org.*a\.b\.c.*Sat 14 Nov 22:00.*robot.*job_1/);
  });

  it.each([
    ['a change after the first failure', at(3, 6), removed],
    ['a change before days on which it ran well', at(8, 12), removed],
  ])('is not %s', async (_, when, changes) => {
    const found = await searchIn({ ...failing, ...taken(when, changes) }, question);
    expect(found.verdict).toBe('inconclusive');
    expect(found.ruledOut.map(({ kind }) => kind)).toEqual(['permission-taken']);
  });

  it('is not a right that most of its runs do without', async () => {
    const rarely = runs('1', (ago) => ({
      runs: 24,
      ...(ago <= 3 ? { failed_runs: 1, first_failed_at: at(ago, 5) } : {}),
    }));
    const world = { 'reliability/job_runs_by_day': rarely, ...taken(at(4, 22), removed) };
    const found = await searchIn(world, question);
    expect(found.causes).toEqual([]);
    expect(found.text[0]).not.toContain('admin@x.org');
  });

  it('names nobody who gave a right', async () => {
    const given = '[{"principal":"robot","add":["SELECT"]}]';
    const found = await searchIn({ ...failing, ...taken(at(4, 22), given) }, question);
    expect(JSON.stringify([found.lines, found.causes, found.ruledOut])).not.toContain(
      'admin@x.org',
    );
  });

  it('is not a right of somebody else', async () => {
    const world = { ...failing, ...taken(at(4, 22), removed) };
    const [row] = world['unified/refused_after_change'];
    const other = { 'unified/refused_after_change': [{ ...row, user_name: 'somebody' }] };
    const found = await searchIn({ ...world, ...other }, question);
    expect(found.causes).toEqual([]);
  });

  it('is a change of its settings right before, and not one of its tags', async () => {
    const edit = (detail: string, when = at(4, 22)) => ({
      ...failing,
      'unified/setting_changes': [
        {
          changed_at: when,
          kind: 'job',
          workspace_id: 'w1',
          object_id: '1',
          object_name: 'job_1',
          action_name: 'update',
          detail,
          changed_by: 'dev@x.org',
        },
      ],
    });
    const found = await searchIn(edit('{"tasks":[{"notebook_path":"/new"}]}'), question);
    expect(found.causes.map(({ kind }) => kind)).toEqual(['definition-changed']);
    expect((await searchIn(edit('{"tags":{"a":"b"}}'), question)).causes).toEqual([]);
  });

  it('is not told of a job that nobody knows', async () => {
    const found = await searchIn(failing, 'why does job_unknown_7 fail?');
    expect(found.text[0]).toMatch(/Nothing called `job_unknown_7` was found/);
  });

  it('is blocked where the table that would tell is missing', async () => {
    const found = await searchIn(failing, question, {
      blocked: ['unified/refused_after_change'],
    });
    expect(found.verdict).toBe('blocked');
    expect(found.missing).toEqual([
      { what: 'unified/refused_after_change', remedy: 'GRANT SELECT' },
    ]);
  });
});
