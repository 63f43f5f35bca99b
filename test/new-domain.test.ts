import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neutralEnvironment } from '../config/index.ts';
import { root } from './support/sources.ts';

const run = promisify(execFile);
const left = new Set(['node_modules', '.git', '.local']);

/** What a copy of the product with one more domain says of it, and what its Genie space replies. */
const script = `
import { loadConfig } from './config/index.ts';
import { agents } from './agents/index.ts';
import { markersIn } from './domain/citations.ts';
import { localSpaces } from './local/workspace/genie/spaces.ts';
import { createWorkspace } from './local/workspace/workspace.ts';
import { newInvestigationInput } from './api/inputs.ts';
import { mkdtempSync, rmSync } from 'node:fs';

const cacheDir = mkdtempSync('cache-');
const nowMs = Date.parse('2026-11-18T00:00:00Z');
const workspace = await createWorkspace({ cacheDir, nowMs, days: 1, genieQpm: 1_000, answerMs: 1 });
await workspace.ready;
const { spaceId } = localSpaces.network;
const asked = await fetch(workspace.url + '/api/2.0/genie/spaces/' + spaceId + '/start-conversation', {
  method: 'POST',
  headers: { authorization: 'Bearer ' + workspace.token, 'content-type': 'application/json' },
  body: JSON.stringify({ content: 'Which addresses send the most?' }),
});
await workspace.close();
rmSync(cacheDir, { recursive: true });
console.log(JSON.stringify({
  setting: loadConfig({ NETWORK_GENIE_SPACE_ID: 'sp1' }).databricks.spaces.network,
  agent: agents.network.spaceSetting,
  markers: markersIn('Ten of them [network:1].'),
  input: newInvestigationInput(60, []).parse({ question: 'q', domains: ['network'] }).domains,
  asked: asked.status,
}));
`;

/** What `npm run docs` does for the client. */
const makeClient = `
import { writeFileSync } from 'node:fs';
import { clientTypes, clientTypesFile } from './test/support/client-types.ts';
import { openApiDocument } from './test/support/openapi-document.ts';

writeFileSync(clientTypesFile, clientTypes(await openApiDocument()));
`;

let copy: string;
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'health-monitor-domain-'));
  await cp(root, copy, {
    recursive: true,
    filter: (path) => !left.has(path.slice(root.length).split('/')[0] ?? ''),
  });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  const agent = await readFile(join(copy, 'agents/unified.ts'), 'utf8');
  await writeFile(join(copy, 'agents/network.ts'), agent.replaceAll("'unified'", "'network'"));
  const list = join(copy, 'domain/domains.ts');
  const rows = await readFile(list, 'utf8');
  await writeFile(list, rows.replace("  'unified',\n", "  'unified',\n  'network',\n"));
});
afterAll(() => rm(copy, { recursive: true }));

describe('a new domain, made of one file and one row', () => {
  it('type-checks, once the types of the client are made of the document again', async () => {
    await run(process.execPath, ['--input-type=module-typescript', '-e', makeClient], {
      cwd: copy,
      env: neutralEnvironment(),
    });
    const tsc = join(copy, 'node_modules/.bin/tsc');
    await expect(run(tsc, [], { cwd: copy })).resolves.toMatchObject({ stdout: '' });
    // The compiler wants every core, which the suites beside this one use.
  }, 120_000);

  it('has its setting, its agent, its citations, its place in requests and a local space', async () => {
    const { stdout } = await run(
      process.execPath,
      ['--input-type=module-typescript', '-e', script],
      {
        cwd: copy,
        env: neutralEnvironment(),
      },
    );
    expect(JSON.parse(stdout)).toEqual({
      setting: 'sp1',
      agent: 'NETWORK_GENIE_SPACE_ID',
      markers: ['network:1'],
      input: ['network'],
      asked: 200,
    });
  });
});
