import type { WatchSteps } from '../../domain/watch.ts';
import { run } from '../run.ts';
import { checkWatch } from './check-watch.ts';
import type { WatchDeps } from './deps.ts';
import { investigateWatch } from './investigate-watch.ts';

/**
 * The activities of watches.
 *
 * Effect: each has effects only through `deps`, and may run more than once.
 */
export const createWatchActivities = (deps: WatchDeps): WatchSteps => ({
  checkWatch: (args) => run((at) => checkWatch(deps, args, at)),
  investigateWatch: (args) => run(() => investigateWatch(deps, args)),
});
