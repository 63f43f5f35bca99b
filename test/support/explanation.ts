import type { Explanation } from '../../domain/explanation.ts';

/** An explanation that found a cause; its texts cite nothing. */
export const anExplanation = (over: Partial<Explanation> = {}): Explanation => ({
  verdict: 'cause_found',
  symptom: {
    measure: 'spend',
    object: { kind: 'job', id: '7', name: 'etl', workspaceId: 'w' },
    onset: '2026-11-16T00:00:00.000Z',
    size: 120,
    expected: 40,
    unit: 'USD',
    markers: [],
  },
  causes: [
    {
      kind: 'some-cause',
      statement: '`etl` retried its failing runs.',
      objects: [],
      at: null,
      share: 0.9,
      markers: [],
    },
  ],
  ruledOut: [],
  missing: [],
  lines: ['Spend rose because `etl` retried its failing runs.'],
  actions: { now: [], thisWeek: [], thisMonth: [] },
  citations: [],
  ...over,
});
