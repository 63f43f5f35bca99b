import type { Engine, RunState } from '../../domain/api-ports.ts';
import type { SteerAction } from '../../domain/events.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import type { InvestigationInput } from '../../domain/investigation.ts';

/** The far side of the engine port: what the API asked of it, and switches for its faults. */
export type RecordedEngine = Engine & {
  readonly started: InvestigationInput[];
  readonly cancelled: InvestigationId[];
  readonly applied: string[];
  readonly steered: { updateId: string; action: SteerAction }[];
  down: boolean;
  run: RunState;
  onSteer: (action: SteerAction) => Promise<void>;
};

/** An engine that does what it is told, and remembers it. */
export function recordedEngine(): RecordedEngine {
  const up = (): void => {
    if (engine.down) throw new Error('Temporal does not answer');
  };
  const engine: RecordedEngine = {
    started: [],
    cancelled: [],
    applied: [],
    steered: [],
    down: false,
    run: 'running',
    onSteer: async () => {},
    start: async (input) => {
      up();
      engine.started.push(input);
    },
    cancel: async (id) => {
      up();
      engine.cancelled.push(id);
    },
    steer: async (_, updateId, action) => {
      up();
      engine.steered.push({ updateId, action });
      await engine.onSteer(action);
    },
    state: async () => {
      up();
      return engine.run;
    },
    strandedSinceMs: async () => null,
    terminate: async () => up(),
    applyProposal: async ({ id }) => {
      up();
      engine.applied.push(id);
    },
    ping: async () => up(),
  };
  return engine;
}
