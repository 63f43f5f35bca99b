import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Stack = z.object({
  api: z.object({ pid: z.number().nullable() }),
  worker: z.object({ pid: z.number().nullable() }),
  temporal: z.object({ address: z.string(), pid: z.number().nullable() }),
  postgres: z.object({ url: z.string(), pid: z.number().nullable() }),
  workspace: z.object({
    url: z.string(),
    pid: z.number().nullable(),
    token: z.string().nullable(),
  }),
});

/** Where the parts of a local stack are; its workspace has a token when it is the stack's own. */
export type RunningStack = z.infer<typeof Stack>;

/**
 * The stack that runs in a folder; null when none does. A file that a killed stack left behind tells
 * of nothing that runs.
 *
 * Effect: reads `stack.json`, asks the system for its processes.
 */
export function runningStack(localDir: string): RunningStack | null {
  let stack: RunningStack;
  try {
    stack = Stack.parse(JSON.parse(readFileSync(join(localDir, 'stack.json'), 'utf8')));
  } catch {
    return null;
  }
  return Object.values(stack).some(({ pid }) => pid !== null && isAlive(pid)) ? stack : null;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
