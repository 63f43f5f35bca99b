import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { LoggedRequest } from '../../local/workspace/control/requests.ts';
import type { StackFile } from '../../local/state.ts';
import { createModelServer } from '../../test/support/model-server.ts';
import { createService } from '../../test/support/service.ts';
import type { Service } from '../../test/support/service.ts';
import { createWorkspaceControl } from '../../test/support/workspace-control.ts';
import type { WorkspaceControl } from '../../test/support/workspace-control.ts';

import { startLocalService } from '../deep/local-service.ts';

/** A stack whose processes are struck, and the ways to look at it. */
export type Rig = {
  readonly file: () => StackFile;
  /** The folder of its failpoints. */
  readonly failpoints: string;
  readonly service: Service;
  readonly workspace: WorkspaceControl;
  /** Reads the database, also while it comes back. */
  readonly query: <Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[],
  ) => Promise<readonly Row[]>;
};

/** The settings with which a stack is a rig. */
export const rigSettings = (failpoints: string, modelUrl: string) => ({
  FAILPOINTS: failpoints,
  LLM_ENDPOINT: modelUrl,
  LLM_MODEL: 'scripted',
  LOCAL_GENIE_QPM: '600',
  QUESTIONS_PER_MINUTE_PER_USER: '1000',
  EVALUATION_CRON: 'off',
});

/** What the scripted model of a rig says: long enough for a middle. */
export const rigModel = {
  domains: ['cost', 'reliability'] as const,
  questions: {
    cost: 'How much did we spend per day in the last 7 days?',
    reliability: 'Which jobs failed in the last 7 days?',
  },
  pieces: Array.from({ length: 40 }, (_, n) => `Piece ${'abcdefghij'[n % 10]} [cost:1]. `),
  gapMs: 20,
};

const againMs = 200;
const tries = 600;

/**
 * Tries until it succeeds, for as long as a process may be away.
 *
 * @throws What the last try threw.
 */
export async function untilBack<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let n = 1; ; n += 1) {
    try {
      return await work();
    } catch (error) {
      if (n >= tries) throw error;
      await pause(againMs);
    }
  }
}

/** Creates the rig of a stack that was started with `rigSettings`. */
export function createRig(file: () => StackFile, failpoints: string): Rig {
  const { api, workspace, postgres } = file();
  return {
    file,
    failpoints,
    service: createService(api.url),
    workspace: createWorkspaceControl(workspace.url),
    query: (text, values) =>
      untilBack(async () => {
        const client = new pg.Client({ connectionString: postgres.url });
        client.on('error', () => undefined);
        try {
          await client.connect();
          return (await client.query(text, [...values])).rows;
        } finally {
          await client.end().catch(() => undefined);
        }
      }),
  };
}

/**
 * Runs a work on a stack of its own whose processes can be struck.
 *
 * Effect: starts processes; ends them.
 */
export async function withRig<Value>(work: (rig: Rig) => Promise<Value>): Promise<Value> {
  const dir = mkdtempSync(join(tmpdir(), 'health-monitor-failpoints-'));
  await using model = await createModelServer(rigModel);
  const stack = await startLocalService(rigSettings(dir, model.url));
  try {
    const rig = createRig(stack.file, dir);
    await warmUp(rig);
    return await work(rig);
  } finally {
    await stack.stop();
    rmSync(dir, { recursive: true });
  }
}

/**
 * Asks one question: the first that a local workspace gets it answers late, and a POST is given up after 10 s.
 *
 * Effect: one investigation.
 */
export async function warmUp({ service }: Rig): Promise<void> {
  const question = 'Which jobs failed, and how much did we spend per day in the last 3 days?';
  const { id } = await service.ask({ question, domains: ['cost', 'reliability'] });
  await service.ended(id, 120_000);
}

/** What was refused is no question. */
export const isTaken = ({ status }: LoggedRequest): boolean => status === null || status < 400;
