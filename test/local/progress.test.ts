import { describe, expect, it, vi } from 'vitest';
import { createProgressReport } from '../../local/progress.ts';

describe('the progress of a start', () => {
  it('has one line for each change and no repeated line', async () => {
    const lines: string[] = [];
    let built = '10 of 40 tables';
    const workspace = { name: 'workspace', progress: async () => built };
    const starting = [{ name: 'worker' }, workspace];
    const report = createProgressReport(
      () => starting,
      (line) => lines.push(line),
    );
    report();
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    report();
    built = '20 of 40 tables';
    report();
    await vi.waitFor(() => expect(lines).toHaveLength(3));
    expect(lines.toSorted()).toEqual([
      '  worker: starting',
      '  workspace: 10 of 40 tables',
      '  workspace: 20 of 40 tables',
    ]);
  });

  it('does not return to "starting" when a process reports nothing more', async () => {
    const lines: string[] = [];
    const texts = ['10 of 40 tables', null];
    const child = { name: 'workspace', progress: async () => texts.shift() ?? null };
    const report = createProgressReport(
      () => [child],
      (line) => lines.push(line),
    );
    report();
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    report();
    await new Promise(setImmediate);
    expect(lines).toEqual(['  workspace: 10 of 40 tables']);
  });

  it('has no line for a process that is already ready', async () => {
    const lines: string[] = [];
    const answer = Promise.withResolvers<string>();
    let starting = [{ name: 'workspace', progress: () => answer.promise }];
    createProgressReport(
      () => starting,
      (line) => lines.push(line),
    )();
    starting = [];
    answer.resolve('building');
    await new Promise(setImmediate);
    expect(lines).toEqual([]);
  });
});
