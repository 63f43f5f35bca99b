import { describe, expect, test } from 'vitest';
import type { AlertEvaluation } from '../../../../local/workspace/alerts/alert.ts';
import { AlertProblem, judge } from '../../../../local/workspace/alerts/judge.ts';

const columns = ['n', 'm', 'name', 'on'].map((name) => ({ name }));
const rows: (string | null)[][] = [
  ['4', '3', 'beta', 'true'],
  ['10', '5', 'beta', 'false'],
  [null, null, null, null],
  ['1', '1', 'alpha', 'true'],
];

type Given = Omit<Partial<AlertEvaluation>, 'source' | 'threshold'> & {
  readonly of?: string;
  readonly by?: AlertEvaluation['source']['aggregation'];
  readonly over?: number | string | boolean | { readonly name: string };
};

function evaluation({ of = 'n', by, over, ...rest }: Given): AlertEvaluation {
  const value =
    typeof over === 'number'
      ? { double_value: over }
      : typeof over === 'boolean'
        ? { bool_value: over }
        : { string_value: typeof over === 'string' ? over : '' };
  const threshold = typeof over === 'object' ? { column: over } : { value };
  return {
    source: { name: of, ...(by === undefined ? {} : { aggregation: by }) },
    comparison_operator: 'GREATER_THAN',
    ...(over === undefined ? {} : { threshold }),
    ...rest,
  };
}

const state = (given: Given, result = rows): string => {
  try {
    return judge({ columns, rows: result }, evaluation(given));
  } catch (error) {
    if (error instanceof AlertProblem) return 'ERROR';
    throw error;
  }
};

describe('an alert compares', () => {
  test.each<[string, Given, string]>([
    ['the first row where no aggregation is set', { over: 3 }, 'TRIGGERED'],
    ['numbers by size and not as text', { by: 'MAX', over: 9 }, 'TRIGGERED'],
    ['a sum', { by: 'SUM', over: 14 }, 'TRIGGERED'],
    ['a sum that is not reached', { by: 'SUM', over: 15 }, 'OK'],
    ['a count without NULL', { by: 'COUNT', over: 2.5 }, 'TRIGGERED'],
    ['a count of different values', { of: 'name', by: 'COUNT_DISTINCT', over: 2 }, 'OK'],
    ['a mean', { by: 'AVG', over: 4.99 }, 'TRIGGERED'],
    ['a median', { by: 'MEDIAN', over: 4 }, 'OK'],
    ['a minimum', { by: 'MIN', over: 1, comparison_operator: 'LESS_THAN_OR_EQUAL' }, 'TRIGGERED'],
    ['a deviation', { by: 'STDDEV', over: 4.58 }, 'TRIGGERED'],
    ['two columns as numbers', { over: { name: 'm' } }, 'TRIGGERED'],
    ['text', { of: 'name', over: 'beta', comparison_operator: 'EQUAL' }, 'TRIGGERED'],
    ['text that differs', { of: 'name', over: 'beta', comparison_operator: 'NOT_EQUAL' }, 'OK'],
    ['true and false', { of: 'on', over: true, comparison_operator: 'EQUAL' }, 'TRIGGERED'],
    ['true and false, not equal', { of: 'on', over: true, comparison_operator: 'NOT_EQUAL' }, 'OK'],
    ['for NULL', { comparison_operator: 'IS_NULL' }, 'OK'],
    ['for a value', { comparison_operator: 'IS_NOT_NULL' }, 'TRIGGERED'],
  ])('%s', (_, given, expected) => {
    expect(state(given)).toBe(expected);
  });
});

describe('what cannot be compared', () => {
  const nothing = [[null, null, null, null]];
  test.each<[string, Given, typeof rows, string]>([
    ['an empty result has its own state', { over: 1, empty_result_state: 'OK' }, [], 'OK'],
    ['also under an aggregation', { by: 'COUNT', over: -1, empty_result_state: 'OK' }, [], 'OK'],
    ['and is unknown where none is set', { over: 1 }, [], 'UNKNOWN'],
    ['NULL has that state too', { over: 1, empty_result_state: 'TRIGGERED' }, nothing, 'TRIGGERED'],
    ['NULL is no number below', { over: 1, comparison_operator: 'LESS_THAN' }, nothing, 'UNKNOWN'],
    ['unless it is asked for', { comparison_operator: 'IS_NULL' }, nothing, 'TRIGGERED'],
    ['nor is a sum of nothing', { by: 'SUM', over: 1 }, nothing, 'UNKNOWN'],
    ['a count of nothing is 0', { by: 'COUNT', over: 0 }, nothing, 'OK'],
    ['a NULL on the other side', { over: { name: 'm' } }, [['1', null, 'a', 'true']], 'UNKNOWN'],
    ['a missing column is an error', { of: 'absent', over: 1 }, rows, 'ERROR'],
    ['also in an empty result', { of: 'absent', over: 1 }, [], 'ERROR'],
    ['text against a number is an error', { of: 'name', over: 1 }, rows, 'ERROR'],
    [
      'a number against true is an error',
      { over: true, comparison_operator: 'EQUAL' },
      rows,
      'ERROR',
    ],
    ['true is not greater than false', { of: 'on', over: false }, rows, 'ERROR'],
  ])('%s', (_, given, result, expected) => {
    expect(state(given, result)).toBe(expected);
  });
});
