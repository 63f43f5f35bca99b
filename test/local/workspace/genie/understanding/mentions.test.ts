import { describe, expect, test } from 'vitest';
import { findMentions } from '../../../../../local/workspace/genie/understanding/mentions.ts';
import { names } from './names.ts';

const found = (text: string): string[] =>
  findMentions(text, names).map(
    ({ kind, name, from, to }) => `${kind} ${name} ${text.slice(from, to)}`,
  );

describe('mentions of known names', () => {
  test.each([
    ['runs of payments_ledger_sync', ['job payments_ledger_sync payments_ledger_sync']],
    ['payments ledger sync', ['job payments_ledger_sync payments ledger sync']],
    ['paymnets_ledger_sync', ['job payments_ledger_sync paymnets_ledger_sync']],
    ['prod eu and Prod-US', ['workspace prod-eu prod eu', 'workspace prod-us Prod-US']],
    ['prod-eu-serving', ['warehouse prod-eu-serving prod-eu-serving']],
    ['prod-uk', []],
    ['who read prod.sales.order', ['table prod.sales.orders prod.sales.order']],
    ['日次売上集計 on bi-main', ['job 日次売上集計 日次売上集計', 'warehouse bi-main bi-main']],
    ['what did ana@example.com do', ['user ana@example.com ana@example.com']],
    ['weekly "board" report | v2', ['job weekly "board" report | v2 weekly "board" report | v2']],
    ["analysts' sandbox queue", ["warehouse analysts' sandbox | shared analysts' sandbox"]],
    ['orders and sessions', []],
  ])('of %j are %j', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
