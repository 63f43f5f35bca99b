import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StackFile } from '../../local/state.ts';
import { copyCheckout, descendants, type Checkout, type NpmRun } from '../support/checkout.ts';
import { createService } from '../support/service.ts';
import { allGone } from '../support/stack.ts';

const question = { question: 'Which jobs failed yesterday?', domains: ['reliability'] };
const stopMs = 12_000;
/** What a shell may have set for other programs; port 9 answers nobody. */
const foreign = {
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  ALL_PROXY: 'http://127.0.0.1:9',
  no_proxy: undefined,
  NO_PROXY: undefined,
  NODE_USE_ENV_PROXY: '1',
  PGOPTIONS: '-c default_transaction_read_only=on',
  PGSSLMODE: 'require',
  PGSERVICE: 'another',
};

const stateOf = (localDir: string): StackFile =>
  JSON.parse(readFileSync(join(localDir, 'stack.json'), 'utf8')) as StackFile;

async function answersOneQuestion(localDir: string): Promise<void> {
  const service = createService(stateOf(localDir).api.url);
  const { id } = await service.ask(question);
  expect(await service.ended(id, 60_000)).toMatchObject({ status: 'completed' });
}

/** Sends a signal to npm alone and waits until it and all that it started are gone. */
async function ends(localDir: string, { npm, output }: NpmRun, signal: NodeJS.Signals) {
  const all = descendants(npm.pid ?? 0);
  // npm, the supervisor and its five.
  expect(all.length, output()).toBeGreaterThanOrEqual(7);
  process.kill(npm.pid ?? 0, signal);
  await allGone(all, stopMs);
  expect(existsSync(join(localDir, 'stack.json'))).toBe(false);
}

const nobody = { uid: 65_534, gid: 65_534 };
let checkout: Checkout;
beforeAll(() => {
  checkout = copyCheckout('c# é%20!');
});
afterAll(() => checkout?.[Symbol.asyncDispose]());

describe('a checkout in a folder with special characters', () => {
  it('answers with umask 077, no HOME and variables for other programs, and ends with npm', async () => {
    const run = checkout.npm(['start'], {
      env: { ...foreign, PORT: '0', HOME: undefined },
      umask: '077',
    });
    await run.prints(/^Ready in /m);
    await answersOneQuestion(checkout.localDir);
    expect(existsSync(join(checkout.localDir, 'temporal.db'))).toBe(true);
    await ends(checkout.localDir, run, 'SIGTERM');
    expect(run.output()).toContain('nothing is left running');
  });

  it('starts a second time, and ends when the npm of a question is killed by force', async () => {
    const run = checkout.npm(['run', 'ask', '--', question.question, '--domains', 'reliability'], {
      env: { LOCAL_GENIE_SPEED: 'realistic', PORT: '0' },
    });
    await run.prints(/^reliability: asks Genie/m);
    await ends(checkout.localDir, run, 'SIGKILL');
  });
});

describe('the user nobody', () => {
  it.skipIf(process.getuid?.() !== 0)('starts it, gets an answer and stops it', async () => {
    const node = join(checkout.folder, 'node_modules/node/bin/node');
    const tried = spawnSync('test', ['-x', node], { ...nobody, cwd: '/' });
    expect(tried.status, `nobody must be able to run ${node}`).toBe(0);
    const localDir = join(checkout.folder, 'state of nobody');
    mkdirSync(localDir);
    // The rest of the cache is linked from the one of this machine and must stay as it is.
    const own = ['node', 'workflow-bundles'].map((name) => join(checkout.cacheDir, name));
    spawnSync('chown', ['-R', `${nobody.uid}:${nobody.gid}`, localDir, ...own]);
    spawnSync('chown', [`${nobody.uid}:${nobody.gid}`, checkout.cacheDir]);
    const run = checkout.npm(['start'], {
      env: { PORT: '0', HOME: undefined, LOCAL_DIR: localDir },
      user: nobody,
    });
    await run.prints(/^Ready in /m);
    await answersOneQuestion(localDir);
    await ends(localDir, run, 'SIGTERM');
  });
});
