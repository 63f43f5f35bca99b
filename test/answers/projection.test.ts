import { describe, expect, test } from 'vitest';
import { verdictOfProjection } from '../../answers/projection.ts';
import { createMarkers } from '../../domain/citations.ts';
import { tableOf } from './line-of.ts';

const ofColumn = (name: string) =>
  tableOf([{ name, type: 'DECIMAL(20,6)', is: 'measure', unit: 'USD' }], [['34493.51']]);
const verdict = (question: string, name = 'projected_usd') =>
  verdictOfProjection({ table: ofColumn(name), markers: createMarkers() }, question);

describe('whether a projection exceeds what a question names', () => {
  test.each([
    ['Will we exceed 80,000 dollars this month?', 'No'],
    ['Are we going to exceed $30k this month?', 'Yes'],
    ['are we on track to stay under 30k', 'No'],
    ['will spend stay below 40000 by the end of the month', 'Yes'],
    ['will it be more than 0.03 million?', 'Yes'],
    ['What will 3 warehouses cost by the end of the month?', null],
    ['Will we be fine this month?', null],
  ] as const)('%j is answered with %s', (question, expected) => {
    expect(verdict(question)).toBe(expected);
  });

  test('no other table tells', () => {
    expect(verdict('Will we exceed 80,000 dollars?', 'spent_usd')).toBeNull();
  });
});
