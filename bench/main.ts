import { parseArgs } from 'node:util';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { forgetProductVariables } from '../config/index.ts';
import { startEngines } from './engines.ts';
import { startGenieStub } from './genie-stub.ts';
import { benchCrashMatrix } from './crash/matrix.ts';
import type { MatrixWanted } from './crash/matrix.ts';
import { benchRecovery } from './crash/recovery.ts';
import { benchDeepKills } from './deep/kill-campaign.ts';
import { benchSleeping } from './deep/sleeping.ts';
import { benchEstimate } from './estimate/estimate.ts';
import { benchLoad, loadParts, type LoadPart } from './load/load.ts';
import { benchOverload } from './overload/overload.ts';
import { benchOverhead, withArms } from './overhead.ts';
import { writePage } from './page/write-page.ts';
import { slowPostgres } from './slow-postgres.ts';
import { benchSoak } from './soak/soak.ts';

const defaultRounds = 30;

type Given = MatrixWanted & { readonly investigations: number };

/** What starts processes of its own and has a bar; each tells whether it is met. */
const bars = {
  'crash-matrix': (given: Given) => benchCrashMatrix(given, console.log),
  'crash-recovery': () => benchRecovery(console.log),
  'deep-kills': ({ seed }: Given) => benchDeepKills(seed, console.log),
  'deep-sleeping': () => benchSleeping(console.log),
  estimate: ({ seed }: Given) => benchEstimate(seed, console.log),
  overload: ({ seed }: Given) => benchOverload(seed, console.log),
  soak: (given: Given) => benchSoak({ ...given, say: console.log }),
} as const;
type Bar = keyof typeof bars;

/** What to do; without words, the overhead of one question is measured. */
type Wanted = 'overhead' | 'page' | Bar | readonly LoadPart[];

const isBar = (what: string | readonly LoadPart[]): what is Bar =>
  typeof what === 'string' && Object.hasOwn(bars, what);

function wantedOf([what = 'overhead', ...parts]: readonly string[]): Wanted {
  const chosen = loadParts.filter((part) => parts.length === 0 || parts.includes(part));
  if (what === 'load' && chosen.length >= parts.length) return chosen;
  if ((what === 'overhead' || what === 'page' || isBar(what)) && parts.length === 0) return what;
  const load = `load [${loadParts.join('] [')}]`;
  throw new Error(
    `usage: npm run bench [-- page | ${load} | crash-matrix [--seeds COUNT] [--seed N] [--only PART]... | crash-recovery | deep-kills [--seed N] | deep-sleeping | estimate [--seed N] | overload [--seed N] | soak [--investigations N] [--seed N]] [-- --rounds N] [-- --at-1ms]`,
  );
}

function wholeNumber(option: string, text: string, least = -Infinity): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  const atLeast = least === -Infinity ? '' : ` of at least ${least}`;
  throw new Error(`--${option} must be a whole number${atLeast}`);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      rounds: { type: 'string', default: String(defaultRounds) },
      'at-1ms': { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      seeds: { type: 'string', default: '3' },
      only: { type: 'string', multiple: true, default: [] },
      investigations: { type: 'string', default: '500' },
    },
    allowPositionals: true,
  });
  const count = wholeNumber('rounds', values.rounds, 1);
  const seed = wholeNumber('seed', values.seed);
  const seeds = wholeNumber('seeds', values.seeds, 1);
  const investigations = wholeNumber('investigations', values.investigations, 1);
  const wanted = wantedOf(positionals);
  forgetProductVariables();
  const logger = new DefaultLogger('ERROR');
  Runtime.install({ logger });
  if (isBar(wanted)) {
    if (!(await bars[wanted]({ seed, seeds, only: values.only, investigations })))
      process.exitCode = 1;
    return;
  }
  console.log('Starting Temporal and PostgreSQL …');
  const engines = await startEngines(console.log);
  const slow = values['at-1ms'] ? await slowPostgres(engines.databaseUrl, 1) : null;
  const reached = slow === null ? engines : { ...engines, databaseUrl: slow.databaseUrl };
  const stub = await startGenieStub();
  try {
    if (wanted === 'overhead' || wanted === 'page')
      await withArms({ engines: reached, stub, logger }, async (arms) => {
        if (wanted === 'overhead') await benchOverhead(arms, count);
        else console.log(`Written: ${await writePage(arms, count)}`);
      });
    else await benchLoad(reached, stub, wanted, console.log);
  } finally {
    await Promise.all([stub.close(), slow?.close()]);
    await engines.stop();
  }
}

// The exit handler stops the engines; without this a signal would leave them running.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => process.exit(130));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
process.exit();
