import { AsyncLocalStorage } from 'node:async_hooks';
import type { Deps } from '../activities/deps.ts';
import type { Failpoint, Failpoints } from '../domain/failpoints.ts';
import type { Genie } from '../domain/genie.ts';
import type { InvestigationId } from '../domain/ids.ts';
import type { Reasoner } from '../domain/reasoner-port.ts';
import type { Steps } from '../domain/steps.ts';
import type { WorkStore } from '../domain/worker-ports.ts';

/** Of which investigation a step runs: the ports of Genie and of the model are not told. */
const running = new AsyncLocalStorage<InvestigationId>();

type Here = (point: Failpoint) => Promise<void>;

/**
 * The same ports, with the failpoints of a worker before and after what they do.
 *
 * Effect: as the ports; may end or stop this process.
 */
export function failingDeps(deps: Deps, failpoints: Failpoints): Deps {
  const here: Here = async (point) => {
    const id = running.getStore();
    if (id !== undefined) await failpoints.reach(point, id);
  };
  return {
    ...deps,
    genie: failingGenie(deps.genie, here),
    reasoner: failingReasoner(deps.reasoner, here),
    store: failingStore(deps.store, here),
  };
}

/** The same steps, which tell their ports of which investigation they are. */
export const failingSteps = (steps: Steps): Steps =>
  Object.fromEntries(
    Object.entries(steps).map(([step, work]) => [
      step,
      (args: { readonly ref: { readonly id: InvestigationId } }) =>
        running.run(args.ref.id, () => work(args as never)),
    ]),
    // Each step under its own name, with its own arguments and result.
  ) as unknown as Steps;

const failingGenie = (genie: Genie, here: Here): Genie => ({
  ...genie,
  ask: async (...args) => {
    await here('ask.before');
    const ids = await genie.ask(...args);
    await here('ask.after');
    return ids;
  },
  message: async (...args) => {
    const message = await genie.message(...args);
    await here(message.status === 'COMPLETED' ? 'poll.completed' : 'poll.running');
    return message;
  },
  result: async (...args) => {
    const result = await genie.result(...args);
    if (result.state === 'ready') await here('result.read');
    return result;
  },
});

const failingReasoner = (reasoner: Reasoner, here: Here): Reasoner => ({
  ...reasoner,
  route: async (...args) => {
    await here('route.before');
    const routed = await reasoner.route(...args);
    await here('route.after');
    return routed;
  },
  compose: async (...args) => {
    await here('compose.before');
    return reasoner.compose(...args);
  },
});

const failingStore = (store: WorkStore, here: Here): WorkStore => ({
  ...store,
  ledger: {
    ...store.ledger,
    asked: async (...args) => {
      const firstLookMs = await store.ledger.asked(...args);
      await here('ask.recorded');
      return firstLookMs;
    },
  },
  settleLanes: async (ref, round, proposals, clarifications) => {
    if (proposals.some(({ outcome }) => outcome === 'timed_out')) await here('deadline.fired');
    return store.settleLanes(ref, round, proposals, clarifications);
  },
  appendAnswer: async (ref, events) => {
    if (events.some(({ type }) => type === 'answer.finished')) await here('compose.after');
    await store.appendAnswer(ref, events);
    if (events.some(({ type }) => type === 'answer.delta')) await here('compose.middle');
  },
  conclude: async (ref, end, rememberHours) => {
    await here(end.status === 'cancelled' ? 'cancel.delivered' : 'conclude.before');
    const status = await store.conclude(ref, end, rememberHours);
    await here('conclude.after');
    return status;
  },
});
