import type { Client } from '@temporalio/client';
import { createWatchActivities } from '../../activities/watch/index.ts';
import type { WatchDeps } from '../../activities/watch/deps.ts';
import { createActivities } from '../../activities/index.ts';
import { admissionIds } from '../../adapters/admission-ids.ts';
import { createInvestigationStore } from '../../adapters/postgres/investigation-store.ts';
import { createWatchStore } from '../../adapters/postgres/watches.ts';
import { createWatchWork } from '../../adapters/postgres/watch-work.ts';
import { createWorkStore } from '../../adapters/postgres/work-store.ts';
import { createOwnSchedules } from '../../adapters/temporal/own-schedules.ts';
import type { NewWatchInput } from '../../api/watch-schemas.ts';
import { clockOf } from '../../domain/clock.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import type { Workspace } from '../../local/workspace/workspace.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { watchedIn } from '../../worker/schedule-ports.ts';
import { investigationQueue, watchCheckType } from '../../workflows/messages.ts';
import { connectTo } from '../activities/bench.ts';
import { startService } from '../api/service.ts';
import type { Service } from '../api/service.ts';
import { sharedCache } from '../local/data/cache.ts';
import { openScheduleBench } from './schedule-bench.ts';

/** Before and after a job of the local data begins to fail again and again. */
export const calmAt = '2026-11-17T20:00:00Z';
export const stormAt = '2026-11-18T00:30:00Z';

type Watch = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly state: string;
  readonly events: readonly {
    readonly kind: string;
    readonly n: number;
    readonly investigationId: string | null;
    readonly held: string | null;
    readonly detail: { readonly reason: string } | null;
    readonly objects: readonly { readonly label: string; readonly value: number }[];
  }[];
  readonly checks: readonly { readonly kind: string }[];
};

/** A service whose watches are checked by real engines; the clock of the workspace's data can be set. */
export type WatchBench = AsyncDisposable & {
  readonly service: Service;
  readonly client: Client;
  readonly workspace: Workspace;
  readonly deps: WatchDeps;
  /** Starts workers until it is disposed of. */
  readonly working: (over?: Partial<WatchDeps>) => Promise<AsyncDisposable>;
  readonly clock: (now: string) => Promise<void>;
  readonly add: (body?: object) => Promise<Watch>;
  readonly show: (id: string) => Promise<Watch>;
  /** Runs a check, and waits until it has ended. */
  readonly check: (id: string) => Promise<Watch>;
};

/** A watch on jobs with more than 20 failed runs of a day. */
export const failing: Pick<NewWatchInput, 'question' | 'parameters'> & { condition: object } = {
  question: 'reliability/failing_jobs',
  parameters: { from_time: 'now-24h' },
  condition: { column: 'failed_runs', operator: 'GREATER_THAN', threshold: 20 },
};

let named = 0;
let checks = 0;

export async function openWatchBench(): Promise<WatchBench> {
  const cacheDir = await sharedCache();
  const nowMs = Date.parse(calmAt);
  const incidents = ['retry-loop'];
  const workspace = await createWorkspace({ cacheDir, nowMs, days: 7, genieQpm: 1_000, incidents });
  const [temporal] = await Promise.all([openScheduleBench(), workspace.ready]);
  const schedules = createOwnSchedules(temporal.client, {
    kind: 'watch',
    workflowType: watchCheckType,
    taskQueue: investigationQueue,
  });
  const world = connectTo(temporal.postgres, workspace);
  const service = await startService((pool) => ({
    watches: {
      store: createWatchStore(pool),
      schedules,
      questions: loadCatalogue().questions,
      warehouse: world.warehouse,
    },
  }));
  const deps: WatchDeps = {
    watches: createWatchWork(service.pool),
    questionOf: watchedIn(loadCatalogue()),
    investigations: createInvestigationStore(service.pool, 100_000),
    limits: { ...service.deps.limits, genieQuestionsPerMinute: 1_000 },
    domainAccess: {},
    ids: { ...admissionIds, sealToken: null },
    warehouse: world.warehouse,
    now: clockOf(calmAt),
    workspace: world.genie.workspace,
  };
  const show = async (id: string): Promise<Watch> =>
    (await (await service.get(`/v1/watches/${id}`)).json()) as Watch;
  return {
    service,
    client: temporal.client,
    workspace,
    deps,
    working: (over = {}) =>
      temporal.working({
        ...createActivities({ ...world, store: createWorkStore(service.pool) }),
        ...createWatchActivities({ ...deps, ...over }),
      }),
    clock: async (now) => {
      const reply = await fetch(`${workspace.url}/__local/clock`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ now }),
      });
      if (!reply.ok) throw new Error(await reply.text());
    },
    add: (body) => add(service, body),
    show,
    check: async (id) => {
      checks += 1;
      await temporal.client.workflow.execute(watchCheckType, {
        taskQueue: investigationQueue,
        workflowId: `check-${id}-${checks}`,
        args: [{ id, owner: 'local' }],
      });
      return show(id);
    },
    [Symbol.asyncDispose]: async () => {
      await service.close();
      await workspace.close();
      await temporal[Symbol.asyncDispose]();
    },
  };
}

async function add(service: Service, body: object = {}): Promise<Watch> {
  named += 1;
  const reply = await service.post('/v1/watches', { ...failing, name: `w${named}`, ...body });
  if (reply.status !== 201) throw new Error(`${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Watch;
}
