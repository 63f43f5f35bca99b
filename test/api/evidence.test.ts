import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { query } from '../../adapters/postgres/pool.ts';
import { anAnswer } from '../adapters/postgres/bench.ts';
import { event, finished, startService } from './service.ts';
import { someEvidence } from './some-evidence.ts';
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

  it('that was deleted when its time was over says so, and there is no proof any more', async () => {
    const { id } = await service.ask();
    const self = `/v1/investigations/${id}`;
    await service.write(
      id,
      event('started', {}),
      event('answer.started', { pass: 1, attempt: 1 }, 'answer.started:1:1'),
      event('answer.finished', { answer: anAnswer(), usage: {} }, 'answer.finished:1:1'),
      finished(),
    );
    await query(
      service.pool,
      `update investigations set kept = 2, evidence_deleted_at = '2026-11-20T08:00:00Z' where id = $1`,
      [id],
    );
    const reply = await service.get(`${self}/evidence/${someEvidence.id}`);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({
      detail: expect.stringContaining('were deleted on 2026-11-20'),
    });
    expect(await (await service.get(self)).json()).toMatchObject({
      rowsDeletedAt: '2026-11-20T08:00:00.000Z',
      answer: { markdown: 'Jobs cost 12.50 USD.' },
    });
    expect((await service.get(`${self}/proof`)).status).toBe(409);
  });
});
