import { databaseOf } from '../../adapters/database-of.ts';
import { keepSessions, keepsSessions } from '../../adapters/postgres/keeps-sessions.ts';
import { pendingMigrations } from '../../adapters/postgres/migrate.ts';
import { temporalSettings } from '../../adapters/temporal/connection.ts';
import { inspectTemporal } from '../../adapters/temporal/inspect.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Checked, Finding } from './check.ts';
import type { Source, Target } from './target.ts';

const inLog = (dir: string, part: string): string =>
  `Read ${dir}/logs/${part}.log, then restart the stack: npm start`;

/** Temporal's own configuration file may name an address when our setting does not. */
export const temporalOf = ({ config, temporalEnv }: Target) =>
  temporalSettings(config.temporal.address, temporalEnv);

/**
 * Whether Temporal answers and has our namespace.
 *
 * Effect: connects to it.
 */
export function checkTemporal(
  { check }: Checker,
  target: Target,
  timeoutMs: number,
): Promise<Checked<never>> {
  const defaultHint =
    target.from.temporal === 'stack'
      ? inLog(target.config.local.dir, 'temporal')
      : 'Start the server, or correct TEMPORAL_ADDRESS.';
  return check({ id: 'temporal', title: 'Temporal', defaultHint }, async () => {
    const settings = temporalOf(target);
    const { address } = settings.connectionOptions;
    if (address === undefined) return notSet('TEMPORAL_ADDRESS');
    // It uses all of its time when there is no server.
    const found = await inspectTemporal(settings, timeoutMs * 0.8).catch((cause: unknown) => {
      throw new Error(`${address} does not answer.`, { cause });
    });
    const { namespace } = settings;
    switch (found.is) {
      case 'there':
        return ok(`${address} answers (server ${found.version}); it has ${namespace}.`);
      case 'without namespace': {
        const hint = `temporal operator namespace create --namespace ${namespace} --address ${address}`;
        return fail(`${address} has no namespace ${namespace}.`, hint);
      }
      case 'refused':
        return fail(`${address} refuses us: ${found.message}`, 'Set a new TEMPORAL_API_KEY.');
    }
  });
}

const states: Readonly<Record<string, readonly [says: string, hint: string]>> = {
  '28P01': ['refuses the password.', 'Correct user and password in DATABASE_URL.'],
  '28000': ['refuses the user.', 'Correct user and password in DATABASE_URL.'],
  '3D000': ['has no such database.', 'Create it (createdb), or correct the name in DATABASE_URL.'],
  '42501': ['does not let us read.', 'Give the user of DATABASE_URL the rights on its schema.'],
};

/**
 * Whether PostgreSQL answers and has the newest schema.
 *
 * Effect: connects to it, reads one table.
 */
export function checkPostgres(
  { check }: Checker,
  { config, from }: Target,
  hostOf: (url: string) => string,
): Promise<Checked<never>> {
  const { url } = config.database;
  const defaultHint =
    from.database === 'stack'
      ? inLog(config.local.dir, 'postgres')
      : 'Start the server, or correct DATABASE_URL.';
  return check({ id: 'postgres', title: 'PostgreSQL', defaultHint }, async () => {
    if (url === null) return notSet('DATABASE_URL');
    const pending = await pendingMigrations(databaseOf(config) ?? url).catch((error: unknown) =>
      stateIn(error),
    );
    if (typeof pending === 'string') {
      const [says = '', hint = ''] = states[pending] ?? [];
      return fail(`${hostOf(url)} ${says}`, hint);
    }
    if (pending.length > 0)
      return fail(`These migrations have not run: ${pending.join(', ')}.`, migrateHint(from));
    if (!(await keepsSessions(databaseOf(config) ?? url)))
      return fail(`${hostOf(url)} does not keep the session of a connection.`, keepSessions);
    return ok(`${hostOf(url)} answers; its schema is the newest.`);
  });
}

const migrateHint = ({ database }: { database: Source }): string =>
  database === 'stack' ? 'Restart the stack: npm start' : 'npm run migrate';

/** The SQL state of an error that is in the table; any other error is rethrown. */
function stateIn(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code in states) return code;
  throw error;
}

function notSet(setting: string): Finding<never> {
  return warn(
    `${setting} is not set.`,
    'npm start brings its own; a worker or an API without it needs the setting.',
  );
}
