import { strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { evidenceFile } from '../../proof/format.ts';
import { openProof } from '../../proof/open-proof.ts';
import { anEvidence } from '../support/evidence.ts';
import { bundleOf, findingsIn, forged, json } from './bundle.ts';

const table = anEvidence({
  parameters: [
    { name: 'from_date', value: '2026-11-11' },
    { name: 'to_date', value: '2026-11-18' },
  ],
});
const path = evidenceFile(table.id);
let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await bundleOf({ markdown: 'Nothing.', citations: [], evidence: [table] });
});

const repacked = (change: (files: Record<string, Uint8Array>) => void): Uint8Array => {
  const files = unzipSync(bytes);
  change(files);
  return zipSync(files);
};

describe('the files of a bundle', () => {
  it('are the manifest, the answer and a file for each table, with its window', () => {
    expect(Object.keys(unzipSync(bytes))).toEqual(['manifest.json', 'answer.json', path]);
    expect(json(bytes, path)).toEqual({
      ...table,
      window: { from: '2026-11-11T00:00:00.000Z', to: '2026-11-18T00:00:00.000Z' },
    });
    expect(json(bytes, 'manifest.json')).toMatchObject({
      version: 1,
      question: 'What did jobs cost?',
      madeAt: '2026-11-20T09:00:00.000Z',
      catalogueSha256: 'c'.repeat(64),
    });
  });

  it('are the same bytes behind each hash of the manifest', () => {
    const found = (change: Parameters<typeof repacked>[0]) =>
      findingsIn(repacked(change)).map(({ file, problem }) => `${file} ${problem}`);
    expect(found(() => {})).toEqual([]);
    expect(found((files) => (files[path] = strToU8('{}')))).toEqual([
      expect.stringMatching(/^evidence\/.* has the SHA-256 /),
    ]);
    expect(found((files) => delete files[path])).toEqual([
      `${path} is in the manifest and not in the bundle`,
    ]);
    expect(found((files) => (files['more.txt'] = strToU8('x')))).toEqual([
      'more.txt is in the bundle and not in the manifest',
    ]);
  });

  it.each<[what: string, make: () => Uint8Array, says: RegExp]>([
    ['no zip file', () => strToU8('What did jobs cost?'), /no zip file/],
    ['half a zip file', () => bytes.slice(0, bytes.length / 2), /no zip file/],
    ['another zip file', () => zipSync({ 'a.txt': strToU8('a') }), /has no manifest\.json/],
    ['no JSON', () => repacked((files) => (files['manifest.json'] = strToU8('{'))), /is no JSON/],
    [
      'another format',
      () => forged(bytes, 'manifest.json', (one: { format: string }) => (one.format = 'x')),
      /no proof of an investigation/,
    ],
    [
      'another version',
      () => forged(bytes, 'manifest.json', (one: { version: number }) => (one.version = 2)),
      /version 2 of the format, and this program reads 1/,
    ],
    [
      'a table without rows',
      () => forged(bytes, path, (one: { rows?: unknown }) => delete one.rows),
      /^evidence\/.*: rows: /,
    ],
    [
      'a table under the name of another',
      () => forged(bytes, path, (one: { id: string }) => (one.id = 'ev_other')),
      /has the table ev_other/,
    ],
  ])('are refused in one sentence when they are %s', (_, make, says) => {
    expect(() => openProof(make())).toThrow(says);
  });
});
