import { expect, test } from 'vitest';
import type { AnswerWords } from '../../domain/answer-words.ts';
import { label, money } from './columns.ts';
import { lineOf, tableOf } from './line-of.ts';

const words: AnswerWords = {
  line: '{cluster_name} costs the most.',
  none: 'There is no usage.',
  one: '{cluster_name} cost {list_cost_usd}.',
  exists: false,
  opposite: [],
  asks: ['What does each cluster cost?'],
  roles: new Map(),
};
const table = tableOf(
  [label('cluster_name'), money('list_cost_usd'), money('cost_per_hour')],
  [
    ['ml-lab', '57.62', '2.88'],
    ['shared-etl', '40', '2'],
  ],
);

test('a rate that the question asks for is told, and not only what it is of', () => {
  expect(lineOf('ml-lab cluster how much cost per hour', table, words)).toMatch(
    /cost per hour 2\.88 USD/,
  );
});

test('without it the words of the table are', () => {
  expect(lineOf('how much did ml-lab cost', table, words)).toBe('`ml-lab` cost 57.62 USD.');
});
