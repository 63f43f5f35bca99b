import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMarkers } from '../../domain/citations.ts';
import { checkClaims } from '../../claims/check-claims.ts';
import { openProof } from '../../proof/open-proof.ts';
import { verifyProof } from '../../proof/verify-proof.ts';
import { answer } from '../cli/ask/investigation-fixture.ts';
import { anEvidence } from '../support/evidence.ts';
import {
  authenticateByHeader,
  event,
  finished,
  routed,
  startService,
  unknownId,
} from './service.ts';
import type { Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService({ authenticate: authenticateByHeader });
});
afterAll(() => service.close());

const table = anEvidence({ rows: [['etl', 12.5]] });
const pathOf = (id: string): string => `/v1/investigations/${id}/proof`;

async function answered() {
  const { id } = await service.ask();
  const markers = createMarkers();
  const markdown = `\`etl\` ${markers.cell(table, 0, 0)} cost 12.50 USD ${markers.cell(table, 0, 1)}.`;
  const citations = markers.citations();
  const claims = checkClaims(markdown, citations, [table]);
  const told = { ...answer, markdown, citations, claims, caveats: [] };
  const lane = {
    domain: 'cost',
    round: 1,
    outcome: 'answered',
    detail: null,
    waitedMs: 0,
  } as const;
  await service.addEvidence(id, table);
  await service.write(
    id,
    routed('cost'),
    event('lane.finished', { ...lane, evidenceIds: [table.id], genie: null, usage: {} }),
    event('answer.finished', { answer: told, usage: {} }, 'answer.finished:1:1'),
    finished(),
  );
  return { id, told };
}

describe('the proof of an investigation', () => {
  it('is a zip file that fits', async () => {
    const { id, told } = await answered();
    const reply = await service.get(pathOf(id));
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('application/zip');
    expect(reply.headers.get('content-disposition')).toBe(`attachment; filename="proof-${id}.zip"`);
    const opened = openProof(await reply.bytes());
    if ('findings' in opened) throw new Error('the hashes differ');
    expect(opened.proof).toMatchObject({
      manifest: { investigationId: id, catalogueSha256: service.deps.catalogueSha256 },
      answer: { id, lanes: [{ domain: 'cost', evidenceIds: [table.id] }], answer: told },
      tables: [table],
    });
    expect(verifyProof(opened.proof)).toEqual([]);
  });

  it('is for nobody else, as the tables are', async () => {
    const { id } = await answered();
    const other = { 'x-test-principal': 'somebody' };
    for (const path of [pathOf(id), `/v1/investigations/${id}/evidence`, pathOf(unknownId)]) {
      const reply = await service.get(path, other);
      expect([reply.status, await reply.json()]).toMatchObject([404, { code: 'input.not_found' }]);
    }
  });

  it('is refused while there is no answer', async () => {
    const { id } = await service.ask();
    const reply = await service.get(pathOf(id));
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({
      code: 'input.conflict',
      detail: expect.stringContaining('no answer'),
    });
  });
});
