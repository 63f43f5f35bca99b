import type { UsageDayFact } from './facts.ts';
import type { Ledger } from './truth.ts';
import { usd, type World } from './world.ts';

function sortedEntries<T>(totals: ReadonlyMap<string, T>): [string[], T][] {
  return [...totals]
    .map(([key, value]): [string[], T] => [(JSON.parse(key) as unknown[]).map(String), value])
    .toSorted(([left], [right]) => (left.join('|') < right.join('|') ? -1 : 1));
}

function usageByDay(world: World): UsageDayFact[] {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const orNull = (value: unknown) => (typeof value === 'string' ? value : null);
  return [...world.usage].map(([key, sums]) => {
    const [usageDate, workspaceId, skuName, product, kind, objectId, team, owner, recordType] =
      JSON.parse(key) as unknown[];
    return {
      usageDate: text(usageDate),
      workspaceId: text(workspaceId),
      skuName: text(skuName),
      product: text(product),
      kind: text(kind),
      objectId: text(objectId),
      team: orNull(team),
      owner: orNull(owner),
      recordType: text(recordType),
      quantity: usd(sums.quantity * 100),
      costUsd: usd(sums.micros),
      accountUsd: usd(sums.accountMicros),
    };
  });
}

/** The recorded facts and totals in the form of `Truth`. */
export function ledgerOf(world: World): Ledger {
  return {
    listCostByDay: sortedEntries(world.costMicros).map(
      ([[usageDate = '', workspaceId = '', skuName = '', product = ''], micros]) => ({
        usageDate,
        workspaceId,
        skuName,
        product,
        costUsd: usd(micros),
      }),
    ),
    jobCostByDay: sortedEntries(world.jobMicros).map(
      ([[usageDate = '', workspaceId = '', jobId = ''], micros]) => ({
        usageDate,
        workspaceId,
        jobId,
        costUsd: usd(micros),
      }),
    ),
    usageByDay: usageByDay(world),
    endpointDays: sortedEntries(world.endpointDays).map(
      ([[date = '', workspaceId = '', endpoint = ''], sums]) => ({
        date,
        workspaceId,
        endpoint,
        ...sums,
      }),
    ),
    runs: world.runs.map((run) => ({
      ...run,
      listCostUsd: usd(world.runMicros.get(JSON.stringify([run.workspaceId, run.runId])) ?? 0),
    })),
    ...world.facts,
    queriesByDay: sortedEntries(world.queries).map(
      ([[startDate = '', workspaceId = '', warehouseId = ''], sums]) => ({
        startDate,
        workspaceId,
        warehouseId,
        ...sums,
      }),
    ),
    auditByDay: sortedEntries(world.auditCounts).map(
      ([[eventDate = '', actionName = '', refused = ''], events]) => ({
        eventDate,
        actionName,
        refused: refused === 'true',
        events,
      }),
    ),
    tables: world.tables,
  };
}
