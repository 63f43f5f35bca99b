import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';
import { root } from '../support/sources.ts';
import { runProcess } from '../support/run-process.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import { event, finished, routed, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const command = join(root, 'cli/mcp.ts');

it.each(['legacy', 'modern'] as const)('a %s client that starts it investigates', async (era) => {
  const client = new Client(
    { name: 'test', version: '1' },
    { versionNegotiation: { mode: era === 'modern' ? { pin: '2026-07-28' } : 'legacy' } },
  );
  const env = { ...neutralEnvironment(), HEALTH_MONITOR_URL: service.url };
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [command],
      cwd: root,
      env: env as Record<string, string>,
    }),
  );
  const before = service.engine.started.length;
  const told: string[] = [];
  const calling = client.callTool(
    { name: 'investigate', arguments: { question: 'What did jobs cost?' } },
    { onprogress: ({ message }) => told.push(message ?? '') },
  );
  await expect.poll(() => service.engine.started.length, { timeout: 5_000 }).toBe(before + 1);
  const id = service.engine.started.at(-1)?.id;
  if (id === undefined) throw new Error('nothing was started');
  await service.write(id, event('started', {}), routed('cost'));
  // The client drops progress that comes in the same piece as the result.
  await expect.poll(() => told, { timeout: 5_000 }).toEqual(['Asking cost: About cost?']);
  await service.write(
    id,
    event('answer.finished', { answer: anAnswer(), usage: {} }, 'answer.finished:1:1'),
    finished(),
  );
  expect((await calling).structuredContent).toMatchObject({ id, status: 'completed' });
  expect(told).toHaveLength(1);
  await client.close();
});

it('says where no service answers', async () => {
  const { code, err } = await runProcess('cli/mcp.ts', [], {
    HEALTH_MONITOR_URL: 'http://127.0.0.1:1',
  });
  expect(code).toBe(2);
  expect(err).toMatch(/^No Health Monitor answers at http:\/\/127\.0\.0\.1:1: start one with/);
});
