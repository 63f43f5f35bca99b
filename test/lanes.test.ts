import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import config from '../vitest.config.ts';
import { alone, together } from './support/lanes.ts';
import { root } from './support/sources.ts';

const Config = z.object({
  test: z.object({ projects: z.array(z.object({ test: z.object({ name: z.string() }) })) }),
});
const Package = z.object({ scripts: z.record(z.string(), z.string()) });

it('every project of the tests runs in `npm test` once, or has a command of its own', () => {
  const names = Config.parse(config).test.projects.map(({ test }) => test.name);
  expect(names.length).toBeGreaterThan(5);
  const { scripts } = Package.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(scripts['test']).toContain('test/run.ts');
  const inLanes = [...together, alone].flatMap(({ projects }) => projects);
  expect(inLanes.toSorted()).toEqual([...new Set(inLanes)].toSorted());
  expect(inLanes.filter((name) => !names.includes(name))).toEqual([]);
  const commands = Object.values(scripts).join('\n');
  const alsoAlone = names.filter((name) => new RegExp(`--project ${name}\\b`).test(commands));
  expect(names.filter((name) => !inLanes.includes(name) && !alsoAlone.includes(name))).toEqual([]);
});
