import { readFileSync } from 'node:fs';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Runtime, Worker } from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorkflows } from '../../worker/bundle.ts';
import { quiet } from '../support/quiet-logger.ts';

type Recorded = { readonly version: string; readonly name: string; readonly history: unknown };

/**
 * Histories of runs of scenarios (test/simulator), as `handle.fetchHistory()` gave them, without fields
 * that a replay does not read. `version` tells which steps such runs have.
 */
const recorded = readFileSync(new URL('histories.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Recorded => JSON.parse(line) as Recorded);

let workflowBundle: { code: string };
beforeAll(async () => {
  Runtime.install({ logger: quiet, telemetryOptions: { logging: { filter: 'OFF' } } });
  workflowBundle = await bundleWorkflows(quiet);
});

describe('a run that another version began goes on', () => {
  it.each(recorded)('$version: $name', async ({ history }) => {
    await expect(
      Worker.runReplayHistory({ workflowBundle }, historyFromJSON(history)),
    ).resolves.toBeUndefined();
  });

  it('and would not, if its commands were others', async () => {
    const [first] = recorded;
    const other = JSON.parse(
      JSON.stringify(first?.history).replaceAll('"synthesise"', '"another"'),
    ) as unknown;
    await expect(
      Worker.runReplayHistory({ workflowBundle }, historyFromJSON(other)),
    ).rejects.toThrow(/determinis/i);
  });
});
