import { expect, test } from 'vitest';
import { plainQuestion } from '../../language/plain-question.ts';

test.each([
  ['how many tables per catalog, views not counted?', 'how many tables per catalog?'],
  [
    'tables with neither a layer tag nor a domain tag',
    'tables without layer tag and without domain tag',
  ],
  [
    'how many columns named changed_at exist across all the tables',
    'how many tables have the column `changed_at`',
  ],
  [
    'which columns does table prod.a.b have and of what types?',
    'list the columns of prod.a.b with their type?',
  ],
  [
    'prod.a.b - latest commit time seen by the monitor?',
    'how did the latest scan of prod.a.b turn out?',
  ],
  [
    'vacuum on table prod.a.b – when last, did it work',
    'when was the last vacuum of prod.a.b by result?',
  ],
  [
    'Longest unhealthy streak in days, any table, since 20 August?',
    'which table has the Longest unhealthy streak in days, since 20 August?',
  ],
  [
    'First time that prod.a.b failed its completeness check?',
    'when was prod.a.b first incomplete?',
  ],
  ['first time prod.a.b failed its freshness check', 'when was prod.a.b first stale'],
  [
    'prod.a.b, last good check before it turned stale, which date?',
    'when was prod.a.b last healthy?',
  ],
  [
    'prod.a.b completeness problems in November, on which days',
    'incomplete scans of prod.a.b by day in November?',
  ],
  ['who owns the tables that are failing their checks now', 'which owners have unhealthy tables'],
])('%j is %j', (question, expected) => {
  expect(plainQuestion(question)).toBe(expected);
});

test.each([
  'which views are there',
  'tables with a layer tag',
  'how many columns does prod.a.b have',
  'which columns does prod.a.b have',
  'vacuum on prod.a.b in October',
  'longest unhealthy streak of prod.a.b',
])('%j stays as it is', (question) => {
  expect(plainQuestion(question)).toBe(question);
});
