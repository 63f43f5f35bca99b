import { callerOf, groupOfEmail, roleOf } from '../../domain/caller.ts';
import type { Role } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import { notGood } from './authenticate.ts';
import type { Authenticate } from './authenticate.ts';

const longest = 320;

/**
 * Takes who the proxy of Databricks Apps says it is. Only for a process that the platform runs: nothing else
 * may reach its port there, and anywhere else anybody can send these headers.
 *
 * @param given The groups that have each role. A group `user:` and an address is one person: the platform
 *   tells no others.
 * @param onlyProxied Whether the proxies of the platform are known by their addresses (TRUSTED_PROXIES).
 */
export function createAppAuthenticate(
  given: Readonly<Partial<Record<Role, readonly string[]>>>,
  onlyProxied: boolean,
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
    return { caller, setCookie: null };
  };
}

function headerOf(request: Request, name: string): string | null {
  const value = request.headers.get(name)?.trim() ?? '';
  // A comma joins two headers of one name, and then one of them is not the proxy's.
  return /^[^\s,]+$/.test(value) && value.length <= longest ? value : null;
}
