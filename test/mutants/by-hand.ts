import { cpSync, mkdtempSync, chmodSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOwnEngines } from '../support/engines.ts';
import type { Engines } from '../support/engines.ts';
import { root } from '../support/sources.ts';
import { applyTo } from './apply.ts';
import { askTests } from './ask-tests.ts';
import { inOneLine } from './judged.ts';
import type { Judged } from './judged.ts';
import type { Mutant } from './mutant.ts';

/** A copy of the tree, and its servers, which one mutant after the other uses. */
type Place = { readonly folder: string; readonly engines: Engines };

/** A copy of the tree without its packages, which are linked. */
function copyTree(parent: string, n: number): string {
  const folder = join(parent, `copy-${n}`);
  const left = ['node_modules', '.git', '.local', '.vitest', '.env'].map((one) => join(root, one));
  cpSync(root, folder, { recursive: true, filter: (path) => !left.includes(path) });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

async function judge({ folder, engines }: Place, mutant: Mutant): Promise<Judged> {
  const takeOut = applyTo(folder, mutant);
  try {
    const { failed } = await askTests(folder, engines, mutant.asked);
    const { file, from, to } = mutant;
    return {
      part: 'by-hand',
      file,
      line: from.split('\n', 1)[0] ?? '',
      from: inOneLine(from),
      to: inOneLine(to),
      killedBy: failed,
    };
  } catch (error) {
    throw new Error(`${mutant.file}: ${inOneLine(mutant.from)}`, { cause: error });
  } finally {
    takeOut();
  }
}

/**
 * Runs mutants that were made by hand, each in a copy of the tree, after the tests that they ask have passed
 * without any.
 *
 * Effect: copies of the tree in a temporary folder, servers, processes; removes and ends them.
 *
 * @param copies How many run at a time.
 * @param say Gets a line for each that was run.
 * @throws Where the tree is not green, or a mutant cannot be applied or run.
 */
export async function runByHand(
  mutants: readonly Mutant[],
  copies: number,
  say: (line: string) => void,
): Promise<readonly Judged[]> {
  const parent = mkdtempSync(join(tmpdir(), 'health-monitor-mutants-'));
  // The user that PostgreSQL runs as must be able to enter.
  chmodSync(parent, 0o755);
  await using servers = new AsyncDisposableStack();
  const remove = () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  servers.defer(remove);
  process.once('exit', remove);
  const places: Place[] = [];
  for (let n = 0; n < copies; n += 1) {
    const { stop, ...engines } = await startOwnEngines();
    servers.defer(stop);
    places.push({ folder: copyTree(parent, n), engines });
  }
  await checkGreen(places, mutants, say);
  const left = mutants.map((mutant, at) => ({ mutant, at }));
  const judged: Judged[] = [];
  const work = async (place: Place): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const one = await judge(place, next.mutant);
      judged[next.at] = one;
      const end = one.killedBy === null ? 'SURVIVED' : `killed by “${one.killedBy}”`;
      say(`${next.at + 1}/${mutants.length} ${one.file}: ${next.mutant.breaks}: ${end}`);
    }
  };
  await Promise.all(places.map(work));
  return judged;
}

/** For all files together, milliseconds. */
const greenWithinMs = 1_800_000;

/** A test that fails without a mutant would seem to see each. */
async function checkGreen(
  places: readonly Place[],
  mutants: readonly Mutant[],
  say: (line: string) => void,
): Promise<void> {
  const asked = [...new Set(mutants.flatMap((one) => one.asked))];
  const check = async ({ folder, engines }: Place, n: number): Promise<void> => {
    const own = asked.filter((_, at) => at % places.length === n);
    if (own.length === 0) return;
    const { failed } = await askTests(folder, engines, own, greenWithinMs);
    if (failed !== null) throw new Error(`Without a mutant this fails: ${failed}`);
  };
  await Promise.all(places.map(check));
  say(`the tree is green in ${asked.length} files`);
}
