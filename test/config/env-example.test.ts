import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { domains, spaceSettingOf } from '../../domain/domains.ts';
import { ConfigError, loadConfig, productVariables, type Environment } from '../../config/index.ts';

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
const lines = example.split('\n');
const assignment = /^# ([A-Z][A-Z0-9_]+)=(.+)$/;

/** What a person uncomments at once: one line, or the lines that the text above calls together. */
const choices = lines.flatMap((line, at) => {
  if (!assignment.test(line)) return [];
  const before = lines[at - 1] ?? '';
  if (/set both lines together/.test(before)) return [[line, lines[at + 1] ?? '']];
  return /set both lines together/.test(lines[at - 2] ?? '') ? [] : [[line]];
});

let folder = '';
const cwd = process.cwd();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'env-example-'));
  mkdirSync(join(folder, 'my-system-tables'));
  writeFileSync(join(folder, 'my-authority.pem'), '');
  writeFileSync(
    join(folder, 'databrickscfg'),
    '; made by the CLI\n[DEFAULT]\nhost = https://dbc-1.cloud.databricks.com\n[empty]\ntoken = x\n',
  );
  process.chdir(folder);
});
afterAll(() => {
  process.chdir(cwd);
  rmSync(folder, { recursive: true });
});

/** What the text above LAKEBASE_ENDPOINT asks for beside it. */
const lakebase = {
  DATABASE_URL: 'postgres://client@ep.example.com/databricks_postgres?sslmode=verify-full',
  DATABRICKS_HOST: 'https://w.example.com',
};

const load = (env: Environment) =>
  loadConfig({ DATABRICKS_CONFIG_FILE: join(folder, 'databrickscfg'), ...env });

describe('.env.example', () => {
  it('has every variable that is read', () => {
    const shown = lines.flatMap((line) => assignment.exec(line)?.[1] ?? []);
    // The spaces of the domains are one kind of setting: it is shown, not each of them.
    const hidden = domains.map(spaceSettingOf).filter((name) => !shown.includes(name));
    expect(hidden.length).toBeLessThan(domains.length);
    expect([...shown, ...hidden, 'ENV_FILE'].toSorted()).toEqual(productVariables.toSorted());
  });

  it('changes nothing as it is', () => {
    expect(loadConfig(parseEnv(example))).toEqual(loadConfig({}));
  });

  it.each(choices)('can be loaded with this line uncommented: %s', (...chosen) => {
    const text = lines.map((line) => (chosen.includes(line) ? line.slice(2) : line)).join('\n');
    const env = parseEnv(text);
    expect(Object.keys(env)).toHaveLength(chosen.length);
    const needed = Object.keys(env).includes('LAKEBASE_ENDPOINT') ? lakebase : {};
    expect(() => load({ ...needed, ...env })).not.toThrow();
  });
});

describe('a profile of the Databricks CLI', () => {
  it('names the workspace', () => {
    const { host } = load({ DATABRICKS_CONFIG_PROFILE: 'DEFAULT' }).databricks;
    expect(host).toBe('https://dbc-1.cloud.databricks.com');
  });

  it('does not replace the workspace of a setting', () => {
    const env = { DATABRICKS_CONFIG_PROFILE: 'DEFAULT', DATABRICKS_HOST: 'other.example.com' };
    expect(load(env).databricks.host).toBe('https://other.example.com');
  });

  it.each(['empty', 'missing'])('is refused when it names no workspace: %s', (profile) => {
    expect(() => load({ DATABRICKS_CONFIG_PROFILE: profile })).toThrow(ConfigError);
    expect(() => load({ DATABRICKS_CONFIG_PROFILE: profile })).toThrow(
      /DATABRICKS_CONFIG_PROFILE: found .*; expected a profile with a host, or DATABRICKS_HOST/,
    );
  });
});
