import { describe, expect, test } from 'vitest';
import { indexNames, withKnownNames } from '../../language/known-names.ts';

const index = indexNames([
  { kind: 'cluster', name: 'ml-lab' },
  { kind: 'warehouse', name: 'bi-main' },
  { kind: 'warehouse', name: 'adhoc' },
  { kind: 'warehouse', name: "analysts' sandbox | shared" },
  { kind: 'pipeline', name: 'web_sessions' },
  { kind: 'job', name: 'twin_name' },
  { kind: 'pipeline', name: 'twin_name' },
  { kind: 'job', name: 'weekly "board" report | v2' },
  { kind: 'table', name: 'shop.crm.customer_360' },
  { kind: 'table', name: 'shop.sales.orders' },
  { kind: 'table', name: 'shop.web.events' },
  { kind: 'table', name: 'shop.app.events' },
  { kind: 'user', name: 'farid.aziz@example.com' },
  { kind: 'user', name: 'mark@example.com' },
  { kind: 'user', name: 'bo@example.com' },
  { kind: 'user', name: 'go@example.com' },
  { kind: 'user', name: 'lee@example.com' },
  { kind: 'user', name: 'lee@example.net' },
  { kind: 'workspace', name: 'prod-eu' },
  { kind: 'job', name: '日次集計' },
]);

describe('withKnownNames', () => {
  test.each([
    ['ml-lab owner', 'cluster ml-lab owner'],
    ['who owns ml-lab?', 'who owns cluster ml-lab?'],
    ['which clusters like ml-lab are idle?', 'which clusters like ml-lab are idle?'],
    ['ML-Lab owner', 'cluster ML-Lab owner'],
    ['spend of `bi-main`, yesterday', 'spend of warehouse `bi-main`, yesterday'],
    ['bi-main vs ml-lab', 'warehouse bi-main vs cluster ml-lab'],
    ['bi-main-2 cost', 'bi-main-2 cost'],
    ['queries on adhoc yesterday', 'queries on warehouse adhoc yesterday'],
    ['bi-main or adhoc?', 'bi-main or warehouse adhoc?'],
    ['did 日次集計 fail', 'did job `日次集計` fail'],
    ['prod-eu spend', 'workspace prod-eu spend'],
    ["queries on analysts' sandbox | shared", "queries on warehouse `analysts' sandbox | shared`"],
    ['weekly "board" report | v2 cost', 'job `weekly "board" report | v2` cost'],
    ['web_sessions last update', 'pipeline web_sessions last update'],
    ['customer_360 readers', 'table shop.crm.customer_360 readers'],
    ['readers of crm.customer_360', 'readers of table shop.crm.customer_360'],
    ['is shop.crm.customer_360 fresh', 'is table shop.crm.customer_360 fresh'],
    ['orders rows last week', 'table shop.sales.orders rows last week'],
    ['when was the orders table loaded', 'when was the shop.sales.orders table loaded'],
    ['what did farid do on Tuesday', 'what did farid.aziz@example.com do on Tuesday'],
    ['how much data does bo read', 'how much data does bo@example.com read'],
    ["farid.aziz's queries", "farid.aziz@example.com's queries"],
  ])('%j is understood as %j', (question, expected) => {
    expect(withKnownNames(question, index)).toBe(expected);
  });

  test.each([
    ['a name that two kinds of things have', 'twin_name cost'],
    ['the name of a table in two schemas', 'rows of events last week'],
    ['the first name of two people', 'what did lee do'],
    ['a first name that is a word', 'did costs hit the mark'],
    ['a first name of two letters that is a word', 'how did the run go'],
    ['a name that is a word', 'show me adhoc queries'],
    ['a word that no table is meant by', 'which orders were late'],
    ['a part of a longer name', 'the job my_ml-lab_copy'],
  ])('%s stays as it is', (_, question) => {
    expect(withKnownNames(question, index)).toBe(question);
  });

  test('the kind that the question says is the one that is meant', () => {
    expect(withKnownNames('twin_name pipeline failures', index)).toBe(
      'twin_name pipeline failures',
    );
  });
});

test('who may not see what people do learns no addresses', () => {
  expect(withKnownNames('what did farid do on bi-main', index, ['user'])).toBe(
    'what did farid do on warehouse bi-main',
  );
});
