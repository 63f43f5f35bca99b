import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDeliveryWork } from '../../adapters/postgres/deliveries.ts';
import { createOutbox, createOwnWebhookStore } from '../../adapters/postgres/own-webhooks.ts';
import { runProcess } from '../support/run-process.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';

describe('the command for webhooks', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService((pool) => ({
      webhooks: {
        store: createOwnWebhookStore(pool),
        outbox: createOutbox(pool),
        // What a worker does, without one.
        start: async (ref) => {
          const work = createDeliveryWork(pool);
          await work.note(ref, await work.begin(ref), { status: 200, problem: null, tookMs: 7 });
          await work.end(ref, 'taken');
        },
        reach: 'public',
      },
    }));
  });
  afterAll(() => service.close());

  const run = (...words: string[]) =>
    runProcess('cli/webhooks.ts', words, { HEALTH_MONITOR_URL: service.url });

  it('adds, tests, shows, rotates and removes one', async () => {
    const added = await run('add', 'https://hooks.example/T0/secret', '--body', 'slack');
    expect([added.code, added.out]).toEqual([0, expect.stringMatching(/^whsec_\S{44}\n$/)]);
    const listed = await run('list');
    const [id = ''] = listed.out.split(' ');
    expect(listed.out).toMatch(/^whk_\w{32} {2}slack {2}https:\/\/hooks\.example\/… /);
    expect(listed.out).not.toContain('T0');
    const tested = await run('test', id);
    expect([tested.code, tested.out]).toEqual([
      0,
      expect.stringMatching(/ taken {2}webhook\.test .*\n {2}\S+Z {2}HTTP 200 {2}7 ms\n$/),
    ]);
    expect((await run('deliveries', id)).out).toBe(tested.out);
    expect((await run('rotate', id)).out).toMatch(/^whsec_/);
    expect((await run('remove', id)).code).toBe(0);
    expect((await run('list')).out).toMatch(/^You have no webhook/);
  }, 60_000);
});
