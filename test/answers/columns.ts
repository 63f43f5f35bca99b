import type { EvidenceColumn } from '../../domain/evidence.ts';

/** Columns of tables in tests, by what they hold. */
export const key = (name: string): EvidenceColumn => ({
  name,
  type: 'STRING',
  is: 'key',
  unit: null,
});
export const label = (name: string): EvidenceColumn => ({ ...key(name), is: 'label' });
export const day = (name: string): EvidenceColumn => ({ ...key(name), type: 'DATE' });
export const time = (name: string): EvidenceColumn => ({
  ...key(name),
  type: 'TIMESTAMP',
  is: 'time',
});
export const money = (name: string): EvidenceColumn => ({
  name,
  type: 'DECIMAL(20,6)',
  is: 'measure',
  unit: 'USD',
});
export const count = (name: string, unit: string): EvidenceColumn => ({
  name,
  type: 'BIGINT',
  is: 'measure',
  unit,
});
export const percent = (name: string): EvidenceColumn => ({
  name,
  type: 'DOUBLE',
  is: 'measure',
  unit: 'percent',
});
