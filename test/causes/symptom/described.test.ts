import { describe, expect, it } from 'vitest';
import { described } from '../../../causes/symptom/described.ts';
import type { PlatformObject } from '../../../domain/explanation.ts';

const objects = (kind: string, names: readonly string[]): readonly PlatformObject[] =>
  names.map((name) => ({ kind, id: name, name, workspaceId: null }));

const platform = [
  ...objects('warehouse', ['lake-eu-reports', 'lake-us-reports', 'adhoc', 'bi-wide']),
  ...objects('job', ['orders_daily_sums', 'orders_import', 'Lieferungen täglich', 'parcel_model']),
  ...objects('pipeline', ['card_events', 'web_clicks']),
  ...objects('table', ['lake.orders.daily_sums', 'eu.shop.umsätze', 'lake.shop.customers']),
];
const found = (text: string) => described(text, platform).map(({ name }) => name);

describe('an object that is described', () => {
  it.each<[text: string, names: readonly string[]]>([
    ['why does every query on the EU reports warehouse spill', ['lake-eu-reports']],
    ['the European reports warehouse is slow', ['lake-eu-reports']],
    ['why does the daily orders job fail', ['orders_daily_sums']],
    ['what stopped the web clicks pipeline', ['web_clicks']],
    ["which update broke the card event pipeline's tables", ['card_events']],
    ['how come the German customer revenue table is old', ['eu.shop.umsätze']],
    ['the Umsaetze table has no new rows', ['eu.shop.umsätze']],
    ['the daily delivery job is silent', ['Lieferungen täglich']],
    ['why does our adhoc warehouse crawl', ['adhoc']],
    ['explain the late customers data', ['lake.shop.customers']],
    ['the job for orders imports fails', ['orders_import']],
    [
      'our orders sums have stood still since Sunday',
      ['orders_daily_sums', 'lake.orders.daily_sums'],
    ],
    ['the training of the parcel model takes hours', ['parcel_model']],
  ])('%s', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each<string>([
    'why do so many jobs fail',
    'why is the daily job late',
    'the broken pipeline of last week',
    'why does the tax export job fail',
    'the finance people say that numbers are old',
    'why is a warehouse slow',
    'why does every pipeline fail since Sunday',
    'what happened to us on Friday',
  ])('is nothing in: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is all that fit equally well, and no other', () => {
    expect(found('why is the reports warehouse slow')).toEqual([
      'lake-eu-reports',
      'lake-us-reports',
    ]);
  });
});
