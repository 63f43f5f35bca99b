import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Row } from '../../../cli/doctor/check.ts';
import { createChecker } from '../../../cli/doctor/check.ts';
import { checkHosts, hostsOf } from '../../../cli/doctor/hosts.ts';
import { findTarget } from '../../../cli/doctor/target.ts';
import { runDoctor } from '../../../cli/doctor/command.ts';
import { neutralEnvironment } from '../../../config/index.ts';
import type { StackFile } from '../../../local/state.ts';
import { runProcess } from '../../support/run-process.ts';
import { createWorkspaceControl } from '../../support/workspace-control.ts';
import { openInstallation } from './bench.ts';
import type { Env, Installation } from './bench.ts';

let installation: Installation;
let dir: string;
beforeAll(async () => {
  installation = await openInstallation();
  dir = mkdtempSync(join(tmpdir(), 'health-monitor-doctor-'));
}, 120_000);
afterAll(async () => {
  await installation[Symbol.asyncDispose]();
  rmSync(dir, { recursive: true, force: true });
});

/** The command as a process, with what the SDK reads from its environment. */
const doctorProcess = (env: Env) => runProcess('cli/doctor.ts', [], { LOCAL_DIR: dir, ...env });

/** The command in this process. */
async function doctor(env: Env, ...args: readonly string[]) {
  let [out, err] = ['', ''];
  const code = await runDoctor(args, () => ({ ...neutralEnvironment(), LOCAL_DIR: dir, ...env }), {
    print: (printed) => {
      out += printed;
    },
    printError: (complaint) => {
      err += complaint;
    },
    width: null,
    paint: (_, mark) => mark,
  });
  return { code, out, err };
}

const badTemporal: Env = { TEMPORAL_NAMESPACE: 'nobody-made-this' };

