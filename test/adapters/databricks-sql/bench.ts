import { readFileSync } from 'node:fs';
import { createDeltaMemory, quotedName } from '../../../adapters/databricks-sql/memory.ts';
import type { DeltaMemory } from '../../../adapters/databricks-sql/memory.ts';
import { createDeltaMemoryStore } from '../../../adapters/databricks-sql/memory-store.ts';
import { createSqlDriver } from '../../../adapters/databricks-sql/driver.ts';
import type { SqlDriver } from '../../../adapters/databricks-sql/driver.ts';
import { withDeltaKeeping, withDeltaMemory } from '../../../adapters/databricks-sql/work-store.ts';
import { createKeepingStore } from '../../../adapters/postgres/memory-keeping.ts';
import { createUnsaved } from '../../../adapters/postgres/unsaved.ts';
import { createWorkStore } from '../../../adapters/postgres/work-store.ts';
import type { SessionId } from '../../../domain/ids.ts';
import type { InvestigationRef } from '../../../domain/investigation.ts';
import type { KeepingStore } from '../../../domain/keeping.ts';
import type { MemoryStore } from '../../../domain/memory-port.ts';
import type { WorkStore } from '../../../domain/worker-ports.ts';
import { warehouseId } from '../../../local/workspace/warehouses/store.ts';
import type { Workspace } from '../../../local/workspace/workspace.ts';
import { createClient } from '../../local/workspace/client.ts';
import { openWarehouse } from '../../local/workspace/thrift/warehouse.ts';
import { anAnswer, openBench } from '../postgres/bench.ts';
import type { Bench } from '../postgres/bench.ts';

export const tables = {
  shortTerm: 'main.health_monitor.short_term',
  longTerm: 'main.health_monitor.long_term',
};

/** Memory on Delta tables of a local workspace, beside a PostgreSQL of its own. */
export type DeltaBench = AsyncDisposable & {
  readonly postgres: Bench;
  readonly workspace: Workspace;
  readonly driver: SqlDriver;
  readonly delta: DeltaMemory;
  readonly memory: MemoryStore;
  readonly work: WorkStore;
  readonly keeping: KeepingStore;
  readonly faults: (...rules: readonly unknown[]) => Promise<unknown>;
  /** Asks in a session, which is made when none is named. */
  readonly asked: (
    owner: string,
    question: string,
    session?: string,
  ) => Promise<InvestigationRef & { readonly session: string }>;
  /** Finishes the answer, and saves it as the worker does. */
  readonly saved: (ref: InvestigationRef, answer: string, ttlHours: number) => Promise<void>;
  readonly answered: (ref: InvestigationRef, answer: string) => Promise<void>;
};

/** A way to the workspace's warehouse of one's own, as another process has. */
export function driverOf({ sql, token }: Workspace, start?: () => Promise<void>): SqlDriver {
  const { hostname, port } = new URL(sql?.url ?? '');
  const address = { host: hostname, port: Number(port), warehouseId, ca: sql?.authority ?? null };
  return createSqlDriver(
    address,
    () => Promise.resolve({ authorization: `Bearer ${token}` }),
    start,
  );
}

const ddl = (name: string, table: string): string =>
  readFileSync(new URL(`../../../sql/databricks/${name}.sql`, import.meta.url), 'utf8').replace(
    '{table}',
    quotedName(table),
  );

export async function openDeltaBench(): Promise<DeltaBench> {
  const [postgres, workspace] = await Promise.all([openBench(), openWarehouse()]);
  const driver = driverOf(workspace);
  await driver.run(ddl('short_term_memory', tables.shortTerm));
  await driver.run(ddl('long_term_memory', tables.longTerm));
  const delta = createDeltaMemory(driver, tables);
  const unsaved = createUnsaved(postgres.pool);
  const work = withDeltaMemory(createWorkStore(postgres.pool, false), unsaved, delta);
  const { control } = createClient(workspace);
  const answered = async (ref: InvestigationRef, answer: string): Promise<void> => {
    const { finished } = await work.answerState(ref);
    if (finished !== null) return;
    await work.appendAnswer(ref, [
      { key: 'answer.started:1:1', type: 'answer.started', payload: { pass: 1, attempt: 1 } },
      {
        key: 'answer.finished:1:1',
        type: 'answer.finished',
        payload: { answer: anAnswer(answer), usage: {} },
      },
    ]);
  };
  return {
    postgres,
    workspace,
    driver,
    delta,
    work,
    memory: createDeltaMemoryStore(postgres.memory, unsaved, delta),
    keeping: withDeltaKeeping(createKeepingStore(postgres.pool), unsaved, delta),
    faults: (...rules) =>
      rules.length === 0 ? control('DELETE', '/faults') : control('PUT', '/faults', rules),
    asked: async (owner, question, session) => {
      const given = session === undefined ? {} : { session: session as SessionId };
      const ref = await postgres.investigate({ owner, question, ...given });
      const row = await postgres.store.find(ref);
      if (row === null) throw new Error('no row');
      return { ...ref, session: row.sessionId };
    },
    answered,
    saved: async (ref, answer, ttlHours) => {
      await answered(ref, answer);
      await work.remember(ref, ttlHours);
    },
    [Symbol.asyncDispose]: async () => {
      await driver.close();
      await Promise.all([workspace.close(), postgres[Symbol.asyncDispose]()]);
    },
  };
}
