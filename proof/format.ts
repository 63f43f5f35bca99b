import { z } from 'zod';
import type { Answer } from '../domain/answer.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Explanation } from '../domain/explanation.ts';
import type { Investigation } from '../domain/investigation.ts';

/** Of the files and their fields; a reader refuses another. */
export const proofVersion = 1;
export const proofFormat = 'health-monitor-proof';

export const manifestFile = 'manifest.json';
export const answerFile = 'answer.json';
export const evidenceFile = (id: string): string => `evidence/${id}.json`;

/** `answer.json`: what was answered, with whose rights, and which tables each domain brought. */
export type ProvenAnswer = Pick<
  Investigation,
  'id' | 'question' | 'status' | 'finishedAt' | 'identity' | 'askedAs'
> & {
  readonly lanes: readonly Pick<
    Investigation['lanes'][number],
    'domain' | 'question' | 'outcome' | 'evidenceIds'
  >[];
  readonly answer: Answer;
  readonly explanation: Explanation | null;
};

/** A file of `evidence/`: a table, and the window that its parameters say, ISO-8601 with an exclusive end. */
export type ProvenTable = Evidence & {
  readonly window: { readonly from: string; readonly to: string } | null;
};

const Text = z.string();
const Whole = z.int().nonnegative();
const Cell = z.union([Text, z.number(), z.boolean(), z.null()]);
const Citations = z.array(
  z.looseObject({
    marker: Text,
    evidenceId: Text,
    row: Whole.nullable(),
    column: Text.nullable(),
    columnIndex: Whole.nullable(),
    value: Cell,
  }),
);

/** What is read of `manifest.json`; `files` has the SHA-256 of every other file. */
export const Manifest = z.strictObject({
  format: z.literal(proofFormat),
  version: z.literal(proofVersion),
  investigationId: Text,
  question: Text,
  madeAt: z.iso.datetime(),
  /** Of the certified statements that the service had when it made the bundle. */
  catalogueSha256: Text,
  files: z.array(z.strictObject({ path: Text, sha256: Text })),
});
export type Manifest = z.infer<typeof Manifest>;

/** The fields of `answer.json` that are checked; the others pass. */
export const ProvenAnswerFields = z.looseObject({
  id: Text,
  question: Text,
  lanes: z.array(z.looseObject({ evidenceIds: z.array(Text) })),
  answer: z.looseObject({
    markdown: Text,
    citations: Citations,
    claims: z.array(
      z.looseObject({
        text: Text,
        verdict: z.enum(['supported', 'derived', 'unsupported']),
        markers: z.array(Text),
      }),
    ),
    caveats: z.array(Text),
    toolText: Text.optional(),
  }),
  explanation: z
    .looseObject({ verdict: Text, lines: z.array(Text), citations: Citations })
    .nullable(),
});

/** The fields of a table that are checked; the others pass. */
export const ProvenTableFields = z.looseObject({
  id: Text,
  domain: Text,
  title: Text,
  sql: Text,
  parameters: z.array(z.looseObject({ name: Text, value: Text })),
  columns: z.array(
    z.looseObject({
      name: Text,
      type: Text,
      is: z.enum(['key', 'label', 'time', 'measure']),
      unit: Text.nullable(),
    }),
  ),
  rows: z.array(z.array(Cell)),
  rowCount: Whole,
  truncated: z.boolean(),
  certified: Text.nullable(),
  source: z.discriminatedUnion('kind', [
    z.looseObject({ kind: z.literal('genie') }),
    z.looseObject({ kind: z.literal('warehouse') }),
    z.looseObject({ kind: z.literal('computed'), from: z.array(Text), rule: Text }),
  ]),
});
