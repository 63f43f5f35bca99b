import { askedAsOf } from '../../domain/on-behalf.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { noNames } from '../../language/known-names.ts';
import { askGenie } from '../../activities/ask-genie/ask-genie.ts';
import type { Deps, WorkSettings } from '../../activities/deps.ts';
import { processTimer } from '../../activities/timer.ts';
import { createAuthenticate } from '../../adapters/databricks/auth.ts';
import { createGenie } from '../../adapters/databricks/genie.ts';
import { createHttp } from '../../adapters/databricks/http.ts';
import { createWarehouse } from '../../adapters/databricks/warehouse.ts';
import { createReasoner } from '../../adapters/model/reasoner.ts';
import { clockOf } from '../../domain/clock.ts';
import type { LogEvent } from '../../domain/events.ts';
import type { SessionId } from '../../domain/ids.ts';
import { forEachDomain } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import type { InvestigationRef } from '../../domain/investigation.ts';
import type { AskArgs, LegEnd } from '../../domain/steps.ts';
import type { LoggedRequest } from '../../local/workspace/control/requests.ts';
import type { FaultRule } from '../../local/workspace/control/faults.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import { warehouseId } from '../../local/workspace/warehouses/store.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import type { Workspace } from '../../local/workspace/workspace.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { createCertify } from '../../worker/certify.ts';
import { columnsMeant } from '../../wordings/metrics/domain-of.ts';
import { createNearest } from '../../worker/nearest.ts';
import { createStatementOf } from '../../worker/statement-of.ts';
import { createUnknownLimits } from '../../worker/unknown-limits.ts';
import { openBench } from '../adapters/postgres/bench.ts';
import type { Bench } from '../adapters/postgres/bench.ts';
import { sharedCache } from '../local/data/cache.ts';
import { toolsOf } from '../support/tools.ts';
import { createWorkspaceControl } from '../support/workspace-control.ts';

/** Where the workspace's data ends. */
export const nowMs = Date.parse('2026-11-18T00:00:00Z');

export const settings: WorkSettings = {
  spaces: forEachDomain((domain) => localSpaces[domain].spaceId),
  genieTimeoutMs: 20_000,
  // After the workspace has answered, as a rule.
  genieFirstLookMs: 250,
  genieQuestionsPerMinute: 1_000,
  memoryTtlHours: 24,
  timeZone: 'UTC',
  maxBudgetSeconds: 3_600,
  maxDeepBudgetSeconds: 604_800,
};

/** Everything an activity reaches, real: PostgreSQL and a workspace over HTTP. */
export type World = AsyncDisposable & {
  readonly bench: Bench;
  readonly workspace: Workspace;
  /** Where the workspace's data lies, for another workspace with the same. */
  readonly cacheDir: string;
  readonly deps: Deps;
  readonly aCase: (given?: CaseGiven) => Promise<Case>;
};

type CaseGiven = {
  /** Words that the questions of the case carry, if they are to be the same as another's. */
  readonly tag?: string;
  readonly question?: string;
  readonly domain?: Domain;
  readonly session?: SessionId;
  readonly spaceId?: string;
  readonly settings?: Partial<WorkSettings>;
  /** What the workspace does to the questions of this case. */
  readonly faults?: readonly Partial<FaultRule>[];
  readonly deadlineInMs?: number;
  readonly deps?: (deps: Deps) => Deps;
};

type Leg = Partial<AskArgs> & { readonly attempt?: number; readonly signal?: AbortSignal };

/** One lane of one investigation, whose questions can be told from all others by their words. */
export type Case = {
  readonly ref: InvestigationRef;
  readonly tag: string;
  readonly deps: Deps;
  readonly ask: (leg?: Leg) => Promise<LegEnd>;
  /** POSTs of this case's questions, oldest first. */
  readonly questions: () => Promise<readonly LoggedRequest[]>;
  /** All requests to the workspace. */
  readonly requests: () => Promise<readonly LoggedRequest[]>;
  readonly log: () => Promise<readonly LogEvent[]>;
  readonly finished: () => Promise<Extract<LogEvent, { type: 'lane.finished' }>>;
};

let cases = 0;

