import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Message, Started, toMessage } from '../../../adapters/databricks/genie-wire.ts';
import { parseExact } from '../../../adapters/databricks/json.ts';

const base = {
  id: 'm1',
  message_id: 'm1',
  conversation_id: 'c1',
  space_id: 's1',
  user_id: 7,
  content: 'What did we spend?',
  status: 'COMPLETED',
  created_timestamp: 1_000,
  last_updated_timestamp: 5_000,
};
const read = (over: object) => toMessage(Message.parse({ ...base, ...over }));

const query = (id: string, sql: string, more: object = {}) => ({
  attachment_id: id,
  query: {
    title: `Title ${id}`,
    description: 'why',
    query: sql,
    statement_id: `st-${id}`,
    ...more,
  },
});
const text = (content: string, purpose = 'TEXT_ATTACHMENT_PURPOSE_ANSWER') => ({
  attachment_id: `t-${content}`,
  text: { id: 'x', content, purpose },
});
const followUp = 'TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION';

describe('a text of megabytes', () => {
  const long = '😀'.repeat(700_000);

  it.each([
    ['an error', { status: 'FAILED', error: { type: 'SQL_EXECUTION_EXCEPTION', error: long } }],
    ['an answer in words', { attachments: [text(long)] }],
    ['a title', { attachments: [query('a', 'select 1', { title: long })] }],
  ])('is cut, as %s', (_, over) => {
    const { error, text: words, query: found } = read(over);
    const kept = error?.message ?? words ?? found?.title ?? '';
    expect(kept.length).toBeGreaterThan(200);
    expect(kept.length).toBeLessThanOrEqual(4_000);
    expect(kept.isWellFormed()).toBe(true);
  });
});

describe('a message of Genie', () => {
  it('is read with its question, its times and its query', () => {
    const parameters = [{ keyword: 'from_date', sql_type: 'DATE', value: '2026-11-01' }];
    expect(read({ attachments: [query('a', 'select 1', { parameters })] })).toEqual({
      status: 'COMPLETED',
      answeredInMs: 4_000,
      query: {
        attachmentId: 'a',
        title: 'Title a',
        sql: 'select 1',
        parameters: [{ keyword: 'from_date', value: '2026-11-01' }],
        statementId: 'st-a',
      },
      text: null,
      asksBack: false,
      error: null,
    });
  });

  it('that was tried again answers with its last query', () => {
    const attachments = [query('a', 'select wrong'), query('b', 'select right')];
    expect(read({ attachments }).query).toMatchObject({ attachmentId: 'b', sql: 'select right' });
  });

  it('leaves out the words between its first and its last query: they were of another try', () => {
    const attachments = [
      text('before'),
      query('a', 'select 1'),
      text('superseded'),
      query('b', 'select 2'),
      text('after'),
    ];
    expect(read({ attachments }).text).toBe('before\n\nafter');
  });

  it('without a query is its words, joined in order', () => {
    const attachments = [text('One.'), text('Two.'), { suggested_questions: { questions: ['?'] } }];
    expect(read({ attachments })).toMatchObject({ query: null, text: 'One.\n\nTwo.' });
  });

  it('asks back when its words are a question to us', () => {
    expect(read({ attachments: [text('Which one?', followUp)] })).toMatchObject({
      asksBack: true,
      text: 'Which one?',
      query: null,
    });
    const tried = [query('a', '1'), text('Which one?', followUp), query('b', '2')];
    expect(read({ attachments: tried }).asksBack).toBe(false);
  });

  it('that failed says why, as far as it knows', () => {
    const error = { error: 'No access.', type: 'SQL_EXECUTION_EXCEPTION' };
    expect(read({ status: 'FAILED', error }).error).toEqual({
      message: 'No access.',
      type: 'SQL_EXECUTION_EXCEPTION',
    });
    expect(read({ status: 'FAILED', error: {} }).error).toEqual({
      message: 'The question failed.',
      type: '',
    });
    expect(read({ status: 'FAILED' }).error).toBeNull();
  });

  it('may have what nobody knows yet, and lack what it need not have', () => {
    const told = read({
      status: 'PONDERING',
      last_updated_timestamp: null,
      attachments: null,
      mood: 'good',
    });
    expect(told).toMatchObject({
      status: 'PONDERING',
      answeredInMs: null,
      query: null,
      text: null,
    });
    const bare = read({ attachments: [{ attachment_id: 'a', query: { query: null } }] });
    expect(bare.query).toEqual({
      attachmentId: 'a',
      title: 'What did we spend?',
      sql: '',
      parameters: [],
      statementId: null,
    });
  });
});

