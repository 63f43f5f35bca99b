import { parse, serialize } from 'hono/utils/cookie';

/** A browser takes the prefix only over https, for one host and all of its paths. */
const nameOf = (isHttps: boolean, name: string): string => (isHttps ? `__Host-${name}` : name);
const signInName = 'health-monitor';

const options = (isHttps: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: isHttps }) as const;

/** The text of a cookie in a request; null when there is none. Pure. */
export function cookieIn(request: Request, isHttps: boolean, name = signInName): string | null {
  const full = nameOf(isHttps, name);
  return parse(request.headers.get('cookie') ?? '', full)[full] ?? null;
}

/**
 * The header that gives a browser a cookie for as long as it is open, or takes it away.
 *
 * Pure.
 *
 * @param text Empty takes it away.
 */
export function signInCookie(text: string, isHttps: boolean, name = signInName): string {
  const end = text === '' ? { maxAge: 0 } : {};
  return serialize(nameOf(isHttps, name), text, { ...options(isHttps), ...end });
}
