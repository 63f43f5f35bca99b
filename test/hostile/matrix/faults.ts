import { inTwoSeconds } from '../bend.ts';
import type { Bend, Edit, RawReply } from '../bend.ts';
import type { ModelBend } from '../bending-model.ts';

/** What can be asked and can go wrong: a route of the workspace, or a call of the model. */
export const endpoints = [
  'start',
  'message',
  'result',
  'statement',
  'choose',
  'write',
  'token',
] as const;
export type Endpoint = (typeof endpoints)[number];

/** How a reply is changed, for the workspace and for the model alike. */
export type Change = Pick<Bend, 'raw' | 'wire' | 'unreceived' | 'edit' | 'only'> &
  Pick<ModelBend, 'decides' | 'stream'>;

/** A fault is a change at each endpoint, or the reason why there is none. */
export type Fault = (at: Endpoint) => Change | string;

const refused = (status: number, errorCode: string, headers: RawReply['headers'] = {}): Change => ({
  unreceived: true,
  raw: {
    status,
    headers,
    json: { error_code: errorCode, error: { message: errorCode }, message: `words of ${status}` },
  },
});
const limited = (retryAfter: string): Change =>
  refused(429, 'RESOURCE_EXHAUSTED', { 'retry-after': retryAfter });

/** The next change of a JSON body; the model's stream is a list of chunks. */
const edits = (...edit: readonly Edit[]): Change => ({ edit });
const completed = { only: { status: 'COMPLETED' } };
const noStatus = 'the reply has no status that we read';
const page = '<!DOCTYPE html><html><head><title>Sign in</title></head><body></body></html>';
const megabyte = 1_000_000;
const largeBytes = 50 * megabyte;

/** By endpoint; the rest have the reason. */
const only =
  (why: string, changes: Partial<Readonly<Record<Endpoint, Change>>>): Fault =>
  (at) =>
    changes[at] ?? why;
const everywhere =
  (change: Change): Fault =>
  () =>
    change;

const stateOf = (state: string): Change =>
  edits(
    ['set', 'statement_response.status', { state }],
    ['delete', 'statement_response.manifest'],
    ['delete', 'statement_response.result'],
  );
const statementState = (status: object): Change =>
  edits(['set', 'status', status], ['delete', 'manifest'], ['delete', 'result']);

/** A right result of many rows. */
function largeResult(): string {
  const row = '["2026-11-18","1.5"]';
  const count = Math.floor(largeBytes / row.length);
  const columns = ['usage_date', 'total_usd'].map((name) => ({ name, type_text: 'STRING' }));
  const statement = {
    statement_id: '01f1abcd',
    status: { state: 'SUCCEEDED' },
    manifest: { schema: { columns }, total_row_count: count, truncated: false },
    result: { data_array: [] },
  };
  const [before = '', after = ''] = JSON.stringify({ statement_response: statement }).split('[]');
  return `${before}[${`${row},`.repeat(count - 1)}${row}]${after}`;
}

/** The faults, each at every endpoint where it can happen. */
export const faults = {
  '429, Retry-After in seconds': everywhere(limited('1')),
  '429, Retry-After as a date': everywhere(limited(inTwoSeconds)),
  '429, Retry-After of years': everywhere(limited('99999999999')),
  '429 inside a reply': only(noStatus, {
    message: {
      ...completed,
      edit: [
        ['set', 'status', 'FAILED'],
        ['set', 'error', { type: 'RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION', error: 'slow down' }],
      ],
    },
    result: edits(
      ['set', 'statement_response.status', { state: 'FAILED', error: { message: 'slow down' } }],
      ['delete', 'statement_response.result'],
    ),
    statement: statementState({ state: 'FAILED', error: { message: 'slow down' } }),
    write: edits(['set', '1', { error: { message: 'slow down', code: 429 } }]),
  }),
  '500': everywhere(refused(500, 'INTERNAL_ERROR')),
  '503': everywhere(refused(503, 'TEMPORARILY_UNAVAILABLE')),
  'no reply': everywhere({ wire: 'hang', unreceived: true }),
  'reset before the reply': everywhere({ wire: 'reset', unreceived: true }),
  'closed in the body': everywhere({ wire: 'cut' }),
  'half of the body': everywhere({ wire: 'half' }),
  'wrong types': only('', {
    start: edits(['set', 'conversation_id', { a: 1 }], ['set', 'message_id', [true]]),
    message: edits(['set', 'status', ['COMPLETED']]),
    result: edits(['set', 'statement_response', 'rows']),
    statement: edits(
      ['set', 'status', 5],
      ['set', 'statement_id', { a: 1 }],
      ['set', 'result', 'x'],
      ['set', 'manifest', 7],
    ),
    choose: { decides: { arguments: '{"domains":"cost"}' } },
    write: edits(['set', '0', 5], ['set', '1', 'text'], ['set', '2', [1]]),
    token: edits(['set', 'access_token', { a: 1 }]),
  }),
  'a web page': everywhere({
    unreceived: true,
    raw: { status: 200, headers: { 'content-type': 'text/html' }, body: page },
  }),
  'one byte a second': everywhere({ wire: 'drip' }),
  '50 MB': only('', {
    start: { wire: 'padded' },
    message: { wire: 'padded' },
    result: { raw: { body: largeResult() } },
    statement: { wire: 'padded' },
    choose: { wire: 'padded' },
    write: { stream: { before: ': waiting for a place in the queue\n\n'.repeat(largeBytes / 36) } },
    token: { wire: 'padded' },
  }),
  '401': everywhere(refused(401, 'UNAUTHENTICATED')),
  '403': everywhere(refused(403, 'PERMISSION_DENIED')),
  '404': everywhere(refused(404, 'RESOURCE_DOES_NOT_EXIST')),
  'success without content': only('', {
    start: { raw: { json: {} } },
    message: { ...completed, edit: [['delete', 'attachments']] },
    result: stateOf('SUCCEEDED'),
    statement: statementState({ state: 'SUCCEEDED' }),
    choose: edits(['set', 'choices', []]),
    write: edits(['set', '0.choices', []], ['set', '1.choices', []], ['set', '2.choices', []]),
    token: { raw: { json: {} } },
  }),
  'an unknown status': only(noStatus, {
    message: edits(['set', 'status', 'PONDERING']),
    result: stateOf('THINKING'),
    statement: statementState({ state: 'THINKING' }),
    choose: edits(['set', 'choices.0.finish_reason', 'pondering']),
    write: edits(['set', '3.choices.0.finish_reason', 'pondering']),
  }),
  'a result that is gone': only('the reply names no result', {
    message: { ...completed, edit: [['set', 'status', 'QUERY_RESULT_EXPIRED']] },
    result: stateOf('CLOSED'),
    statement: statementState({ state: 'CLOSED' }),
  }),
  'a status that goes back': only('there is one reply, so nothing goes back', {
    message: { ...completed, edit: [['set', 'status', 'FILTERING_CONTEXT']] },
    result: stateOf('PENDING'),
    statement: statementState({ state: 'RUNNING' }),
  }),
  'done, then reset': (at) =>
    at === 'choose' || at === 'write' ? 'a model keeps nothing of a call' : { wire: 'reset' },
} satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof faults;