describe('a message in another form', () => {
  const table = (over: object) => ({ attachments: [query('a', 'select 1', over)] });
  it.each([
    ['an empty text', { attachments: [text(''), text(' \n')] }, { text: null }],
    ['a text that is a number', { attachments: [{ text: { content: 7 } }] }, { text: '7' }],
    ['attachments that are no list', { attachments: 'none' }, { query: null, text: null }],
    ['an attachment that is null', { attachments: [null, text('Hm.')] }, { text: 'Hm.' }],
    ['a lower-case status', { status: ' completed ' }, { status: 'COMPLETED' }],
    ['the other spelling of a status', { status: 'CANCELED' }, { status: 'CANCELLED' }],
    [
      'times as text',
      { created_timestamp: '1000', last_updated_timestamp: '1970-01-01T00:00:05Z' },
      { answeredInMs: 4_000 },
    ],
    ['times that run backwards', { last_updated_timestamp: 1 }, { answeredInMs: null }],
    [
      'parameters of every kind',
      table({
        parameters: [
          { keyword: 'top_n', value: 20 },
          { keyword: 'day' },
          { keyword: null, value: 'x' },
          { keyword: 'tags', value: ['a', null] },
          7,
        ],
      }),
      {
        query: {
          parameters: [
            { keyword: 'top_n', value: '20' },
            { keyword: 'day', value: '' },
            { keyword: 'tags', value: '["a",null]' },
          ],
        },
      },
    ],
    ['an empty title', table({ title: '' }), { query: { title: 'why' } }],
    [
      'a query without an id',
      { attachments: [{ query: { query: 'select 1' } }] },
      { query: { attachmentId: null, sql: 'select 1' } },
    ],
    [
      'an error that is a text',
      { status: 'FAILED', error: 'No.' },
      { error: { type: '', message: 'No.' } },
    ],
  ])('with %s is read', (_, over, expected) => {
    expect(read(over)).toMatchObject(expected);
  });

  it.each([[undefined], [null], [3], [''], [{}]])('needs a status, which %j is not', (status) => {
    expect(Message.safeParse({ ...base, status }).error?.issues[0]?.path).toEqual(['status']);
  });

  const optional = ['content', 'created_timestamp', 'last_updated_timestamp', 'error'] as const;

  it('is read whatever its other fields hold', () => {
    const given = fc.record({
      values: fc.array(fc.jsonValue(), { minLength: 12, maxLength: 12 }),
      status: fc.constantFrom('COMPLETED', 'ASKING_AI', 'FAILED'),
    });
    fc.assert(
      fc.property(given, ({ values, status }) => {
        const [a, b, c, d, e, f, g, h, i, j, k, l] = values;
        const attachments = [
          a,
          { attachment_id: b, text: { content: c, purpose: d } },
          { attachment_id: 'x', query: { title: e, description: f, query: g, parameters: h } },
          {
            attachment_id: 'last',
            query: { query: 'select 1', parameters: [{ keyword: i, value: j }] },
          },
        ];
        const others = Object.fromEntries(optional.map((name) => [name, k]));
        const wire = { ...base, ...others, status, attachments, error: l };
        expect(toMessage(Message.parse(wire))).toMatchObject({
          status,
          query: { attachmentId: 'last', sql: 'select 1' },
        });
        expect(toMessage(Message.parse({ ...wire, attachments: k })).status).toBe(status);
      }),
    );
  });
});

describe('the reply to a question', () => {
  const ids = { conversationId: 'c', messageId: 'm' };
  it.each([
    ['with its ids', { conversation_id: 'c', message_id: 'm' }, ids],
    ['that is the message', { conversation_id: 'c', id: 'm' }, ids],
    [
      'with the ids in what it made',
      { conversation: { id: 'c' }, message: { message_id: 'm' } },
      ids,
    ],
    [
      'with numbers for ids',
      { conversation_id: 1, message_id: 2 },
      { conversationId: '1', messageId: '2' },
    ],
  ])('%s is read', (_, reply, expected) => {
    expect(Started.parse(reply)).toEqual(expected);
  });

  it('keeps every digit of an id', () => {
    const reply = parseExact('{"conversation_id": 9007199254740993, "message_id": 1.0}');
    expect(Started.parse(reply)).toEqual({
      conversationId: '9007199254740993',
      messageId: '1.0',
    });
  });

  it('without an id is not', () => {
    expect(Started.safeParse({ conversation_id: 'c' }).error?.issues[0]?.path).toEqual([
      'message_id',
    ]);
  });
});
