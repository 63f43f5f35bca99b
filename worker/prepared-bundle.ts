import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from '@temporalio/worker';
import { cachedBundle } from './bundle-cache.ts';
import { bundleWorkflows } from './bundle.ts';

const home = fileURLToPath(new URL('..', import.meta.url));

/**
 * The workflow bundle from the cache, else built and put there. Building takes a second and 150 MB.
 *
 * Effect: reads and writes below `cacheDir`.
 */
export async function preparedBundle(cacheDir: string, logger: Logger): Promise<{ code: string }> {
  const build = async (): Promise<string> => (await bundleWorkflows(logger)).code;
  return { code: await cachedBundle(home, join(cacheDir, 'workflow-bundles'), build) };
}