describe('npm run doctor', () => {
  it('prints a table, plain in a pipe, and ends well when nothing is red', async () => {
    const { code, out, err } = await doctorProcess(installation.env);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^Checking workspace 127\S+ \(set\), PostgreSQL 127\S+ \(set\), Temporal 127\S+ \(set\)\n\n✓ Settings /,
    );
    expect(out).toMatch(/^✓ Space cost {22}Cost of the platform: CAN RUN\.$/m);
    expect(out).toMatch(/\n27 ok, 0 to note, 0 to fix, 0 not checked\.\n$/);
    expect(out).not.toContain('\u001B');
  });

  it('ends with 1 when a line is red, which ends with what to do', async () => {
    const { code, out } = await doctor({ ...installation.env, ...badTemporal });
    expect(code).toBe(1);
    expect(out.match(/^✗.*$/gm)).toEqual([
      expect.stringMatching(/^✗ Temporal .* namespace create --namespace nobody-made-this /),
    ]);
  });

  it('prints with --json only the same lines', async () => {
    const { code, out } = await doctor({ ...installation.env, ...badTemporal }, '--json');
    const told = JSON.parse(out) as { ok: boolean; target: string; checks: readonly Row[] };
    expect([code, told.ok]).toEqual([1, false]);
    expect(told.checks.filter(({ status }) => status === 'fail')).toEqual([
      {
        id: 'temporal',
        title: 'Temporal',
        status: 'fail',
        detail: expect.stringMatching(/has no namespace nobody-made-this/),
        hint: expect.stringMatching(/^temporal operator namespace create/),
        tookMs: expect.any(Number),
      },
    ]);
  });

  it('says how it is used', async () => {
    const { code, err } = await doctor({}, '--fast');
    expect([code, err]).toEqual([2, expect.stringMatching(/--fast[^]*npm run doctor/)]);
  });

  it('says what to do where nothing is set and nothing runs', async () => {
    const { code, out } = await doctor({ LOCAL_DIR: join(dir, 'none') });
    expect([code, out]).toEqual([1, expect.stringMatching(/^✗ Settings .* npm start/)]);
  });

  it('tells all settings that cannot be used, a line each', async () => {
    const { code, out } = await doctor({
      PORT: 'http',
      TIME_ZONE: 'Mars',
      LLM_API_KEY: 'hush-hush',
    });
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ Settings +PORT is "http"\. Set it to a TCP port.*$/m);
    expect(out).toMatch(/^✗ Settings +TIME_ZONE is "Mars"\. Set it to an IANA.*$/m);
    expect(out).toMatch(/^- Other checks +needs Settings$/m);
  });

  it('takes credentials from a profile of the CLI', async () => {
    const file = join(dir, 'databrickscfg');
    writeFileSync(
      file,
      `[prod]\nhost = ${installation.workspace.url}\ntoken = ${installation.workspace.token}\n`,
    );
    const withProfile = (profile: string): Env => ({
      ...installation.env,
      DATABRICKS_CLIENT_ID: '',
      DATABRICKS_CLIENT_SECRET: '',
      DATABRICKS_CONFIG_FILE: file,
      DATABRICKS_CONFIG_PROFILE: profile,
    });
    const [good, bad] = await Promise.all([
      doctorProcess(withProfile('prod')),
      doctorProcess(withProfile('test')),
    ]);
    expect(good.out).toMatch(/^✓ Sign-in .*\(admin@example\.com\), by a profile/m);
    expect([good.code, bad.code]).toEqual([0, 1]);
    expect(bad.out.match(/^✗.*$/gm)).toEqual([
      expect.stringMatching(/^✗ Sign-in .* Run `databricks auth login --profile test --host /),
    ]);
    expect(good.out + bad.out).not.toContain(installation.workspace.token);
  });
});

describe('where data leaves to', () => {
  it('all hosts that data goes to are told, and no more', async () => {
    const rows = await installation.rows();
    const hosts = [...(rows.at(-1)?.detail ?? '').matchAll(/127\.0\.0\.1:\d+/g)].map(String);
    const { DATABRICKS_HOST, LLM_ENDPOINT, TEMPORAL_ADDRESS, DATABASE_URL } = installation.env;
    expect(hosts).toEqual([
      new URL(DATABRICKS_HOST ?? '').host,
      new URL(LLM_ENDPOINT ?? '').host,
      TEMPORAL_ADDRESS,
      new URL(DATABASE_URL ?? '').host,
    ]);
    expect(rows.at(-1)?.detail).toMatch(/^no other machine\. On this machine: /);
  });

  it('names other machines first, and what is fetched', async () => {
    const away: Env = {
      DATABRICKS_HOST: 'https://dbc-1.example.com',
      DATABRICKS_TOKEN: 'dapi-of-somebody',
      LLM_ENDPOINT: 'https://models.example.com/v1',
      LLM_MODEL: 'scripted',
      EVALUATION_WEBHOOK_URL: 'https://hooks.example.com/services/secret',
      TEMPORAL_ADDRESS: '',
      DATABASE_URL: 'postgres://me@db.example.com:5432/x',
    };
    const target = findTarget({ ...installation.env, ...away });
    expect(hostsOf(target)).toEqual([
      ['dbc-1.example.com', 'Databricks and its tokens'],
      ['models.example.com', 'model'],
      ['hooks.example.com', 'webhook of the evaluation'],
      ['db.example.com:5432', 'PostgreSQL'],
    ]);
    const { row } = await checkHosts(createChecker(1_000), target);
    expect(row.detail).toMatch(
      /^dbc-1\.example\.com \(Data[^.]*\), models\.example\.com \(model\), hooks\.example\.com \([^.]*\), db/,
    );
    expect(row.detail).not.toContain('On this machine');
    expect(row.detail).toContain('temporal.download');
  });
});

describe('a local stack', () => {
  const stack = (pid: number | null): StackFile => ({
    api: { url: 'http://127.0.0.1:1', pid },
    worker: { pid },
    temporal: { address: inject('temporalAddress'), uiUrl: null, pid },
    postgres: { url: installation.env['DATABASE_URL'] ?? '', pid },
    workspace: { url: installation.workspace.url, pid, token: installation.workspace.token },
  });
  const write = (pid: number | null): void =>
    writeFileSync(join(dir, 'stack.json'), JSON.stringify(stack(pid)));

  it('that runs is looked at where nothing is set, with its own spaces', async () => {
    write(process.pid);
    const others: Env = {
      COST_GENIE_SPACE_ID: 'of-another-workspace',
      DATABRICKS_CLIENT_ID: 'of-another-workspace',
      DATABRICKS_CLIENT_SECRET: 'of-another-workspace',
      DATABRICKS_WAREHOUSE_ID: 'of-another-workspace',
      LOCAL_NOW: '2026-11-18T00:00:00Z',
      TEMPORAL_NAMESPACE: 'of-another-server',
    };
    const { code, out } = await doctor(others);
    expect(out).toMatch(
      /^Checking workspace \S+ \(local stack\), PostgreSQL \S+ \(local stack\), Temporal \S+ \(local stack\); 2026-11-18T00:00:00Z is taken for now \(PINNED_NOW\)\n/,
    );
    expect(out).toMatch(/^✓ Space cost /m);
    expect(out).toMatch(/^✓ Sign-in .*\(admin@example\.com\), by the local stack's token\.$/m);
    expect(out).toMatch(/\n26 ok, 1 to note, 0 to fix, 0 not checked\.\n$/);
    expect([code, out.includes(installation.workspace.token)]).toEqual([0, false]);
  });

  it('gives way to what is set', async () => {
    write(process.pid);
    const { out } = await doctor({ DATABASE_URL: 'postgres://me:hunter-two@127.0.0.1:1/x' });
    expect(out).toMatch(/PostgreSQL 127\.0\.0\.1:1 \(set\), Temporal \S+ \(local stack\)/);
    expect(out.match(/^✗.*$/gm)).toEqual([
      expect.stringMatching(/^✗ PostgreSQL .*DATABASE_URL\.$/),
    ]);
    expect(out).not.toContain('hunter-two');
  });

  it('that has been killed is none', async () => {
    write(null);
    expect((await doctor({})).out).toMatch(/no local stack runs in/);
  });
});

describe('no secret is printed', () => {
  it('whatever is wrong', async () => {
    const url = new URL(installation.env['DATABASE_URL'] ?? '');
    url.password = 'p@ss-word-of-mine';
    const secrets: Env = {
      DATABRICKS_CLIENT_SECRET: 'secret-of-the-client',
      LLM_API_KEY: 'key-of-the-model',
      DATABASE_URL: url.href,
    };
    const all = { ...installation.env, ...secrets, LLM_ENDPOINT: 'http://127.0.0.1:1/v1' };
    const tokens = { ...all, DATABRICKS_TOKEN: 'dapi-of-somebody' };
    const runs = await Promise.all([doctor(all), doctor(tokens, '--json')]);
    const printed = runs.map(({ out, err }) => out + err).join('\n');
    expect(printed).toMatch(/✗ Sign-in/);
    const words = [...Object.values(secrets).slice(0, 2), 'p@ss-word-of-mine', 'dapi-of-somebody'];
    expect([...words, url.password].filter((word) => printed.includes(word))).toEqual([]);
  });

  it('even when a service repeats it', async () => {
    const { setFaults } = createWorkspaceControl(installation.workspace.url);
    const secret = installation.workspace.token;
    const fault = { kind: 'status', status: 403, message: `${secret} may not.` } as const;
    await setFaults([{ match: { path: '/scim/' }, fault }]);
    const { out } = await doctor(installation.env);
    await setFaults([]);
    expect(out.match(/^✗.*$/gm)).toEqual([expect.stringMatching(/ \*\*\* may not\. /)]);
    expect(out).not.toContain(secret);
  });
});
