import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { countBytes, firstThatWorks } from '../../local/temporal-binary.ts';

const missing = async (): Promise<string> => {
  await promisify(execFile)('no-such-program', []);
  return '';
};

describe('the Temporal server', () => {
  it('comes from the first source that works', async () => {
    const late = { from: 'late', get: () => Promise.reject(new Error('asked too early')) };
    const ways = [
      { from: 'PATH', get: missing },
      { from: 'cache', get: async () => 'found' },
      late,
    ];
    await expect(firstThatWorks(ways)).resolves.toBe('found');
  });

  it('causes an error with every source and its failure when no source works', async () => {
    const refused = () => Promise.reject(new Error('it answered 503\nsomewhere'));
    const ways = [
      { from: 'PATH', get: missing },
      { from: 'download', get: refused },
    ];
    await expect(firstThatWorks(ways)).rejects.toThrow(
      /Set TEMPORAL_ADDRESS[^]*PATH: program not found\n  download: it answered 503$/,
    );
  });

  it('reports the progress of its download', async () => {
    const lines: string[] = [];
    const chunks = (async function* () {
      for (let n = 0; n < 3; n += 1) yield new Uint8Array(15_000_000);
    })();
    let bytes = 0;
    for await (const chunk of countBytes(chunks, 45_000_000, (line) => lines.push(line), 0)) {
      bytes += chunk.length;
    }
    expect(bytes).toBe(45_000_000);
    expect(lines).toEqual([
      '  temporal: 15 of 45 MB',
      '  temporal: 30 of 45 MB',
      '  temporal: 45 of 45 MB',
    ]);
  });
});
