import { afterAll, beforeAll, expect, it } from 'vitest';
import { withKnownNames } from '../../language/known-names.ts';
import { createKnownNames } from '../../worker/known-names.ts';
import { openWorld, nowMs } from './bench.ts';
import type { World } from './bench.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const warned: string[] = [];
const namesWith = (given: Partial<Parameters<typeof createKnownNames>[0]> = {}) =>
  createKnownNames({
    warehouse: world.deps.warehouse,
    statementOf: world.deps.statementOf,
    now: () => nowMs,
    warn: (facts) => warned.push(JSON.stringify(facts)),
    ...given,
  });

it('the names of the workspace say what they are names of', async () => {
  const names = namesWith();
  await names.read();
  const understood = (question: string) => withKnownNames(question, names.current());
  expect(understood('who owns ml-lab?')).toBe('who owns cluster ml-lab?');
  expect(understood('what did farid do yesterday')).toBe('what did farid@example.com do yesterday');
  expect(understood('customer_360 readers')).toBe('table analytics.marketing.customer_360 readers');
  expect(understood('web_sessions last update')).toBe('pipeline web_sessions last update');
});

it('the first question starts to read them, and does not wait', async () => {
  const names = namesWith();
  expect(withKnownNames('ml-lab owner', names.current())).toBe('ml-lab owner');
  await names.read();
  expect(withKnownNames('ml-lab owner', names.current())).toBe('cluster ml-lab owner');
});

it('a warehouse that gives none leaves questions as they are, and is told', async () => {
  warned.length = 0;
  const broken = namesWith({
    statementOf: (id, atMs) => {
      const found = world.deps.statementOf(id, atMs);
      return found && { ...found, sql: 'select * from system.nowhere.to_be_found' };
    },
  });
  await broken.read();
  expect(withKnownNames('ml-lab owner', broken.current())).toBe('ml-lab owner');
  expect(warned).toEqual([expect.stringContaining('to_be_found')]);
});

it('without a warehouse none are known', async () => {
  const none = namesWith({ warehouse: null });
  await none.read();
  expect(withKnownNames('ml-lab owner', none.current())).toBe('ml-lab owner');
});
