import type { Engine } from '../domain/api-ports.ts';
import type { Failpoints } from '../domain/failpoints.ts';

/**
 * The same engine, with the failpoints of an API before and after the start of a run.
 *
 * Effect: as the engine; may end or stop this process.
 */
export const failingEngine = (engine: Engine, { reach }: Failpoints): Engine => ({
  ...engine,
  start: async (input) => {
    await reach('start.before', input.id);
    await engine.start(input);
    await reach('start.after', input.id);
  },
});
