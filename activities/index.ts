import type { Steps } from '../domain/steps.ts';
import { createAsAsked } from './as-asked.ts';
import { askGenie } from './ask-genie/ask-genie.ts';
import { check } from './deep/check.ts';
import { plan } from './deep/plan.ts';
import type { Deps } from './deps.ts';
import { explain } from './explain/explain.ts';
import { route, routeAtOnce } from './route.ts';
import { run } from './run.ts';
import { runTool } from './run-tool.ts';
import { summarise } from './summarise.ts';
import { synthesise, synthesiseAtOnce } from './synthesise/synthesise.ts';

/**
 * The activities of an investigation.
 *
 * Effect: each has effects only through `deps`, and may run more than once.
 */
export function createActivities(deps: Deps): Steps {
  const { store, settings } = deps;
  const asAsked = createAsAsked(deps);
  const mostSeconds = {
    standard: settings.maxBudgetSeconds,
    deep: settings.maxDeepBudgetSeconds,
  };
  return {
    route: (args) => run((at) => route(deps, args, at)),
    routeAtOnce: (args) => run((at) => routeAtOnce(deps, args, at)),
    askGenie: (args) => run(async (at) => askGenie(await asAsked(args.ref), args, at)),
    settleLanes: ({ ref, round, proposals, clarifications }) =>
      run(async () => {
        const lanes = await store.settleLanes(ref, round, proposals, clarifications);
        return lanes.map(({ domain, outcome, detail }) => ({ domain, outcome, detail }));
      }),
    steer: ({ ref, updateId, action }) =>
      run(() => store.recordSteer(ref, { updateId, action, mostSeconds })),
    explain: (args) => run(async (at) => explain(await asAsked(args.ref), args, at)),
    plan: (args) => run(async (at) => plan(await asAsked(args.ref), args, at)),
    check: (args) => run(async (at) => check(await asAsked(args.ref), args, at)),
    runTool: (args) => run((at) => runTool(deps, args, at)),
    synthesise: (args) => run(async (at) => synthesise(await asAsked(args.ref), args, at)),
    synthesiseAtOnce: (args) =>
      run(async (at) => synthesiseAtOnce(await asAsked(args.ref), args, at)),
    remember: ({ ref }) => run(() => store.remember(ref, settings.memoryTtlHours)),
    conclude: ({ ref, end }) =>
      run(() => store.conclude(ref, end, end.remember ? settings.memoryTtlHours : null)),
    summarise: (args) => run((at) => summarise(deps, args, at)),
  };
}
