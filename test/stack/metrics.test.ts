import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { metrics } from '../../domain/metrics.ts';
import { portsApart } from '../support/ports-apart.ts';
import { createService } from '../support/service.ts';
import { root } from '../support/sources.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';

const Rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});
const Board = z.object({
  panels: z.array(
    z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) }),
  ),
});

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const rules = Rules.parse(parse(read('deploy/prometheus/alerts.yml'))).groups.flatMap(
  (group) => group.rules,
);
const { panels } = Board.parse(JSON.parse(read('deploy/grafana/health-monitor.json')));

/** What an expression reads: names with an underscore that are no labels, in their form without a suffix. */
const namesIn = (expression: string): string[] =>
  expression
    .replaceAll(/\{[^}]*\}|\bby \([^)]*\)|\[[^\]]*\]/g, '')
    .match(/\b(?:health_monitor|temporal|process|nodejs)_\w+/g) ?? [];

const named = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.map(
    ({ title, targets }) => [title, targets.map(({ expr }) => expr).join(' ')] as const,
  ),
];

/** Names of series in a text of Prometheus. */
const seriesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/^([a-z]\w*)(?:\{.*\})? \S+$/gm)].map(([, name = '']) => name)),
];

describe('what Prometheus reads of a stack', () => {
  let bench: StackBench;
  const texts = { api: '', worker: '', sdk: '' };
  let urls: Record<keyof typeof texts, string>;

  beforeAll(async () => {
    const ports = await portsApart(['api', 'worker', 'sdk']);
    const at = (port: number): string => `127.0.0.1:${port}`;
    urls = {
      api: `http://${at(ports.api)}`,
      worker: `http://${at(ports.worker)}`,
      sdk: `http://${at(ports.sdk)}`,
    };
    bench = await createStackBench();
    await bench.start([], {
      API_METRICS_ADDRESS: at(ports.api),
      WORKER_METRICS_ADDRESS: at(ports.worker),
      SDK_METRICS_ADDRESS: at(ports.sdk),
    }).ready;
    const service = createService(bench.file().api.url);
    const { id } = await service.ask({
      question: 'Which jobs failed in the last 7 days?',
      domains: ['reliability'],
    });
    expect((await service.follow(id, null)).at(-1)?.type).toBe('finished');
    const read = async (name: keyof typeof texts): Promise<string> =>
      (texts[name] = await (await fetch(`${urls[name]}/metrics`)).text());
    // A step is counted when its worker hears that it was stored, after readers do.
    await vi.waitFor(async () => expect(await read('worker')).toContain('step="conclude"'), {
      timeout: 10_000,
      interval: 50,
    });
    for (const name of ['api', 'sdk'] as const) await read(name);
  });
  afterAll(() => bench?.[Symbol.asyncDispose]());

  it.each([
    ['worker', 'health_monitor_investigations_ended_total{status="completed"} 1'],
    ['worker', 'health_monitor_legs_ended_total{domain="reliability",end="answered"} 1'],
    ['worker', 'health_monitor_step_seconds_count{step="conclude",end="done"} 1'],
    ['worker', 'health_monitor_quota_wait_seconds_count 1'],
    ['worker', 'health_monitor_genie_answer_seconds_count 1'],
    ['worker', 'health_monitor_genie_requests_total{request="ask",end="ok"} 1'],
    [
      'api',
      'health_monitor_http_requests_total{method="POST",route="POST /v1/investigations",status="202"} 1',
    ],
    ['api', 'health_monitor_stream_events_total{kind="live"}'],
    ['api', 'health_monitor_streams_open 0'],
  ] as const)('the %s tells %s', (process, line) => {
    expect(texts[process]).toContain(`\n${line}`);
  });

  it('has a probe that asks nobody', async () => {
    for (const url of [urls.api, urls.worker]) {
      const reply = await fetch(`${url}/healthz`);
      expect([reply.status, await reply.text()]).toEqual([200, 'ok\n']);
    }
    const other = await fetch(`${urls.worker}/other`);
    expect(other.status).toBe(404);
  });

  it('holds no question and no id', () => {
    for (const text of [texts.api, texts.worker]) {
      expect(text).not.toMatch(/inv_|Which jobs/);
    }
  });

  it.each(named)('has every measure that is read for: %s', (_, expression) => {
    const known = Object.values(texts).flatMap(seriesIn);
    const wanted = namesIn(expression);
    expect(wanted.filter((name) => !known.includes(name) && !hasSeries(name))).toEqual([]);
    expect(wanted.length + Number(expression.includes('up{'))).toBeGreaterThan(0);
  });
});

/** Measures of ours that had no reason to be counted yet: a histogram has three series. */
const hasSeries = (name: string): boolean => name.replace(/_(bucket|count|sum)$/, '') in metrics;

describe('the measures', () => {
  it('are all in the documentation', () => {
    const page = read('docs/metrics.md');
    expect(Object.keys(metrics).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('are all on the dashboard', () => {
    const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr)));
    const missing = Object.keys(metrics).filter(
      (name) => !shown.some((one) => one.replace(/_(bucket|count|sum)$/, '') === name),
    );
    expect(missing).toEqual([]);
  });
});
