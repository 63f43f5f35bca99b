import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ExportProblem } from '../data/own-export.ts';
import { unknownIds } from '../data/planted.ts';
import { refusedCode } from '../supervise.ts';
import { createWorkspace } from './workspace.ts';

const count = z.string().regex(/^\d+$/, 'expected a whole number').transform(Number);

/** Ids of incidents with commas between them. */
const planted = z.string().transform((text) => text.split(',').map((id) => id.trim()));

const Flags = z.strictObject({
  port: count,
  'cache-dir': z.string().min(1),
  seed: count.default(1),
  now: z.iso.datetime({ offset: true }).optional(),
  'genie-speed': z.enum(['fast', 'realistic']).default('fast'),
  'genie-style': z.enum(['certified', 'free']).default('certified'),
  'genie-qpm': count.optional(),
  data: z.string().min(1).optional(),
  incidents: planted.optional(),
  decoys: planted.optional(),
  token: z.string().min(1).optional(),
  'sql-port': count.optional(),
  'state-dir': z.string().min(1).optional(),
});

/** Progress is shown only when the start takes longer than this. */
const hideProgressMs = 2000;
const stopTimeoutMs = 800;

/** An incident that does not exist: another start would name it too. */
class UnknownIncident extends Error {}

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
    incidents: text,
    decoys: text,
    token: text,
    'sql-port': text,
    'state-dir': text,
  };
  const { values } = parseArgs({ options });
  const flags = Flags.safeParse(values);
  if (flags.success) return requireKnown(flags.data);
  throw new Error(
    flags.error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'),
  );
}

function requireKnown(flags: z.infer<typeof Flags>): z.infer<typeof Flags> {
  const settings = { LOCAL_INCIDENTS: flags.incidents, LOCAL_DECOYS: flags.decoys };
  for (const [setting, ids = []] of Object.entries(settings))
    for (const id of unknownIds(ids))
      throw new UnknownIncident(
        `${setting}: there is no incident ${id}. docs/local-workspace.md lists them.`,
      );
  return flags;
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
    ...(flags.incidents === undefined ? {} : { incidents: flags.incidents }),
    ...(flags.decoys === undefined ? {} : { decoys: flags.decoys }),
    ...(flags.now === undefined ? {} : { nowMs: Date.parse(flags.now) }),
    ...(flags['genie-qpm'] === undefined ? {} : { genieQpm: flags['genie-qpm'] }),
    ...(flags.token === undefined ? {} : { token: flags.token }),
    ...(flags['sql-port'] === undefined ? {} : { sqlPort: flags['sql-port'] }),
    ...(flags['state-dir'] === undefined ? {} : { stateDir: flags['state-dir'] }),
    onProgress: (line) => {
      if (Date.now() - startedMs > hideProgressMs) process.stderr.write(`workspace: ${line}\n`);
    },
  });
  // The end does not wait for a build: unfinished files have temporary names and are never read.
  const stop = () => {
    const timeout = delay(stopTimeoutMs, undefined, { ref: false });
    void Promise.race([workspace.close(), timeout]).finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`workspace at ${workspace.url}\n`);
  await workspace.ready;
}

main().catch((error: unknown) => {
  process.stderr.write(`workspace: ${error instanceof Error ? error.message : String(error)}\n`);
  // Settings and files stay as they are: another start would end in the same way.
  const isLasting = error instanceof ExportProblem || error instanceof UnknownIncident;
  process.exit(isLasting ? refusedCode : 1);
});
