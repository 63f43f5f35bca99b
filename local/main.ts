import { parseArgs } from 'node:util';
import { ClosedOutput, ConfigError, loadDotEnv, endSignal } from '../config/index.ts';
import { StackError } from './stack-error.ts';
import { startStack, type Stack } from './stack.ts';
import { ChildFailure } from './supervise.ts';
import { NoTemporal } from './temporal-binary.ts';

const interrupted = endSignal();

const usage = `npm start [-- --fresh]
  starts Temporal, PostgreSQL, the local workspace, a worker and the API; Ctrl-C stops them
  --fresh       first deletes the state of earlier runs
npm run start:production [-- --fresh]
  the same in the shape of production: two workers, and two APIs with a sign-in behind nginx`;

async function main(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ options: { fresh: flag, production: flag, help: flag } });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  loadDotEnv();
  const startedAt = Date.now();
  const { fresh, production } = values;
  const stack = await startStack({ fresh, production, say: console.log, signal: interrupted });
  report(stack, Date.now() - startedAt);
  const stopRequested = new Promise<null>((resolve) => {
    interrupted.addEventListener('abort', () => resolve(null), { once: true });
    if (interrupted.aborted) resolve(null);
  });
  const failure = await Promise.race([stopRequested, stack.broken]);
  console.log('Stopping …');
  await stack.stop();
  if (failure !== null) throw failure;
  console.log('Stopped; nothing is left running. The state is kept in LOCAL_DIR.');
  return 0;
}

function report(stack: Stack, tookMs: number): void {
  const { api, temporal, production } = stack.file();
  console.log(`Ready in ${(tookMs / 1000).toFixed(1)} s.`);
  console.log(`  Page      ${api.url}`);
  console.log(`  API       ${api.url}/openapi.json`);
  if (production !== undefined) {
    console.log(`  APIs      ${production.apis.map(({ url }) => url).join(', ')}`);
    // Commands read it under this name.
    if (production.key !== null) console.log(`  Key       HEALTH_MONITOR_TOKEN=${production.key}`);
  }
  console.log(`  Temporal  ${temporal.uiUrl ?? temporal.address}`);
  console.log('Ctrl-C stops it.');
}

/** An error that the user can act on is one message; any other is a bug and shown with its stack. */
function explain(error: unknown): string {
  const known = [StackError, ConfigError, ChildFailure, NoTemporal];
  if (error instanceof Error && known.some((kind) => error instanceof kind)) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC') return `The disk is full: ${String(error)}`;
  if (code.startsWith('ERR_PARSE_ARGS')) {
    const [problem] = (error as Error).message.split('. To specify', 1);
    return `${problem}\n\n${usage}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  process.exitCode = await main();
} catch (error) {
  // Who stopped reading, as in `… | head -1`, is told nothing.
  const isUnread = interrupted.reason instanceof ClosedOutput;
  if (!isUnread) console.error(explain(error));
  process.exitCode = isUnread ? 0 : interrupted.aborted ? 130 : 1;
}
// An aborted download would keep this process alive.
process.exit();
