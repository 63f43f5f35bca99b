import fc from 'fast-check';
import type { Bend } from './bend.ts';

const fields = {
  start: ['conversation_id', 'message_id', 'message', 'conversation'],
  message: [
    'status',
    'content',
    'created_timestamp',
    'last_updated_timestamp',
    'attachments',
    'error',
    'message_id',
    'attachments.0.attachment_id',
    'attachments.0.query',
    'attachments.0.query.title',
    'attachments.0.query.query',
    'attachments.0.query.parameters',
    'attachments.0.query.statement_id',
    'attachments.1',
  ],
  result: [
    'statement_response',
    'statement_response.status',
    'statement_response.status.state',
    'statement_response.manifest',
    'statement_response.manifest.schema',
    'statement_response.manifest.schema.columns',
    'statement_response.manifest.schema.columns.0',
    'statement_response.manifest.schema.columns.0.name',
    'statement_response.manifest.total_row_count',
    'statement_response.manifest.truncated',
    'statement_response.result',
    'statement_response.result.data_array',
    'statement_response.result.data_array.0',
    'statement_response.result.data_array.0.0',
    'statement_response.result.next_chunk_index',
  ],
} as const;

const places = Object.entries(fields).flatMap(([route, paths]) =>
  paths.map((path) => ({ route: route as keyof typeof fields, path })),
);

/** Bends that put any JSON value, with any Unicode text, into one field; the same ones every time. */
export function randomBends(count: number): readonly Bend[] {
  const bend = fc
    .tuple(fc.constantFrom(...places), fc.jsonValue({ stringUnit: 'binary', maxDepth: 2 }))
    .map(([{ route, path }, value]): Bend => ({
      id: path,
      kind: 'any value',
      route,
      edit: [['set', path, value]],
    }));
  return fc.sample(bend, { numRuns: count, seed: 20_261_128 });
}
