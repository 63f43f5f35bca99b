import type { Evidence, EvidenceColumn } from './evidence.ts';

/** The column of a table that tells what spend will have come to, which an amount is compared with. Pure. */
export const projectedColumn = ({ columns }: Pick<Evidence, 'columns'>): EvidenceColumn | null =>
  columns.find(({ name, unit }) => name === 'projected_usd' && unit === 'USD') ?? null;
