import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copiedPrograms, packagedPrograms, postgresUser } from '../../local/postgres-home.ts';

const user = process.getuid?.() === 0 ? postgresUser() : null;
let state = '';
let umask = 0;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'postgres-home-'));
  umask = process.umask(0o077);
});
afterEach(() => {
  process.umask(umask);
  rmSync(state, { recursive: true, force: true });
});

// Only root needs a copy, which another user runs.
describe.skipIf(user === null)("a copy of PostgreSQL's programs", () => {
  const copy = () => copiedPrograms(packagedPrograms(), user ?? { uid: 0, gid: 0 }, state);
  const version = (programs: string) =>
    spawnSync(join(programs, 'initdb'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
      .stdout;

  it('can be run by its user under any umask, and is kept', () => {
    const programs = copy();
    expect(version(programs)).toMatch(/^initdb \(PostgreSQL\)/);
    spawnSync('touch', [join(programs, 'mark')]);
    expect(copy()).toBe(programs);
    expect(spawnSync('test', ['-e', join(programs, 'mark')]).status).toBe(0);
  });

  it.each([
    ['cannot be entered', (home: string) => spawnSync('chmod', ['700', home])],
    ['lacks a library', (home: string) => spawnSync('sh', ['-c', `rm '${home}'/lib/libicu*`])],
    ['lacks its data', (home: string) => rmSync(join(home, 'share'), { recursive: true })],
  ])('is replaced when it %s', (_, spoil) => {
    const programs = copy();
    spoil(dirname(programs));
    expect(version(copy())).toMatch(/^initdb \(PostgreSQL\)/);
  });
});
