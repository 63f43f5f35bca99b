import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMarkers } from '../../domain/citations.ts';
import { evidenceFile } from '../../proof/format.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { catalogueSha256 } from '../../sql/catalogue-hash.ts';
import { bundleOf, forged, withCell } from '../proof/bundle.ts';
import { anEvidence } from '../support/evidence.ts';
import { runProcess } from '../support/run-process.ts';

const table = anEvidence({ rows: [['etl', 12.5]] });
const rule = 'the median of eight weeks';
const computed = anEvidence({
  title: 'Usual',
  source: { kind: 'computed', from: [table.id], rule, fetchedAt: '2026-11-20T08:00:00.000Z' },
});
const folder = mkdtempSync(join(tmpdir(), 'verify-'));
afterAll(() => rmSync(folder, { recursive: true }));

let bytes: Uint8Array;
beforeAll(async () => {
  const markers = createMarkers();
  const markdown = `\`etl\` ${markers.cell(table, 0, 0)} cost 12.50 USD ${markers.cell(table, 0, 1)}.`;
  bytes = await bundleOf({ markdown, citations: markers.citations(), evidence: [table, computed] });
});

function verify(content: Uint8Array | null) {
  const file = join(folder, 'proof.zip');
  if (content !== null) writeFileSync(file, content);
  return runProcess('cli/verify.ts', [content === null ? join(folder, 'none.zip') : file]);
}

describe('npm run verify', () => {
  it('says what it proves, what it leaves out, and ends with 0', async () => {
    const { code, out, err } = await verify(bytes);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('✓ 2 citations are the cells that they name');
    expect(out).toContain('✓ 2 claims, checked again, come out as they are told');
    expect(out).toContain(
      `“Usual” follows from other tables in the bundle, and is not computed again: ${rule}`,
    );
    expect(out).toContain('does not prove that the rows are true');
  });

  it('names the file and the claim of a changed cell, and ends with 1', async () => {
    const { code, out } = await verify(withCell(bytes, table, [0, 1], 13.5, true));
    expect(code).toBe(1);
    expect(out).toContain(
      `✗ ${evidenceFile(table.id)}: “12.50” is told as supported, and by the rows it is unsupported`,
    );
    expect(out).toContain('  in: `etl` cost 12.50 USD.');
    expect(out).not.toContain('This proves');
  });

  it('looks at the SQL of what is called certified, where it knows the same statements', async () => {
    const catalogue = loadCatalogue();
    const [question] = catalogue.questions;
    if (question === undefined) throw new Error('no question');
    const certified = anEvidence({ certified: question.id, sql: question.sql });
    const told = { markdown: 'Nothing.', citations: [], evidence: [certified] };
    const own = await bundleOf({ ...told, catalogueSha256: catalogueSha256(catalogue) });
    const good = await verify(own);
    expect(good.out).toContain('✓ 1 of 1 tables have the SQL of the certified statement');
    const file = evidenceFile(certified.id);
    const bad = await verify(forged(own, file, (one: { sql: string }) => (one.sql = 'select 1')));
    expect([bad.code, bad.out]).toEqual([
      1,
      expect.stringContaining(`✗ ${file}: its SQL is not the certified statement ${question.id}`),
    ]);
    expect((await verify(bytes)).out).toContain('other certified statements than these');
  });

  it.each([
    ['no file', null, /none\.zip cannot be read: ENOENT/],
    ['no zip file', new TextEncoder().encode('x'), /proof\.zip cannot be used: It is no zip file/],
  ])('ends with 2 and one message for %s', async (_, content, says) => {
    const { code, out, err } = await verify(content);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(says);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
