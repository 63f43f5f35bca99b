import { join } from 'node:path';
import { expect } from 'vitest';
import { pythonClient, runPython } from '../python-client.ts';
import { abilities } from './ability.ts';
import type { Programs } from './ability.ts';

const script = join(import.meta.dirname, '..', 'ask.py');

/** The official client of Python; one program does all of it, once. */
export function pythonPrograms(major: 2 | 3, baseURL: string): Programs {
  let printed: Promise<string | null> | null = null;
  const all = async (): Promise<string | null> => {
    const python = await pythonClient(major);
    return python === null ? null : runPython(python, [script, baseURL]);
  };
  const program = async (): Promise<void> => {
    const said = await (printed ??= all());
    if (said !== null) expect(said).toMatch(new RegExp(`^openai ${major}\\..*: \\d+ events\n$`));
  };
  return Object.fromEntries(abilities.map((ability) => [ability, program]));
}
