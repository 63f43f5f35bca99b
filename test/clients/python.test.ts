import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { pythonClient, runPython } from './python-client.ts';

const script = join(import.meta.dirname, 'ask.py');
const majors = [2, 3] as const;
const pythons = await Promise.all(majors.map(pythonClient));

it.each(majors)(
  'openai %i of Python asks, streams, loses its stream, cancels and is refused',
  async (major) => {
    const python = pythons[majors.indexOf(major)] ?? null;
    if (python === null) return;
    const printed = await runPython(python, [script, `${inject('clients').url}/v1`]);
    expect(printed).toMatch(new RegExp(`^openai ${major}\\..*: \\d+ events\n$`));
  },
);
