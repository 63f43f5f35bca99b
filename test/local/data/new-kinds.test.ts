import { describe, expect, test } from 'vitest';
import { generate } from '../../../local/data/generate.ts';
import { incidents } from '../../../local/data/incidents/index.ts';
import { newKinds } from './new-kinds/index.ts';

const options = { seed: 1, nowMs: Date.parse('2026-11-18T00:00:00Z'), days: 21 };
const made = generate({ ...options, incidents: newKinds });

describe('incidents of new kinds', () => {
  test('are none of the planted ones', () => {
    const planted = new Set(incidents.map(({ id }) => id));
    expect(newKinds.filter(({ id }) => planted.has(id))).toEqual([]);
  });

  test.each(newKinds.map(({ id }) => id))('%s is acted, before it shows, and has a size', (id) => {
    const truth = made.truth.incidents.find((one) => one.id === id);
    const { who, at = '', howMuch = [] } = truth?.visible ?? {};
    expect(made.truth.ledger.audits.filter((one) => one.user === who && one.at === at).length).toBe(
      1,
    );
    expect(at <= (truth?.from ?? '')).toBe(true);
    for (const { value } of howMuch) expect(Number(value)).toBeGreaterThan(0);
  });
});
