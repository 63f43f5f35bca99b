import type { Page } from 'playwright-core';
import { z } from 'zod';

const Traced = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  /** Time of the processor, microseconds: other processes of a busy machine do not make it longer. */
  tdur: z.number().optional(),
  args: z.object({ name: z.string().optional() }).optional(),
});
const Batch = z.object({ value: z.array(z.unknown()) });

/**
 * The longest task of a page's main thread while something is done, milliseconds of processor time, by
 * Chromium's own trace. What drives the page counts too: it should not look through the whole of it.
 */
export async function longestTaskMs(page: Page, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const events: z.infer<typeof Traced>[] = [];
  session.on('Tracing.dataCollected', (batch: unknown) => {
    for (const one of Batch.parse(batch).value) {
      const read = Traced.safeParse(one);
      if (read.success) events.push(read.data);
    }
  });
  const complete = new Promise<void>((done) => {
    session.once('Tracing.tracingComplete', () => done());
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'] },
  });
  await work();
  await session.send('Tracing.end');
  await complete;
  const isMain = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  // A part of a task counts as one: of some the trace has no whole.
  const tasks = events.filter(({ ph, pid, tid }) => ph === 'X' && isMain.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('the trace has no task of the page');
  return Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000;
}
