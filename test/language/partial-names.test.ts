import { describe, expect, test } from 'vitest';
import { indexNames, withKnownNames } from '../../language/known-names.ts';

const index = indexNames([
  { kind: 'pipeline', name: 'payments_stream' },
  { kind: 'pipeline', name: 'old_payments_stream' },
  { kind: 'pipeline', name: 'web_sessions' },
  { kind: 'pipeline', name: 'web_clicks' },
  { kind: 'job', name: 'payments_ledger_sync' },
  { kind: 'job', name: 'sales_daily_rollup' },
  { kind: 'job', name: 'quarterly "zürich" books | v2' },
  { kind: 'cluster', name: 'shared-etl' },
]);

describe('a thing that is called by a part of its name', () => {
  test.each([
    ['is the payments pipeline healthy?', 'is the pipeline payments_stream healthy?'],
    ['payments pipeline down?', 'pipeline payments_stream down?'],
    ['why did the ledger sync job fail', 'why did the job payments_ledger_sync fail'],
    ['what does the ledger job cost', 'what does the job payments_ledger_sync cost'],
    ['who owns our rollup job', 'who owns our job sales_daily_rollup'],
    ['cost of the Zürich job', 'cost of the job `quarterly "zürich" books | v2`'],
    ['what happened to the ledger sync', 'what happened to the job payments_ledger_sync'],
    ['is the sales rollup late', 'is the job sales_daily_rollup late'],
    ['did the ledger sync fail twice', 'did the job payments_ledger_sync fail twice'],
    ['the payments ledger table', 'the payments ledger table'],
    ['how is the sales team doing', 'how is the sales team doing'],
    // Two pipelines have the word, and the last is no word of a name.
    ['is the web pipeline late', 'is the web pipeline late'],
    ['is the marketing pipeline late', 'is the marketing pipeline late'],
    // Ordinary words say how a thing is; several things are not one.
    ['what does the daily job cost', 'what does the daily job cost'],
    ['which is the shared cluster', 'which is the shared cluster'],
    ['cost of the payments jobs', 'cost of the payments jobs'],
    ['failures of payments pipeline runs', 'failures of payments pipeline runs'],
  ])('%s', (question, named) => {
    expect(withKnownNames(question, index)).toBe(named);
  });
});
