import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, inject, it } from 'vitest';
import { neutralEnvironment } from '../../config/index.ts';

const run = promisify(execFile);

/** The official suite brings a hundred packages, so it is fetched when it is run. */
const suite = '@modelcontextprotocol/conformance@0.1.16';

/** What a server of tools has; the others are about tools, prompts and resources of the suite's own example. */
const scenarios = ['server-initialize', 'ping', 'tools-list', 'dns-rebinding-protection'] as const;

const dir = mkdtempSync(join(tmpdir(), 'health-monitor-conformance-'));
afterAll(() => rm(dir, { recursive: true, force: true }));

it.each(scenarios)(
  'the conformance suite of the Model Context Protocol passes %s',
  async (name) => {
    const args = ['exec', '--yes', `--package=${suite}`, '--', 'conformance', 'server'];
    const { stdout } = await run(
      'npm',
      [...args, '--url', `${inject('clients').url}/mcp`, '--scenario', name],
      { cwd: dir, env: neutralEnvironment(), timeout: 100_000 },
    );
    expect(stdout).toMatch(/Passed: ([1-9]\d*)\/\1, 0 failed/);
  },
);
