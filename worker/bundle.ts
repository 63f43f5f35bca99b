import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundleWorkflowCode } from '@temporalio/worker';
import type { Logger } from '@temporalio/worker';

const run = promisify(execFile);
const home = fileURLToPath(new URL('..', import.meta.url));

/** In the names of modules, webpack takes `!` for the end of a loader and `?` for the start of options. */
const refused = /[!?]/;
const keepLinks = '--preserve-symlinks';

/**
 * Bundles the workflows for Temporal's sandbox; takes about a second.
 *
 * Effect: reads `workflows/` and what it imports. From a folder with a path that webpack cannot use, a
 * process of its own does it through a link.
 *
 * @throws {Error} When the folder for temporary files has such a path too.
 */
export async function bundleWorkflows(logger: Logger): Promise<{ code: string }> {
  if (refused.test(home)) return bundleThroughLink();
  // Set below: what is behind the link is a path that cannot be used.
  const symlinks = !process.execArgv.includes(keepLinks);
  return bundleWorkflowCode({
    workflowsPath: join(home, 'workflows/index.ts'),
    logger,
    webpackConfigHook: (config) => ({
      ...config,
      context: home,
      resolve: { ...config.resolve, symlinks },
      resolveLoader: { symlinks },
    }),
  });
}

async function bundleThroughLink(): Promise<{ code: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'health-monitor-'));
  try {
    if (refused.test(folder)) {
      throw new Error(
        `The workflows cannot be bundled: "!" or "?" is in the path of this folder, ${home}, and of the one for temporary files, ${folder}. Set TMPDIR to another one.`,
      );
    }
    const link = join(folder, 'home');
    const result = join(folder, 'bundle.js');
    await symlink(home, link);
    const flags = [keepLinks, '--preserve-symlinks-main'];
    const file = join(link, 'worker/bundle-to-file.ts');
    await run(process.execPath, [...flags, file, result], { cwd: link });
    return { code: await readFile(result, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
