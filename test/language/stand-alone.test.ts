import { describe, expect, test } from 'vitest';
import { standAlone } from '../../language/stand-alone.ts';

const answered = [
  { role: 'user', content: 'Which jobs failed?' },
  { role: 'assistant', content: '`etl` failed the most: 3 runs; then `load`.\n\n- `other`' },
] as const;

describe('a question of a session', () => {
  test.each([
    ['what does it cost?', 'what does `etl` cost?'],
    ['who changed that job', 'who changed `etl`'],
    ['Did they fail before?', 'Did `etl` fail before?'],
  ])('%j asks %j', (question, asked) => {
    expect(standAlone(question, answered)).toBe(asked);
  });

  test.each(['which tables are stale?', 'what does `load` do to it?'])('%j stays', (question) => {
    expect(standAlone(question, answered)).toBe(question);
  });

  test.each([
    ['and how does that compare with October?', 'Spend in November compared with October?'],
    ['is that more than the week before?', 'Spend in November compared with the week before?'],
    ['and vs the month before', 'Spend in November vs the month before?'],
  ])('%j compares the question before it', (question, asked) => {
    const spent = [
      { role: 'user', content: 'Spend in November vs September?' },
      { role: 'assistant', content: 'You spent 5 USD.' },
    ] as const;
    expect(standAlone(question, spent)).toBe(asked);
  });

  test.each([
    ['and which of its jobs fail?', 'and which of the jobs of workspace `prod-us` fail last week?'],
    [
      'what about its warehouses yesterday?',
      'what about the warehouses of workspace `prod-us` yesterday?',
    ],
    [
      "Which are that workspace's slowest queries?",
      'Which are the slowest queries of workspace `prod-us` last week?',
    ],
  ])('%j is about what the answer before named first: %j', (question, asked) => {
    const spent = [
      { role: 'user', content: 'Which workspace spent most last week?' },
      { role: 'assistant', content: '`prod-us` [cost:1] spent the most: 5 USD.' },
    ] as const;
    expect(standAlone(question, spent)).toBe(asked);
  });

  test.each(['Which warehouse queues, and what are its settings?', 'and its jobs in `prod-eu`?'])(
    '%j has its own thing',
    (question) => {
      const spent = [
        { role: 'user', content: 'Which workspace spent most last week?' },
        { role: 'assistant', content: '`prod-us` spent the most.' },
      ] as const;
      expect(standAlone(question, spent)).toBe(question);
    },
  );

  test('without an answer before it stays as it is', () => {
    expect(standAlone('what does it cost?', [])).toBe('what does it cost?');
  });
});
