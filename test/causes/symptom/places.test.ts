import { describe, expect, it } from 'vitest';
import { placesIn } from '../../../causes/symptom/places.ts';
import { rowsOf } from '../../../causes/symptom/rows.ts';
import { tableOf } from '../tables.ts';

const workspaces = { 1: 'prod-us', 2: 'prod-eu', 3: 'analytics-us' };
const rows = rowsOf(
  tableOf(
    'performance/warehouse_by_day',
    Object.entries(workspaces).map(([workspace_id, workspace_name]) => ({
      workspace_id,
      workspace_name,
    })),
  ),
);
const places = (text: string): string => [...placesIn(text, rows).ids].toSorted().join();

describe('a place in a question', () => {
  it.each<[text: string, ids: string]>([
    ['spilled bytes in prod-eu', '2'],
    ['cluster usage at night in the European workspace', '2'],
    ['why is our EU side so slow', '2'],
    ['failures in the German environment', '2'],
    ['why does production in Europe cost more', '2'],
    ['the queries on the US side of our platform', '1,3'],
    ['pipelines in US prod fail', '1'],
    ['errors in our American production', '1'],
    ['tokens made in the US production workspace', '1'],
    ['untagged spend of the analytics workspace', '3'],
    ['what happened in the workspace of analytics', '3'],
    ['sign-ins in the us prod environment', '1'],
    ['compare prod-us and prod-eu', '1,2'],
  ])('is meant: %s', (text, ids) => {
    expect(places(text)).toBe(ids);
  });

  it.each<string>([
    'why did it tell us so late',
    'give us the reason for the failed runs',
    'what happened in production yesterday',
    'why do all workspaces cost more',
    'the platform team complains about spend',
    'prod-eu-serving spills to disk',
    'on the other side, the bill fell',
    'our account manager asks about tokens',
  ])('is not meant: %s', (text) => {
    expect(places(text)).toBe('');
  });

  it('is named, or only described', () => {
    expect(placesIn('spill in prod-eu', rows).isNamed).toBe(true);
    expect(placesIn('spill in the European workspace', rows).isNamed).toBe(false);
  });
});
