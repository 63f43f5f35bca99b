import { expect, test } from 'vitest';
import { writtenOut } from '../../language/short-forms.ts';

test.each([
  ['lmk when bi-main is free', 'let me know when bi-main is free'],
  ['biggest wh by cost yday', 'biggest warehouse by cost yesterday'],
  ["What's the avg query time?", 'what is the average query time?'],
  ['who’s running queries in this ws', 'who is running queries in this workspace'],
  ['spend for the 15th, 16th and 17th of Nov', 'spend for 15 to 17 of Nov'],
  ['logins on 15, 16 and 17 nov', 'logins on 15 to 17 nov'],
  ['qrys of the whs', 'queries of the warehouses'],
  ['how meny jobs in the last 7 dyas', 'how many jobs in the last 7 days'],
  ['whoo ran it yestrday', 'who ran it yesterday'],
])('%j is %j', (short, long) => {
  expect(writtenOut(short)).toBe(long);
});

test.each([
  'cost of wh-main',
  'the job avg_load',
  'rows of prod.tbl.ws',
  'spend of `wh`',
  'where is it',
  'spend on 3 and 17 November',
  'an average weekday',
])('%j stays', (text) => {
  expect(writtenOut(text)).toBe(text);
});
