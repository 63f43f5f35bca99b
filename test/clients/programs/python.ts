import { join } from 'node:path';
import { expect } from 'vitest';
import { pythonClient, runPython } from '../python-client.ts';
import { abilities } from './ability.ts';
import type { Ability, Programs } from './ability.ts';

const here = join(import.meta.dirname, '..');

/** The official client of Python. */
export const pythonPrograms = (major: 2 | 3, baseURL: string): Programs =>
  programsOf(major, [join(here, 'ask.py'), baseURL], `openai ${major}`, abilities);

/** MLflow's deployment client, which can neither go on with a stream nor cancel. */
export const mlflowPrograms = (url: string): Programs =>
  programsOf(3, [join(here, 'mlflow_ask.py'), url], 'mlflow 3', ['asks', 'streams', 'is refused']);

/** One program of Python does all that is listed, once. */
function programsOf(
  major: 2 | 3,
  args: readonly string[],
  name: string,
  does: readonly Ability[],
): Programs {
  let printed: Promise<string | null> | null = null;
  const all = async (): Promise<string | null> => {
    const python = await pythonClient(major);
    return python === null ? null : runPython(python, args);
  };
  const program = async (): Promise<void> => {
    const said = await (printed ??= all());
    if (said !== null) expect(said).toMatch(new RegExp(`^${name}\\..*: \\d+ events\n$`));
  };
  return Object.fromEntries(does.map((ability) => [ability, program]));
}
