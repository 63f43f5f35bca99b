import { expect } from 'vitest';
import type { Investigation } from '../../domain/investigation.ts';
import { localSpaces } from '../../local/workspace/genie/spaces.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import { sharedCache } from '../local/data/cache.ts';
import { createService } from '../support/service.ts';
import type { Service } from '../support/service.ts';
import { createStackBench } from '../support/stack.ts';
import type { StackBench } from '../support/stack.ts';
import { createBendingProxy } from './bending-proxy.ts';
import type { BendingProxy } from './bending-proxy.ts';

type Question = {
  readonly question: string;
  readonly domains?: readonly string[];
  readonly sessionId?: string;
  readonly budgetSeconds: number;
};

export type HostileStack = AsyncDisposable & {
  readonly proxy: BendingProxy;
  readonly bench: Pick<StackBench, 'file' | 'localDir'>;
  /** The key of the workspace. */
  readonly token: string;
  readonly evidence: Service['evidence'];
  /** Asks one question and checks what must hold whatever the far side replies. */
  readonly ask: (question: Question) => Promise<Investigation>;
};

export type HostileOptions = {
  /** How long after its deadline an investigation must have ended, milliseconds. */
  readonly graceMs?: number;
  /** End of the workspace's data, which are of the usual length then; else there is a week of them. */
  readonly nowMs?: number;
  /** Of its administrator. */
  readonly token?: string;
};

/** How long after its deadline an investigation must have ended at the latest. */
const usualGraceMs = 5_000;

/**
 * A whole stack whose workspace stands behind a proxy that bends its replies.
 *
 * @param env More settings of the stack.
 */
export async function createHostileStack(
  env: Readonly<Record<string, string>> = {},
  { graceMs = usualGraceMs, ...data }: HostileOptions = {},
): Promise<HostileStack> {
  const cacheDir = await sharedCache();
  const workspace = await createWorkspace({
    cacheDir,
    genieQpm: 10_000,
    ...(data.nowMs === undefined ? { days: 7 } : {}),
    answerMs: 60,
    ...data,
  });
  await workspace.ready;
  const proxy = await createBendingProxy(workspace.url);
  const bench = await createStackBench();
  await bench.start([], {
    DATABRICKS_HOST: proxy.url,
    DATABRICKS_TOKEN: workspace.token,
    COST_GENIE_SPACE_ID: localSpaces.cost.spaceId,
    GENIE_FIRST_LOOK_SECONDS: '0.1',
    GENIE_QUESTIONS_PER_MINUTE: '10000',
    ...env,
  }).ready;
  const service = createService(bench.file().api.url);
  return {
    proxy,
    bench,
    token: workspace.token,
    evidence: service.evidence,
    ask: async (question) => {
      const { id, deadlineAt } = await service.ask(question);
      const end = await service.ended(id, (question.budgetSeconds + 30) * 1_000);
      const events = await service.events(id);
      const late = Date.parse(end.finishedAt ?? '') - Date.parse(deadlineAt);
      expect(late).toBeLessThanOrEqual(graceMs);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, n) => n));
      expect(events.filter(({ type }) => type === 'finished')).toHaveLength(1);
      expect(JSON.stringify(events)).not.toContain('"bug"');
      return end;
    },
    [Symbol.asyncDispose]: async () => {
      await bench[Symbol.asyncDispose]();
      await proxy[Symbol.asyncDispose]();
      await workspace.close();
    },
  };
}
