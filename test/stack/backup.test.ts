import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';
import { createService } from '../support/service.ts';
import { root } from '../support/sources.ts';
import { createStackBench } from '../support/stack.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';

const run = promisify(execFile);

/** A command as people run it, at the stack of a folder. */
const command = (name: string, args: readonly string[], localDir: string) =>
  run(process.execPath, [join(root, 'cli', `${name}.ts`), ...args], {
    cwd: root,
    env: { ...neutralEnvironment(), LOCAL_DIR: localDir },
  });

/** Moves the log of an investigation back, as if nothing had been written and nobody had looked since. */
async function silentFor(url: string, id: string, seconds: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const moved = await client.query(
      `update events set at = at - make_interval(secs => $2) where investigation_id = $1`,
      [id, seconds],
    );
    expect(moved.rowCount).toBeGreaterThan(2);
    await client.query('update investigations set swept_at = null where id = $1', [id]);
  } finally {
    await client.end();
  }
}

describe('a backup of a service that works', () => {
  it('gives an empty one every answer with its proof, and ends what was open', async () => {
    await using old = await createStackBench();
    const kept = join(old.localDir, 'kept');
    await old.start().ready;
    const before = createService(old.file().api.url);
    // A question that Genie does not answer; its run has been silent for long when it is restored.
    await createWorkspaceControl(old.file().workspace.url).setFaults([
      { match: { domain: 'cost' }, times: null, fault: { kind: 'slow', ms: 600_000 } },
    ]);
    const spent = 'How much did we spend per day in the last 7 days?';
    const open = await before.ask({ question: spent, domains: ['cost'], budgetSeconds: 600 });
    await vi.waitFor(
      async () => expect((await before.get(open.id)).lanes[0]?.status).toBe('asking'),
      { timeout: 30_000 },
    );
    const failed = 'Which jobs failed in the last 7 days?';
    const { id } = await before.ask({ question: failed, domains: ['reliability'] });
    const done = await before.ended(id, 60_000);
    expect(done.status).toBe('completed');
    const events = await before.events(id);
    const evidence = await before.evidence(id);

    const told = await command('backup', ['--to', kept], old.localDir);
    expect(told.stdout).toMatch(/^\d{2,} rows of \d+ tables/);
    expect((await before.get(open.id)).status).toBe('running');

    await using fresh = await createStackBench();
    await fresh.start().ready;
    await command('restore', ['--from', kept], fresh.localDir);
    await silentFor(fresh.file().postgres.url, open.id, 120);
    const after = createService(fresh.file().api.url);
    expect(await after.get(id)).toEqual(done);
    expect(await after.events(id)).toEqual(events);
    expect(await after.evidence(id)).toEqual(evidence);

    const proof = await fetch(`${fresh.file().api.url}/v1/investigations/${id}/proof`);
    const file = join(fresh.localDir, 'proof.zip');
    writeFileSync(file, Buffer.from(await proof.arrayBuffer()));
    expect((await command('verify', [file], fresh.localDir)).stdout).toContain('This proves');
    rmSync(file);

    // Its own Temporal never had the run.
    const ended = await after.ended(open.id, 120_000);
    expect(ended.status).toBe('failed');
    expect(ended.failure?.message).toContain('Try it again');
    expect(ended.lanes.map(({ outcome }) => outcome)).toEqual(['failed']);
    expect((await after.events(open.id)).filter(({ type }) => type === 'finished')).toHaveLength(1);

    await expect(command('restore', ['--from', kept], fresh.localDir)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is not empty'),
    });
    // Two whole stacks are started.
  }, 300_000);
});
