import { readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Runtime, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { scenarios } from '../simulator/scenarios.ts';
import { quiet } from '../support/quiet-logger.ts';
import { thisVersion } from './recorded.ts';
import type { Recorded } from './recorded.ts';

/**
 * Histories of runs of scenarios (test/simulator), as `handle.fetchHistory()` gave them, without fields
 * that a replay does not read. `version` tells which steps such runs have.
 */
const recorded = readFileSync(new URL('histories.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Recorded => JSON.parse(line) as Recorded);

let workflowBundle: { code: string };
let failures: readonly string[];
beforeAll(async () => {
  Runtime.install({ logger: quiet, telemetryOptions: { logging: { filter: 'OFF' } } });
  workflowBundle = await bundleWorkflows(quiet);
  failures = await replayed(recorded);
}, 60_000);

/** Replays histories in one worker; tells for each why it failed, or nothing. */
async function replayed(
  all: readonly Recorded[],
  bundle = workflowBundle,
): Promise<readonly string[]> {
  const histories = all.map(({ history }, n) => ({
    workflowId: String(n),
    history: historyFromJSON(history),
  }));
  const found = all.map(() => 'it was not replayed');
  const results = Worker.runReplayHistories({ workflowBundle: bundle }, histories);
  for await (const { workflowId, error } of results)
    found[Number(workflowId)] = error === undefined ? '' : String(error);
  return found;
}

describe('a run that another version began goes on', () => {
  it.each(recorded.map((one, n) => ({ ...one, n })))('$version: $name', ({ n }) => {
    expect(failures[n]).toBe('');
  });

  it('and would not, if its commands were others', async () => {
    const [first] = recorded;
    const other = JSON.parse(
      JSON.stringify(first).replaceAll('"synthesise"', '"another"'),
    ) as Recorded;
    expect((await replayed([other])).join()).toMatch(/determinis/i);
  });
});

describe('the histories of this version', () => {
  const own = recorded.filter(({ version }) => version === thisVersion);

  it('are of every scenario, with every run of the deep ones', () => {
    expect(new Set(own.map(({ name }) => name))).toEqual(
      new Set(scenarios.map(({ name }) => name)),
    );
    const rounds = own.filter(
      ({ name }) => name === 'deep: rounds follow plans until nothing is left',
    );
    expect(rounds).toHaveLength(4);
  });

  it.each([
    ['a step is another', "'settleLanes'", "'remember'"],
    ['a step comes first', "describe('Choosing the domains to ask')", "start('remember', {})"],
  ])('tell of a change that such runs could not go on with: %s', async (_, before, after) => {
    const code = workflowBundle.code.replaceAll(before, after);
    expect(code).not.toBe(workflowBundle.code);
    const reasons = await replayed(own, { code });
    expect(reasons.filter((reason) => /determinis/i.test(reason))).not.toEqual([]);
  });
});
