import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { at, createClient } from '../client.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const warehouse_id = 'a1b2c3d4e5f60001';
const base = '/api/2.0/alerts';

let workspace: Workspace;
let admin: ReturnType<typeof createClient>;
const as = (key: string) => createClient(workspace, `${workspace.token}-${key}`);

beforeAll(async () => {
  workspace = await createWorkspace({ cacheDir: await sharedCache(), nowMs, days: 3 });
  await workspace.ready;
  admin = createClient(workspace);
}, 60_000);
afterAll(() => workspace.close());

const settings = (more: object = {}) => ({
  display_name: 'Hour of the day',
  query_text: 'select hour(current_timestamp()) as n',
  warehouse_id,
  evaluation: {
    source: { name: 'n' },
    comparison_operator: 'GREATER_THAN',
    threshold: { value: { double_value: 5 } },
    notification: { subscriptions: [{ user_email: 'admin@example.com' }] },
  },
  schedule: { quartz_cron_schedule: '0 0 0/6 * * ?', timezone_id: 'UTC' },
  ...more,
});

const make = async (more: object = {}, client = admin) =>
  (await client.post(base, settings(more))).body;
const clock = (now: string) => admin.control('PUT', '/clock', { now });
const stateOf = async (id: unknown) => {
  const { body } = await admin.get(`${base}/${String(id)}`);
  return [at(body, 'evaluation', 'state'), at(body, 'evaluation', 'last_evaluated_at')];
};

describe('an alert', () => {
  test('is unknown until it is due, and then has the state of its newest due time', async () => {
    const { id } = await make();
    expect(await stateOf(id)).toEqual(['UNKNOWN', undefined]);
    await clock('2026-11-18T05:59:00Z');
    expect(await stateOf(id)).toEqual(['UNKNOWN', undefined]);
    await clock('2026-11-18T06:30:00Z');
    expect(await stateOf(id)).toEqual(['TRIGGERED', '2026-11-18T06:00:00.000Z']);
    await clock('2026-11-19T01:00:00Z');
    expect(await stateOf(id)).toEqual(['OK', '2026-11-19T00:00:00.000Z']);
    await clock('2026-11-18T00:00:00Z');
    expect(await stateOf(id)).toEqual(['OK', '2026-11-19T00:00:00.000Z']);
  }, 60_000);

  test('is not looked at while it is paused, and what was due then is not made up for', async () => {
    await clock('2026-11-18T00:00:00Z');
    const { id } = await make();
    const pause = (pause_status: string) =>
      admin.call('PATCH', `${base}/${String(id)}?update_mask=schedule.pause_status`, {
        schedule: { pause_status },
        display_name: 'not in the mask',
      });
    expect((await pause('PAUSED')).body).toMatchObject({
      display_name: 'Hour of the day',
      schedule: { quartz_cron_schedule: '0 0 0/6 * * ?', effective_pause_status: 'PAUSED' },
    });
    await clock('2026-11-18T07:00:00Z');
    expect(await stateOf(id)).toEqual(['UNKNOWN', undefined]);
    await pause('UNPAUSED');
    await clock('2026-11-18T07:30:00Z');
    expect(await stateOf(id)).toEqual(['UNKNOWN', undefined]);
    await clock('2026-11-18T12:00:00Z');
    expect(await stateOf(id)).toEqual(['TRIGGERED', '2026-11-18T12:00:00.000Z']);
    await clock('2026-11-18T00:00:00Z');
  }, 60_000);

  test('runs with the grants of its owner', async () => {
    const query_text = 'select count(*) as n from system.access.audit';
    const { id } = await make({ query_text }, as('analyst'));
    const mine = await make({ query_text });
    await clock('2026-11-18T06:00:00Z');
    expect((await stateOf(id))[0]).toBe('ERROR');
    expect((await stateOf(mine['id']))[0]).toBe('TRIGGERED');
    await clock('2026-11-18T00:00:00Z');
  }, 60_000);

  test('that is trashed is in no list and never fires; purged, it is gone', async () => {
    const { id } = await make();
    await admin.call('DELETE', `${base}/${String(id)}`);
    expect((await admin.get(`${base}/${String(id)}`)).body['lifecycle_state']).toBe('DELETED');
    const { body } = await admin.get(base);
    expect((body['alerts'] as { id: string }[]).map((one) => one.id)).not.toContain(id);
    await clock('2026-11-18T06:00:00Z');
    expect((await stateOf(id))[0]).toBe('UNKNOWN');
    await clock('2026-11-18T00:00:00Z');
    await admin.call('DELETE', `${base}/${String(id)}?purge=true`);
    expect((await admin.get(`${base}/${String(id)}`)).status).toBe(404);
  }, 60_000);

  test('is there only for those who may read it', async () => {
    const { id } = await make();
    const viewer = as('viewer');
    const path = `${base}/${String(id)}`;
    expect((await viewer.get(path)).status).toBe(404);
    expect((await viewer.get(base)).body['alerts']).toEqual([]);
    await admin.call('PUT', `/api/2.0/permissions/alertsv2/${String(id)}`, {
      access_control_list: [{ user_name: 'viewer@example.com', permission_level: 'CAN_READ' }],
    });
    expect((await viewer.get(path)).status).toBe(200);
    expect((await viewer.call('DELETE', path)).status).toBe(403);
  });
});

describe('a request for an alert is refused', () => {
  const schedule = (quartz_cron_schedule: string) => ({
    schedule: { quartz_cron_schedule, timezone_id: 'UTC' },
  });
  const evaluation = (more: object) => ({
    evaluation: { source: { name: 'n' }, comparison_operator: 'EQUAL', ...more },
  });
  test.each([
    ['for a schedule that is no Quartz expression', schedule('* * * * *'), 400],
    [
      'for a threshold of another type',
      evaluation({ threshold: { value: { double_value: 'x' } } }),
      400,
    ],
    [
      'for two values at once',
      evaluation({ threshold: { value: { double_value: 1, bool_value: true } } }),
      400,
    ],
    ['without a threshold', evaluation({}), 400],
    ['for an unknown operator', evaluation({ comparison_operator: 'ABOVE' }), 400],
    ['for a warehouse that is not there', { warehouse_id: 'none' }, 404],
    ['to run as somebody else', { run_as: { user_name: 'owner@example.com' } }, 403],
  ])('%s', async (_, more, status) => {
    expect((await admin.post(base, settings(more))).status).toBe(status);
  });

  test('by whom the warehouse is not open', async () => {
    expect((await as('no-warehouse').post(base, settings())).status).toBe(403);
  });

  test('for a change without a mask, or of a field that stays', async () => {
    const { id } = await make();
    const change = (mask: string) =>
      admin.call('PATCH', `${base}/${String(id)}${mask}`, { owner_user_name: 'x' });
    expect((await change('')).status).toBe(400);
    expect((await change('?update_mask=owner_user_name')).status).toBe(400);
  });
});
