import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { createApi } from '../../cli/service-client.ts';
import { dataIn } from '../../cli/stream-data.ts';
import type { StackFile } from '../../local/state.ts';
import { until } from '../activities/bench.ts';
import { openWebhookTarget } from '../support/webhook-target.ts';

const { url, localDir } = inject('clients');
const workerOf = (): number =>
  (JSON.parse(readFileSync(join(localDir, 'stack.json'), 'utf8')) as StackFile).worker.pid ?? 0;

it('a worker that is killed in the middle leaves one log, where each step stands once', async () => {
  const reply = await fetch(`${url}/api/invocations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: randomUUID(),
      input: 'Which jobs cost the most yesterday, and who was given rights?',
      stream: true,
    }),
  });
  const before = workerOf();
  const types: string[] = [];
  const calls: string[] = [];
  for await (const data of dataIn(reply)) {
    const event = JSON.parse(data) as { type: string; call_id?: string };
    // The first question to Genie is under way.
    if (event.type === 'tool_call' && !types.includes('tool_call')) process.kill(before, 'SIGKILL');
    types.push(event.type);
    if (event.type === 'tool_call') calls.push(String(event.call_id));
  }
  expect(workerOf()).not.toBe(before);
  expect(types.filter((type) => type === 'run.started')).toHaveLength(1);
  expect(types.filter((type) => type === 'message')).toHaveLength(1);
  expect(types.at(-1)).toBe('run.completed');
  expect(calls.length).toBeGreaterThan(0);
  expect(new Set(calls).size).toBe(calls.length);
  expect(types.filter((type) => type === 'tool_result')).toHaveLength(calls.length);
});

it('a worker that is killed after a message was sent, and before it is noted, sends it again', async () => {
  let killed = 0;
  await using target = await openWebhookTarget({
    '/hook': (to, n) => {
      if (n > 1) {
        to.writeHead(204).end();
        return;
      }
      killed = workerOf();
      process.kill(killed, 'SIGKILL');
    },
  });
  const api = createApi(url, null);
  const { data: made } = await api.POST('/v1/webhooks', {
    body: { url: `${target.url}/hook`, body: 'standard', events: ['digest.finished'] },
  });
  const params = { path: { id: made?.id ?? '' } };
  await api.POST('/v1/webhooks/{id}/test', { params });
  const newest = async () =>
    (await api.GET('/v1/webhooks/{id}/deliveries', { params })).data?.deliveries[0];
  await until(async () => (await newest())?.state === 'taken', 60_000);
  const delivery = await newest();
  expect(delivery?.attempts).toMatchObject([
    { status: null, tookMs: null },
    { status: 204, problem: null },
  ]);
  expect(target.at('/hook').map(({ headers }) => headers['webhook-id'])).toEqual([
    delivery?.id,
    delivery?.id,
  ]);
  expect(workerOf()).not.toBe(killed);
}, 90_000);