/**
 * Opens a world of its own. Faults are set by their cases, one after another, each for its own words.
 */
export async function openWorld(answerMs = 60): Promise<World> {
  const cacheDir = await sharedCache();
  const workspace = await createWorkspace({ cacheDir, nowMs, days: 7, genieQpm: 1_000, answerMs });
  const [bench] = await Promise.all([openBench(), workspace.ready]);
  const deps = connectTo(bench, workspace);
  const control = createWorkspaceControl(workspace.url);
  let faults: readonly Partial<FaultRule>[] = [];
  return {
    bench,
    workspace,
    cacheDir,
    deps,
    aCase: async (given = {}) => {
      cases += 1;
      const tag = given.tag ?? `case-${cases}-`;
      faults = [
        ...faults,
        ...(given.faults ?? []).map((rule) => ({
          ...rule,
          match: rule.match?.method === 'GET' ? rule.match : { content: tag, ...rule.match },
        })),
      ];
      if (given.faults) await control.setFaults(faults);
      return openCase(bench, control, deps, given, tag);
    },
    [Symbol.asyncDispose]: async () => {
      await workspace.close();
      await bench[Symbol.asyncDispose]();
    },
  };
}

export function connectTo(bench: Bench, { url, token }: { url: string; token: string }): Deps {
  const credentials = { host: url, token, clientId: null, clientSecret: null, profile: null };
  const offline = createReasoner(null);
  const nearest = createNearest(loadCatalogue());
  const http = createHttp(url, createAuthenticate(credentials));
  const genie = createGenie(url, http, { by: 'token' });
  return {
    store: bench.work,
    laneEnds: bench.laneEnds,
    timer: processTimer,
    workspaceFor: () => null,
    askedAs: askedAsOf(null),
    genie,
    warehouse: createWarehouse(warehouseId, { http, caller: genie.caller }),
    reasoner: offline,
    byRule: offline,
    certify: createCertify(loadCatalogue()),
    statementOf: createStatementOf(loadCatalogue()),
    now: clockOf(null),
    nearest,
    columnsMeant,
    knownNames: () => noNames,
    unknownLimits: createUnknownLimits(loadCatalogue()),
    tools: toolsOf(bench),
    settings,
  };
}

async function openCase(
  bench: Bench,
  control: ReturnType<typeof createWorkspaceControl>,
  world: Deps,
  given: CaseGiven,
  tag: string,
): Promise<Case> {
  const domain = given.domain ?? 'cost';
  const deps: Deps = {
    ...world,
    // A workspace of its own for the quota: a pause of one case is none of another's.
    genie: { ...world.genie, workspace: tag },
    settings: { ...world.settings, ...given.settings },
  };
  const ref = await bench.investigate({
    domains: [domain],
    question: `${given.question ?? 'How much do we spend per day?'} Put ${tag} first.`,
    spaceIds: { [domain]: given.spaceId ?? world.settings.spaces[domain] },
    ...(given.session === undefined ? {} : { session: given.session }),
    ...(given.deadlineInMs === undefined ? {} : { deadlineInMs: given.deadlineInMs }),
  });
  const finalDeps = given.deps?.(deps) ?? deps;
  const log = () => bench.log(ref);
  return {
    ref,
    tag,
    deps: finalDeps,
    ask: ({ attempt = 1, signal = new AbortController().signal, ...args } = {}) =>
      askGenie(
        finalDeps,
        {
          ref,
          round: 1,
          domain,
          epoch: 1,
          ask: 1,
          say: null,
          following: null,
          kept: null,
          laneLimitMs: 100_000,
          ...args,
        },
        { attempt, signal },
      ),
    questions: async () =>
      (await control.questions()).filter(({ body }) => body?.content.includes(tag)),
    requests: () => control.requests(),
    log,
    finished: async () => {
      const found = (await log()).find((event) => event.type === 'lane.finished');
      if (found?.type !== 'lane.finished') throw new Error('the lane has not finished');
      return found;
    },
  };
}

/** Waits until something is so, looking every 10 ms. */
export async function until(isSo: () => Promise<boolean>, withinMs = 10_000): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > endMs) throw new Error(`not so within ${withinMs} ms`);
    await pause(10);
  }
}
