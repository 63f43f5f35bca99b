import { callerOf, groupOfEmail, roleOf } from '../../domain/caller.ts';
import type { Role } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import { expiryOf } from '../../adapters/token-vault.ts';
import type { WorkspaceUser } from '../../domain/on-behalf.ts';
import { Secret } from '../../domain/secret.ts';
import { notGood } from './authenticate.ts';
import type { Authenticate } from './authenticate.ts';

const longest = 320;
/** Node takes no more of all headers together. */
const longestToken = 16_384;

/**
 * Takes who the proxy of Databricks Apps says it is. Only for a process that the platform runs: nothing else
 * may reach its port there, and anywhere else anybody can send these headers.
 *
 * @param given The groups that have each role. A group `user:` and an address is one person: the platform
 *   tells no others.
 * @param onlyProxied Whether the proxies of the platform are known by their addresses (TRUSTED_PROXIES).
 * @param takesTokens Whether the token of the user that the proxy hands over is taken, for the workspace.
 * @see https://docs.databricks.com/aws/en/dev-tools/databricks-apps/auth
 */
export function createAppAuthenticate(
  given: Readonly<Partial<Record<Role, readonly string[]>>>,
  onlyProxied: boolean,
  takesTokens = false,
): Authenticate {
  return (request, { isProxied }) => {
    if (onlyProxied && !isProxied) throw notGood();
    const user = headerOf(request, 'x-forwarded-user');
    const email = headerOf(request, 'x-forwarded-email');
    if (user === null) {
      throw new AppError(
        'auth.required',
        'The proxy of Databricks Apps names nobody in X-Forwarded-User.',
      );
    }
    const groups = email === null ? [] : [groupOfEmail(email)];
    const principal = { id: `databricks:${user}`, groups };
    const caller = callerOf(principal, roleOf(given, groups), 'databricks-apps');
    const workspaceUser = takesTokens ? userOf(request, email ?? user) : null;
    return { caller: { ...caller, workspaceUser }, setCookie: null };
  };
}

function userOf(request: Request, name: string): WorkspaceUser | null {
  const text = headerOf(request, 'x-forwarded-access-token', longestToken);
  return text === null ? null : { name, token: new Secret(text), expiresAtMs: expiryOf(text) };
}

function headerOf(request: Request, name: string, most = longest): string | null {
  const value = request.headers.get(name)?.trim() ?? '';
  // A comma joins two headers of one name, and then one of them is not the proxy's.
  return /^[^\s,]+$/.test(value) && value.length <= most ? value : null;
}
