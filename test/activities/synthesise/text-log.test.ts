import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextLog } from '../../../activities/synthesise/text-log.ts';

async function batchesOf(pieces: readonly string[]): Promise<readonly string[]> {
  const batches: string[] = [];
  const log = createTextLog((text) => {
    batches.push(text);
    return Promise.resolve();
  });
  for (const piece of pieces) await log.write(piece);
  await log.flush();
  return batches;
}

describe('the text of an answer in the log', () => {
  it('keeps an emoji whole that a model sends in two pieces', async () => {
    expect(await batchesOf(['Done \uD83D', '\uDE00.'])).toEqual(['Done ', '😀.']);
  });

  it('is complete, and never cut inside a code point', async () => {
    const pieces = fc.tuple(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(40))).map(cutAt);
    await fc.assert(
      fc.asyncProperty(pieces, async (list) => {
        const batches = await batchesOf(list);
        expect(batches.join('')).toBe(list.join(''));
        expect(batches.every((batch) => batch.isWellFormed())).toBe(list.join('').isWellFormed());
      }),
    );
  });

  it('keeps half of a pair at its end, which nothing completes', async () => {
    expect((await batchesOf(['cut \uD83D'])).join('')).toBe('cut \uD83D');
  });
});

/** The text in pieces, cut at any UTF-16 units. */
function cutAt([text, at]: [string, number[]]): string[] {
  const cuts = [0, ...at.toSorted((a, b) => a - b), text.length];
  return cuts.slice(1).map((end, n) => text.slice(cuts[n], end));
}
