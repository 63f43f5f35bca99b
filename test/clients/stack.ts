import type { TestProject } from 'vitest/node';
import { createStackBench } from '../support/stack.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The one stack of the run: its address, and the folder whose `stack.json` says what runs. */
    clients: { readonly url: string; readonly localDir: string };
  }
}

/** Starts one stack for all clients. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const bench = await createStackBench();
  await bench.start().ready;
  const { localDir, port } = bench;
  project.provide('clients', { url: `http://127.0.0.1:${port}`, localDir });
  return async () => bench[Symbol.asyncDispose]();
}
