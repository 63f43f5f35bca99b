import type { Bug } from './bugs.ts';
import type { Journal } from './engine.ts';
import { WorkflowRun } from './workflow-run.ts';

/** Runs the body again on what a run got; returns where it wants something else, or null. */
export async function repeat({ input, tasks }: Journal, bug: Bug | null): Promise<string | null> {
  const run = new WorkflowRun(input, bug);
  for (const [n, { activation, commands }] of tasks.entries()) {
    const again = JSON.stringify(await run.activate(activation));
    if (again !== commands) return `task ${n + 1}: ${commands} was ${again}`;
  }
  return null;
}
