import type { Evidence } from '../../domain/evidence.ts';
import { evidenceId } from '../../domain/ids.ts';
import { anEvidence } from '../support/evidence.ts';

export const someEvidence: Evidence = anEvidence({
  id: evidenceId('e'.repeat(32)),
  columns: [
    { name: 'job_name', type: 'STRING', is: 'label', unit: null },
    { name: 'cost', type: 'DECIMAL(38,18)', is: 'measure', unit: 'USD' },
    { name: 'runs', type: 'BIGINT', is: 'measure', unit: 'runs' },
  ],
  rows: [
    ['nightly, "etl"', '-12.500000000000000001', 3],
    ['=HYPERLINK("http://evil")', null, -4],
  ],
  rowCount: 2,
  priceBasis: 'list',
});
