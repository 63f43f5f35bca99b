import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ask, scripted, service } from './scripted-service.ts';

describe('--save report.md', () => {
  it('saves a report, and never over a file that is there', async () => {
    await using far = await scripted(service('partial'));
    const folder = mkdtempSync(join(tmpdir(), 'ask-'));
    const file = join(folder, 'report.md');
    try {
      const first = await ask(far.url, 'What did jobs cost?', '--save', file).ended;
      expect([first.code, first.err]).toEqual([2, '']);
      const report = readFileSync(file, 'utf8');
      expect(report).toMatch(
        /^# What did jobs cost\?\n[^]*## Answer[^]*12\.50 USD[^]*nightly_load/,
      );
      const asked = far.asked.length;
      const second = await ask(far.url, 'What did jobs cost?', '--save', file).ended;
      expect(second.code).toBe(1);
      expect(second.err).toContain(`${file} exists and is not overwritten`);
      expect(far.asked).toHaveLength(asked);
      expect(readFileSync(file, 'utf8')).toBe(report);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('--save proof.zip', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ask-proof-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('saves the bundle of the service behind the answer, and never over a file', async () => {
    await using far = await scripted(service('completed'));
    const file = join(folder, 'proof.zip');
    const { code, out, err } = await ask(far.url, 'What did jobs cost?', '--save', file).ended;
    expect([code, err]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8')).toBe('PK of a bundle');
    expect(out).toMatch(/12\.50 USD[^]*The proof is in .*proof\.zip.*npm run verify/);
    const second = await ask(far.url, 'What did jobs cost?', '--save', file).ended;
    expect([second.code, second.err]).toEqual([
      1,
      `${file} exists and is not overwritten. Delete it, or choose another name.\n`,
    ]);
  });

  it('says why it could not be written, below the answer', async () => {
    await using far = await scripted(service('completed'));
    // A name that is too long for a file system.
    const file = join(folder, `${'a'.repeat(300)}.zip`);
    const { code, out, err } = await ask(far.url, 'What did jobs cost?', '--save', file).ended;
    expect(code).toBe(1);
    expect(out).toContain('12.50 USD');
    expect(err).toMatch(/\.zip cannot be written\. Choose another name\. \(ENAMETOOLONG/);
  });
});
