import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../../config/index.ts';
import { toCell } from '../../domain/cells.ts';
import type { Statement, StatementEnd, Warehouse } from '../../domain/warehouse.ts';
import { WorldTruth } from '../../eval/causes/truth.ts';
import { z } from 'zod';

const home = fileURLToPath(new URL('../..', import.meta.url));
const token = 'evaluation';
/** The warehouse of the local workspace. */
const warehouseId = 'a1b2c3d4e5f60001';
const readyWithinMs = 180_000;

/** What is generated: a seed, and the incidents and decoys that are planted in it, `all` or `none` among them. */
export type WorldSpec = {
  readonly seed: number;
  readonly incidents: readonly string[];
  readonly decoys: readonly string[];
};

/** A world that can be asked: its warehouse and the truth about it. */
export type World = {
  readonly warehouse: Warehouse;
  readonly truth: WorldTruth;
  readonly close: () => Promise<void>;
};

/**
 * Starts a local workspace over a world, whose data it builds or takes from the cache.
 *
 * Effect: a process, which `close` ends; HTTP to it.
 *
 * @param nowMs Where the data end, epoch milliseconds.
 * @throws {Error} When it cannot be started.
 */
export async function openWorld(spec: WorldSpec, nowMs: number, cacheDir: string): Promise<World> {
  const flags = {
    port: '0',
    token,
    'cache-dir': cacheDir,
    seed: String(spec.seed),
    now: new Date(nowMs).toISOString(),
    incidents: spec.incidents.join(),
    decoys: spec.decoys.join(),
  };
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(process.execPath, ['local/workspace/main.ts', ...args], {
    cwd: home,
    env: childEnvironment({}),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const close = async () => {
    child.kill('SIGTERM');
    await exit;
    process.removeListener('exit', end);
  };
  try {
    const url = await urlOf(child.stdout, exit);
    await untilReady(url);
    const truth = WorldTruth.parse(await (await fetch(`${url}/__local/truth`)).json());
    return {
      warehouse: { id: warehouseId, run: (asked, signal) => run(url, asked, signal) },
      truth,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function urlOf(output: NodeJS.ReadableStream, exit: Promise<unknown>): Promise<string> {
  const said = once(createInterface(output), 'line') as Promise<[string]>;
  const line = await Promise.race([said, exit.then(() => null)]);
  const url = /http:\/\/\S+/.exec(line?.[0] ?? '')?.[0];
  if (url === undefined) throw new Error('The local workspace did not start.');
  return url;
}

async function untilReady(url: string): Promise<void> {
  const untilMs = Date.now() + readyWithinMs;
  while (!(await fetch(`${url}/__local/health`)).ok) {
    if (Date.now() > untilMs)
      throw new Error('The local workspace has no data after three minutes.');
    await delay(200);
  }
}

/** A statement only reads: one whose connection was lost is sent once more. */
async function again(send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof TypeError) return send();
    throw error;
  }
}

const Rows = z.object({
  data_array: z.array(z.array(z.string().nullable())).default([]),
  next_chunk_internal_link: z.string().optional(),
});
const Reply = z.object({
  statement_id: z.string(),
  status: z.object({ state: z.string(), error: z.object({ message: z.string() }).optional() }),
  manifest: z
    .object({
      schema: z.object({ columns: z.array(z.object({ name: z.string(), type_text: z.string() })) }),
      total_row_count: z.number(),
      truncated: z.boolean().default(false),
    })
    .optional(),
  result: Rows.optional(),
});

async function run(
  url: string,
  { sql, parameters }: Statement,
  signal: AbortSignal,
): Promise<StatementEnd> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({
    warehouse_id: warehouseId,
    statement: sql,
    parameters,
    disposition: 'INLINE',
    format: 'JSON_ARRAY',
    wait_timeout: '50s',
  });
  const init = { method: 'POST', headers, body, signal };
  const reply = await again(() => fetch(`${url}/api/2.0/sql/statements`, init));
  if (!reply.ok) return { kind: 'failed', reason: await reply.text() };
  const { statement_id: statementId, status, manifest, result } = Reply.parse(await reply.json());
  if (manifest === undefined || status.state !== 'SUCCEEDED')
    return { kind: 'failed', reason: status.error?.message ?? status.state };
  const rows = [...(result?.data_array ?? [])];
  for (let next = result?.next_chunk_internal_link; next !== undefined;) {
    const chunk = Rows.parse(await (await fetch(`${url}${next}`, { headers, signal })).json());
    rows.push(...chunk.data_array);
    next = chunk.next_chunk_internal_link;
  }
  const columns = manifest.schema.columns.map(({ name, type_text: type }) => ({ name, type }));
  return {
    kind: 'rows',
    statementId,
    columns,
    rows: rows.map((row) => row.map((cell, n) => toCell(cell, columns[n]?.type ?? ''))),
    rowCount: manifest.total_row_count,
    truncated: manifest.truncated,
  };
}
