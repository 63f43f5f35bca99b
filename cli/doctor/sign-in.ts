import { createAuthenticate, signInOf } from '../../adapters/databricks/auth.ts';
import { createHttp } from '../../adapters/databricks/http.ts';
import { createInspector, reach } from '../../adapters/databricks/inspector.ts';
import type { Identity, Inspector } from '../../adapters/databricks/inspector.ts';
import { AppError } from '../../domain/errors.ts';
import { hintFor, missingAccessOf } from '../../domain/hints.ts';
import type { Caller, MissingAccess, SignIn } from '../../domain/hints.ts';
import { fail, ok, warn } from './check.ts';
import type { Checker, Checked, Finding } from './check.ts';
import type { Target } from './target.ts';

/** A workspace that we are signed in to. */
export type SignedIn = {
  readonly inspector: Inspector;
  readonly caller: Caller;
  readonly me: Identity;
};

const ways: Readonly<Record<SignIn['by'], string>> = {
  token: 'by personal access token (DATABRICKS_TOKEN)',
  client: 'by OAuth client credentials (DATABRICKS_CLIENT_ID)',
  profile: "by a profile of the Databricks CLI's file (DATABRICKS_CONFIG_PROFILE)",
  user: 'by the token of who asks',
  default: 'by the default sign-in of the Databricks SDK',
};

/**
 * Whether the workspace answers.
 *
 * Effect: one GET without credentials.
 */
export function checkWorkspace(
  { check }: Checker,
  { config, from }: Target,
): Promise<Checked<{ host: string }>> {
  const { host } = config.databricks;
  const defaultHint =
    from.workspace === 'stack'
      ? `Read ${config.local.dir}/logs/workspace.log, then restart the stack: npm start`
      : 'Check DATABRICKS_HOST, and that this machine reaches it (proxy, private link, VPN).';
  return check({ id: 'workspace', title: 'Workspace', defaultHint }, async (signal) => {
    if (host === null) {
      return warn(
        'DATABRICKS_HOST is not set.',
        'Set it in .env, or start a local workspace: npm start',
      );
    }
    await reach(host, signal);
    return ok(`${new URL(host).host} answers.`, { host });
  });
}

/**
 * Whether we can sign in, and as whom.
 *
 * Effect: may ask for a token; one GET.
 */
export function checkSignIn(
  { after }: Checker,
  { config, from }: Target,
  workspace: Promise<Checked<{ host: string }>>,
): Promise<Checked<SignedIn>> {
  const defaultHint = 'Run the doctor again in a minute; the workspace itself does the sign-in.';
  return after(workspace, { id: 'sign-in', title: 'Sign-in', defaultHint }, ({ host }, signal) => {
    const signIn = signInOf(config.databricks);
    const http = createHttp(host, createAuthenticate({ ...config.databricks, host }));
    const inspector = createInspector(http);
    const unknown: Caller = { principal: null, host, signIn };
    return orRefused(unknown, { kind: 'sign-in' }, async () => {
      const me = await inspector.me(signal);
      const known = me.displayName === null || me.displayName === me.name;
      const name = known ? me.name : `${me.displayName} (${me.name})`;
      const caller = { ...unknown, principal: me.name };
      const way = from.workspace === 'stack' ? "by the local stack's token" : ways[signIn.by];
      return ok(`${name}, ${way}.`, { inspector, caller, me });
    });
  });
}

/**
 * A refusal as a failed line with its hint; any other error is rethrown.
 *
 * @param expected What is missing when the workspace gives no more exact reason.
 * @param notFound What is missing when the workspace says that the object does not exist.
 */
export async function orRefused<Value>(
  caller: Caller,
  expected: MissingAccess,
  run: () => Promise<Finding<Value>>,
  notFound: MissingAccess = expected,
): Promise<Finding<Value>> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'input.not_found') return fail(error.message, hintFor(notFound, caller));
    if (error.code !== 'auth.denied') throw error;
    return fail(error.message, hintFor(missingAccessOf(error, expected), caller));
  }
}
