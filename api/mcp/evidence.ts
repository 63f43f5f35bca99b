import { createHash } from 'node:crypto';
import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { domains } from '../../domain/domains.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { invalid } from '../errors.ts';
import { readReadable } from '../read.ts';
import { readProof } from '../read-proof.ts';
import { answering, readsOnly, toldResult } from './call.ts';
import type { ToolCall } from './call.ts';

/** Rows of a table that a model gets; the proof has all. */
const mostRows = 200;

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const ToldEvidence = z.object({
  id: z.string(),
  domain: z.enum(domains),
  title: z.string(),
  sql: z.string(),
  certified: z.string().nullable().describe('The certified question whose SQL it is'),
  columns: z.array(z.object({ name: z.string(), type: z.string(), unit: z.string().nullable() })),
  rows: z.array(z.array(Cell)),
  row_count: z.int(),
  truncated: z.boolean(),
  complete_until: z.string().nullable(),
});

/** Adds the tool that gives a table behind an answer. */
export function addEvidenceTool(server: McpServer, call: ToolCall): void {
  const { deps, caller } = call;
  const config = {
    title: 'Get evidence',
    description: `A table behind an answer, with its SQL and at most ${mostRows} rows; n counts from 1.`,
    inputSchema: z.strictObject({ id: z.string(), n: z.int().min(1) }),
    outputSchema: ToldEvidence,
    annotations: readsOnly,
  };
  server.registerTool('get_evidence', config, ({ id, n }) =>
    answering(call, async () => {
      const row = await readReadable(deps, caller, id);
      const tables = await deps.store.evidence(row);
      const table = tables[n - 1];
      if (table === undefined)
        throw invalid([{ path: 'n', message: `must be from 1 to ${tables.length}` }]);
      const told = toldEvidence(table);
      return toldResult(told, JSON.stringify(told));
    }),
  );
}

const toldEvidence = (table: Evidence): z.infer<typeof ToldEvidence> => ({
  id: table.id,
  domain: table.domain,
  title: table.title,
  sql: table.sql,
  certified: table.certified,
  columns: table.columns.map(({ name, type, unit }) => ({ name, type, unit })),
  rows: table.rows.slice(0, mostRows).map((row) => [...row]),
  row_count: table.rowCount,
  truncated: table.truncated || table.rows.length > mostRows,
  complete_until: table.completeUntil,
});

const ToldProof = z.object({ file_name: z.string(), size_bytes: z.int(), sha256: z.string() });

/** Adds the tool that gives the proof of an answer. */
export function addProofTool(server: McpServer, call: ToolCall): void {
  const config = {
    title: 'Get the proof',
    description:
      'The answer with all rows behind it as a zip file, to be checked without the service (npm run verify).',
    inputSchema: z.strictObject({ id: z.string() }),
    outputSchema: ToldProof,
    annotations: readsOnly,
  };
  server.registerTool('get_proof', config, ({ id }) =>
    answering(call, async () => {
      const { fileName, bytes } = await readProof(call.deps, call.caller, id);
      const zip = Buffer.from(bytes);
      const told = {
        file_name: fileName,
        size_bytes: zip.length,
        sha256: createHash('sha256').update(zip).digest('hex'),
      };
      const uri = `investigation://${id}/proof`;
      const blob = zip.toString('base64');
      const file = { uri, mimeType: 'application/zip', blob };
      return {
        content: [
          { type: 'text' as const, text: `${fileName}, ${zip.length} bytes` },
          { type: 'resource' as const, resource: file },
        ],
        structuredContent: told,
      };
    }),
  );
}
