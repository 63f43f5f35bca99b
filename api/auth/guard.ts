import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { AppError } from '../../domain/errors.ts';
import type { AppDeps, AppEnv } from '../deps.ts';
import { refuseWithoutUser } from '../refuse-without-user.ts';
import { routePermissions } from './permissions.ts';

/**
 * Lets a request in that comes to a host of ours from a caller who may do what its route does.
 *
 * @throws {AppError} `auth.required`, `auth.denied`, what `authenticate` throws, and `input.conflict` for what asks the
 *   workspace while nobody is there.
 */
export function guard(deps: AppDeps): MiddlewareHandler<AppEnv> {
  const { door, authenticate } = deps;
  return async (c, next) => {
    const arrival = door(c.req.raw, getConnInfo(c).remote.address ?? null);
    c.set('arrival', arrival);
    const route = routeOf(c);
    const needed = route === null ? undefined : routePermissions[route];
    // What one caller is told is not for whoever asks the same of a cache.
    c.header('cache-control', 'no-store');
    if (needed === 'public') return next();
    const { caller, setCookie } = await authenticate(c.req.raw, arrival);
    c.set('principal', caller);
    // A path without a route goes on, to be told that it has none.
    if (route !== null && (needed === undefined || !caller.permissions.includes(needed)))
      throw new AppError(
        'auth.denied',
        `This needs the permission ${needed ?? '(of no role)'}; you have ${caller.permissions.join(', ') || 'none'} (role ${caller.role}).`,
      );
    refuseWithoutUser(deps, route);
    await next();
    if (setCookie !== null) c.res.headers.append('set-cookie', setCookie);
  };
}

/** The route that replies, as the OpenAPI document names it; null when there is none. */
export function routeOf(c: Context<AppEnv>): string | null {
  // Those for all methods are the ones that every request passes, or the page.
  const found = matchedRoutes(c).find(
    ({ method, path }) => method !== 'ALL' && path !== '*' && path !== '/*',
  );
  return found === undefined ? null : `${found.method} ${found.path.replaceAll(/:(\w+)/g, '{$1}')}`;
}
