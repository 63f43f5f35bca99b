import { afterEach, describe, expect, it } from 'vitest';
import { createAlerts } from '../../../adapters/databricks/alerts.ts';
import { createHttp } from '../../../adapters/databricks/http.ts';
import type { ApprovedProposal } from '../../../domain/proposals.ts';
import { anAlert } from '../../support/alerts.ts';
import { createScriptedHttp } from './scripted-http.ts';
import type { Received, Reply, ScriptedHttp } from './scripted-http.ts';

let server: ScriptedHttp | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

async function alertsThat(script: (request: Received) => Reply) {
  server = await createScriptedHttp(script);
  const { url, received } = server;
  return {
    alerts: createAlerts(
      url,
      createHttp(url, async () => ({})),
    ),
    received,
  };
}

const proposal = (over: Parameters<typeof anAlert>[0] = {}) =>
  ({ id: 'prp_1', content: anAlert(over) }) as ApprovedProposal;
const mark = 'From an answer. [health-monitor:prp_1]';
const made = (id: string, more: object) => ({ id, display_name: 'Hour of the day', ...more });

describe('the alert of a proposal', () => {
  it('is found on any page by its mark, the oldest first, without those in the trash', async () => {
    const at = (day: number) => ({
      custom_description: mark,
      create_time: `2026-11-0${day}T00:00:00Z`,
    });
    const { alerts } = await alertsThat(({ path }) =>
      path.includes('page_token=next')
        ? {
            body: {
              alerts: [made('a1', at(1)), made('a3', { ...at(3), lifecycle_state: 'DELETED' })],
            },
          }
        : {
            body: {
              alerts: [
                made('a2', at(2)),
                made('b', { custom_description: '[health-monitor:prp_12]' }),
              ],
              next_page_token: 'next',
            },
          },
    );
    expect((await alerts.marked(proposal())).map(({ alertId }) => alertId)).toEqual(['a1', 'a2']);
  });

  it('is found also where the list leaves descriptions out', async () => {
    const { alerts, received } = await alertsThat(({ path }) => {
      if (path.startsWith('/api/2.0/alerts?'))
        return {
          body: { alerts: [made('a1', {}), made('a2', {}), { id: 'c', display_name: 'Other' }] },
        };
      if (path.endsWith('/a2')) return { body: made('a2', { custom_description: mark }) };
      return { status: 404, body: { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'gone' } };
    });
    expect((await alerts.marked(proposal())).map(({ alertId }) => alertId)).toEqual(['a2']);
    expect(received.map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
      '/api/2.0/alerts',
      '/api/2.0/alerts/a1',
      '/api/2.0/alerts/a2',
    ]);
  });

  it.each([
    [20, { double_value: 20 }],
    ['FAILED', { string_value: 'FAILED' }],
    [false, { bool_value: false }],
  ])('is sent with the threshold %j as its type', async (threshold, value) => {
    const { alerts, received } = await alertsThat(() => ({ body: { id: 7 } }));
    const condition = { ...anAlert().condition, threshold };
    const notifies = ['ann@example.com', 'dest-1'];
    expect(await alerts.create(proposal({ condition, notifies }))).toBe('7');
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
      custom_description: expect.stringContaining('[health-monitor:prp_1]') as string,
      evaluation: {
        threshold: { value },
        notification: {
          subscriptions: [{ user_email: 'ann@example.com' }, { destination_id: 'dest-1' }],
        },
      },
    });
  });

  it('that is gone is removed without complaint, and read as not there', async () => {
    const { alerts } = await alertsThat(() => ({ status: 404, body: { message: 'gone' } }));
    await alerts.remove('a1');
    expect(await alerts.read('a1')).toBeNull();
  });

  it('that has an id which leads elsewhere is not taken', async () => {
    const { alerts } = await alertsThat(() => ({ body: { id: '../dashboards/1' } }));
    await expect(alerts.create(proposal())).rejects.toMatchObject({
      code: 'upstream.rejected',
      details: { unknownEffect: true },
    });
  });
});
