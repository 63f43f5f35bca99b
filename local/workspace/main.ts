import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createWorkspace } from './workspace.ts';

const count = z.string().regex(/^\d+$/, 'expected a whole number').transform(Number);

const Flags = z.strictObject({
  port: count,
  'cache-dir': z.string().min(1),
  seed: count.default(1),
  now: z.iso.datetime({ offset: true }).optional(),
  'genie-speed': z.enum(['fast', 'realistic']).default('fast'),
  'genie-style': z.enum(['certified', 'free']).default('certified'),
  'genie-qpm': count.optional(),
  data: z.string().min(1).optional(),
  token: z.string().min(1).optional(),
});

/** A line about work in progress is only of interest when the work takes a while. */
const quietMs = 2000;
const stopWithinMs = 800;

function readFlags(): z.infer<typeof Flags> {
  const text = { type: 'string' } as const;
  const options = {
    port: text,
    'cache-dir': text,
    seed: text,
    now: text,
    'genie-speed': text,
    'genie-style': text,
    'genie-qpm': text,
    data: text,
    token: text,
  };
  const { values } = parseArgs({ options });
  const flags = Flags.safeParse(values);
  if (flags.success) return flags.data;
  throw new Error(
    flags.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}

async function main(): Promise<void> {
  const flags = readFlags();
  const startedMs = Date.now();
  const workspace = await createWorkspace({
    port: flags.port,
    cacheDir: flags['cache-dir'],
    seed: flags.seed,
    genieSpeed: flags['genie-speed'],
    genieStyle: flags['genie-style'],
    ...(flags.data === undefined ? {} : { ownData: flags.data }),
    ...(flags.now === undefined ? {} : { nowMs: Date.parse(flags.now) }),
    ...(flags['genie-qpm'] === undefined ? {} : { genieQpm: flags['genie-qpm'] }),
    ...(flags.token === undefined ? {} : { token: flags.token }),
    onProgress: (line) => {
      if (Date.now() - startedMs > quietMs) process.stderr.write(`workspace: ${line}\n`);
    },
  });
  // Data in the making does not hold up the end: what is unfinished lies under a name of its own.
  const stop = () => {
    const patience = delay(stopWithinMs, undefined, { ref: false });
    void Promise.race([workspace.close(), patience]).finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`workspace at ${workspace.url}\n`);
  await workspace.ready;
}

main().catch((error: unknown) => {
  process.stderr.write(`workspace: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
