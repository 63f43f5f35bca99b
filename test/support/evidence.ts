import { randomBytes } from 'node:crypto';
import type { Evidence } from '../../domain/evidence.ts';
import { evidenceId } from '../../domain/ids.ts';

/** 32 digits that no other test has. */
export const hex = (): string => randomBytes(16).toString('hex');

/** A table of one job and what it cost. */
export const anEvidence = (over: Partial<Evidence> = {}): Evidence => ({
  id: evidenceId(hex()),
  domain: 'cost',
  title: 'Spend by job',
  sql: 'select 1',
  parameters: [],
  columns: [
    { name: 'job', type: 'STRING', is: 'label', unit: null },
    { name: 'cost', type: 'DECIMAL(38,18)', is: 'measure', unit: 'USD' },
  ],
  rows: [['etl', '12.500000000000000001']],
  rowCount: 1,
  truncated: false,
  certified: null,
  completeUntil: null,
  scope: null,
  priceBasis: null,
  source: {
    kind: 'genie',
    spaceId: 's',
    conversationId: 'c',
    messageId: 'm',
    attachmentId: 'a',
    statementId: null,
    fetchedAt: '2026-11-18T00:00:00.000Z',
    url: 'http://workspace.example/genie',
  },
  identity: 'service',
  askedAs: null,
  ...over,
});
