import { buildData, type BuildOptions } from './build.ts';
import type { BuildReport } from './build-apart.ts';

/** The process that `buildApart` starts: its only argument is the options as JSON. */
async function main(): Promise<void> {
  // The parent is gone: nobody would use the data.
  process.once('disconnect', () => process.exit());
  const options = JSON.parse(process.argv[2] ?? '') as BuildOptions;
  const say = (report: BuildReport) => process.send?.(report);
  await buildData({ ...options, onProgress: (progress) => say({ progress }) });
  process.disconnect();
}

await main();
