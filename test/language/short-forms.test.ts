import { expect, test } from 'vitest';
import { writtenOut } from '../../language/short-forms.ts';

test.each([
  ['biggest wh by cost yday', 'biggest warehouse by cost yesterday'],
  ["What's the avg query time?", 'what is the average query time?'],
  ['who’s running queries in this ws', 'who is running queries in this workspace'],
  ['qrys of the whs', 'queries of the warehouses'],
])('%j is %j', (short, long) => {
  expect(writtenOut(short)).toBe(long);
});

test.each([
  'cost of wh-main',
  'the job avg_load',
  'rows of prod.tbl.ws',
  'spend of `wh`',
  'where is it',
  'an average weekday',
])('%j stays', (text) => {
  expect(writtenOut(text)).toBe(text);
});
