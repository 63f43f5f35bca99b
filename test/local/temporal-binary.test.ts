import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { firstThatWorks } from '../../local/temporal-binary.ts';

const missing = async (): Promise<string> => {
  await promisify(execFile)('no-such-program', []);
  return '';
};

describe('the Temporal server', () => {
  it('is taken from the first way that works', async () => {
    const late = { from: 'late', get: () => Promise.reject(new Error('asked too early')) };
    const ways = [
      { from: 'PATH', get: missing },
      { from: 'cache', get: async () => 'found' },
      late,
    ];
    await expect(firstThatWorks(ways)).resolves.toBe('found');
  });

  it('is missed with every way and why it failed', async () => {
    const refused = () => Promise.reject(new Error('it answered 503\nsomewhere'));
    const ways = [
      { from: 'PATH', get: missing },
      { from: 'download', get: refused },
    ];
    await expect(firstThatWorks(ways)).rejects.toThrow(
      /Set TEMPORAL_ADDRESS[^]*PATH: there is no such program\n  download: it answered 503$/,
    );
  });
});
