import { expect, test } from 'vitest';
import { freePorts } from '../../local/ports.ts';

test('free ports are none that are kept for others', async () => {
  const all = Array.from({ length: 12_000 }, (_, n) => 20_000 + n);
  const left = [20_003, 24_444, 29_999, 31_998];
  const { api, workspace } = await freePorts(
    ['api', 'workspace'],
    all.filter((port) => !left.includes(port)),
  );
  expect(left).toContain(api);
  expect(left).toContain(workspace);
  expect(api).not.toBe(workspace);
});
