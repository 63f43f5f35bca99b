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

/** Addresses and processes of a local stack; the workspace has a token when the stack started it. */
export type RunningStack = z.infer<typeof Stack>;

/**
 * The stack that runs in a folder; null when none does. The file of a stack that was killed does not
 * count.
 *
 * Effect: reads `stack.json`, checks its processes.
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
