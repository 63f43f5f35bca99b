import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { someEvidence, startService } from './service.ts';
import type { Service } from './service.ts';

let service: Service;
let base: string;
beforeAll(async () => {
  service = await startService();
  const { id } = await service.ask();
  base = `/v1/investigations/${id}/evidence`;
  await service.addEvidence(id, someEvidence);
});
afterAll(() => service.close());

describe('evidence', () => {
  it('is listed whole', async () => {
    const reply = await service.get(base);
    expect(await reply.json()).toEqual({ evidence: [someEvidence], nextCursor: null });
  });

  it('is one table with its exact cells', async () => {
    const reply = await service.get(`${base}/${someEvidence.id}`);
    expect(await reply.json()).toEqual(someEvidence);
  });

  it('is CSV by Accept, and no cell of it is a formula', async () => {
    const reply = await service.get(`${base}/${someEvidence.id}`, { accept: 'text/csv' });
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(await reply.text()).toBe(
      [
        'job_name,cost,runs',
        '"nightly, ""etl""",-12.500000000000000001,3',
        `"'=HYPERLINK(""http://evil"")",,-4`,
        '',
      ].join('\r\n'),
    );
  });
});
