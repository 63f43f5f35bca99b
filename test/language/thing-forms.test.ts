import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  ['what sizes our SQL warehouses currently have?', 'list all warehouses with their size?'],
  ['bronze tables list, with owner', 'list bronze tables with owner'],
  [
    'I take over from Bo. Which jobs do we have in prod-eu and what team owns each?',
    'I take over from Bo. list all jobs in prod-eu with their team',
  ],
  [
    'what is the data type of prod.payments.cards.card_number?',
    'what is the data type of the column `card_number` of prod.payments.cards?',
  ],
  [
    'which columns called changed_at exist, and in which tables?',
    'which tables have the column `changed_at`?',
  ],
  [
    'does every table in analytics have a layer tag, and which haven’t?',
    'which tables in the catalog analytics have no layer tag?',
  ],
  [
    'Among the tables of prod, which one has the most columns?',
    'which tables of prod has the most columns?',
  ],
  ['On the clusters, how many are idle?', 'On the clusters, how many are idle?'],
  ['load_orders last green run?', 'when was the last successful run of load_orders'],
  ['which warehouses have the largest size now?', 'list all warehouses with their size now?'],
  ['do we have any column with a mask on it, and which one is it?', 'which columns with a mask?'],
  [
    'do we have any table in prod and who owns it?',
    'do we have any table in prod and who owns it?',
  ],
  [
    'From which table does the email column in prod.web.visits come?',
    'where does the column email of prod.web.visits come from?',
  ],
  ['job load_orders last ok run', 'when was the last successful run of load_orders'],
  ['load_orders last run?', 'load_orders last run?'],
  ['last good update of load_orders, date?', 'when was the last successful update of load_orders'],
  ['how many queries had to wait for free capacity?', 'how many queries had to wait?'],
  ['did the runs wait for load_orders', 'did the runs wait for load_orders'],
  ['how many times were query results downloaded today', 'number of result downloads today'],
  [
    'How many monitored tables came out stale in yesterday’s check?',
    'how many tables were stale yesterday?',
  ],
  [
    'percentage of statements on bi-main ending in CANCELED last week',
    'share of CANCELED statements on bi-main last week',
  ],
  [
    'which cluster has the highest cpu load on average',
    'which cluster has the highest average cpu',
  ],
  ['tables nothing depends on', 'tables without downstream tables'],
  ['old_stream: deleted? since when?', 'when was old_stream deleted?'],
  ['orders table fresh?', 'is the table orders fresh?'],
  [
    '顧客_イベント health per day, last ten days',
    'quality history of 顧客_イベント, last ten days',
  ],
  ['when was prod.sales.orders last written, and by whom?', 'who wrote prod.sales.orders last?'],
  ['which tables are unhealthy as of the latest check?', 'which tables are unhealthy right now?'],
  // Other things.
  ['who owns prod.payments.cards?', 'who owns prod.payments.cards?'],
  ['which tables depend on prod.sales.orders', 'which tables depend on prod.sales.orders'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});
