import { describe, expect, it } from 'vitest';
import {
  Message,
  QueryResult,
  toMessage,
  toTable,
} from '../../../adapters/databricks/genie-wire.ts';
import { AppError } from '../../../domain/errors.ts';

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
      conversationId: 'c1',
      messageId: 'm1',
      content: 'What did we spend?',
      createdAtMs: 1_000,
      updatedAtMs: 5_000,
      status: 'COMPLETED',
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
      updatedAtMs: 1_000,
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

function result(over: object) {
  const reply = QueryResult.parse({
    statement_response: { status: { state: 'SUCCEEDED' }, ...over },
  });
  return toTable(reply, reply.statement_response.result?.data_array ?? []);
}
const columns = [
  { name: 'day', type_name: 'DATE', position: 0 },
  { name: 'usd', type_name: 'DECIMAL', type_text: 'DECIMAL(20,6)', position: 1 },
];

describe('the rows of a query', () => {
  it('are text or null under columns with their types', () => {
    const data = [['2026-11-17', null]];
    expect(
      result({
        statement_id: 'st',
        manifest: { schema: { columns }, total_row_count: 5_000, truncated: true },
        result: { data_array: data },
      }),
    ).toEqual({
      columns: [
        { name: 'day', type: 'DATE' },
        { name: 'usd', type: 'DECIMAL(20,6)' },
      ],
      rows: data,
      rowCount: 5_000,
      truncated: true,
      statementId: 'st',
    });
  });

  it.each([
    ['an empty result', { result: {} }],
    ['no result', {}],
    ['a null for rows', { result: { data_array: null } }],
  ])('may be none, as %s', (_, over) => {
    expect(result({ manifest: { schema: { columns } }, ...over })).toMatchObject({
      rows: [],
      rowCount: 0,
      truncated: false,
      statementId: null,
    });
  });

  it.each([
    ['a statement that failed', { status: { state: 'FAILED', error: { message: 'No.' } } }, /No\./],
    ['a statement that is closed', { status: { state: 'CLOSED' } }, /its state is CLOSED/],
    ['a success without columns', {}, /its state is SUCCEEDED/],
  ])('cannot be read of %s', (_, over, says) => {
    const thrown = (() => {
      try {
        return result(over);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(AppError);
    expect(thrown).toMatchObject({ code: 'upstream.rejected' });
    expect(String(thrown)).toMatch(says);
  });
});
