import { describe, expect, test } from 'vitest';
import {
  answerTimeMs,
  firstQueryFails,
} from '../../../../local/workspace/genie/process-message.ts';
import { localSpaces } from '../../../../local/workspace/genie/spaces.ts';
import { createWorkspace } from '../../../../local/workspace/workspace.ts';
import { sharedCache } from '../../data/cache.ts';
import { createClient } from '../client.ts';

const times = (speed: 'fast' | 'realistic') =>
  Array.from({ length: 2000 }, (_, index) => answerTimeMs(speed, 1, `question ${index}`)).toSorted(
    (left, right) => left - right,
  );
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? 0;

describe('the answer time', () => {
  test('is between 0.5 s and 3 s at speed fast', () => {
    const fast = times('fast');
    expect(at(fast, 0)).toBeGreaterThanOrEqual(500);
    expect(fast.at(-1)).toBeLessThanOrEqual(3000);
  });

  test('has a median near 25 s and a 90th percentile near 60 s at speed realistic', () => {
    const realistic = times('realistic');
    expect(Math.abs(at(realistic, 0.5) / 25_000 - 1)).toBeLessThan(0.1);
    expect(Math.abs(at(realistic, 0.9) / 60_000 - 1)).toBeLessThan(0.1);
  });

  test('is equal for an equal seed and question', () => {
    expect(answerTimeMs('fast', 4, 'x')).toBe(answerTimeMs('fast', 4, 'x'));
  });
});

describe('a failing first query', () => {
  const share = (speed: 'fast' | 'realistic') =>
    Array.from({ length: 2000 }, (_, index) =>
      firstQueryFails(speed, 1, `question ${index}`),
    ).filter(Boolean).length / 2000;

  test('occurs for one question in twenty at speed realistic and for none at speed fast', () => {
    expect(Math.abs(share('realistic') - 0.05)).toBeLessThan(0.02);
    expect(share('fast')).toBe(0);
  });

  test('is kept as an additional query attachment', async () => {
    const asked = Array.from(
      { length: 200 },
      (_, index) => `Spend by day of the last ${index + 1} days`,
    );
    const content = asked.find((text) => firstQueryFails('realistic', 1, text)) ?? '';
    const workspace = await createWorkspace({
      cacheDir: await sharedCache(),
      nowMs: Date.parse('2026-11-18T00:00:00Z'),
      days: 30,
      genieSpeed: 'realistic',
      answerMs: 100,
    });
    try {
      await workspace.ready;
      const client = createClient(workspace);
      const { message } = await client.follow(
        await client.start(localSpaces.cost.spaceId, content),
      );
      const attachments = message['attachments'] as readonly { readonly query?: unknown }[];
      expect(message['status']).toBe('COMPLETED');
      expect(attachments.filter(({ query }) => query !== undefined)).toHaveLength(2);
    } finally {
      await workspace.close();
    }
  });
});
