import { isIP } from 'node:net';
import { z } from 'zod';
import { roles, ways, type Role, type Way } from '../domain/caller.ts';

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const isWay = (text: string): text is Way => ways.some((way) => way === text);
const areWays = (text: string): boolean => {
  const named = listOf(text);
  return named.every(isWay) && new Set(named).size === named.length;
};

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
  );
};

const isHostName = (text: string): boolean => /^[a-z\d]([\w.-]*[a-z\d])?$/i.test(text);

const isRole = (text: string): text is Role => roles.some((role) => role === text);

/** `name=group|group;name=group` as groups by name. Pure. */
export const readGroups = (text: string): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    text
      .split(';')
      .filter((entry) => entry.trim() !== '')
      .map((entry) => {
        const [name = '', groups = ''] = entry.split('=');
        return [
          name.trim(),
          groups
            .split('|')
            .map((group) => group.trim())
            .filter((group) => group !== ''),
        ];
      }),
  );
const areRoles = (text: string): boolean =>
  Object.entries(readGroups(text)).every(([name, groups]) => isRole(name) && groups.length > 0);

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;
/** People send credentials to these, so plain http is allowed on this machine only. */
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  if (username !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
};
const safeUrl = z.string().refine(isSafe, 'an https:// address (http:// only on this machine)');
const origin = safeUrl
  .refine((text) => new URL(text).pathname === '/', 'an address without a path')
  .transform((text) => new URL(text).origin);

/** A symmetric algorithm would let whoever verifies a token make one, and `none` lets everybody. */
const algorithm = /^(RS|PS|ES)(256|384|512)$|^EdDSA$/;

const orNull = <T>(value: T | undefined): T | null => value ?? null;
const optionalText = z.string().optional().transform(orNull);
const whole = (min: number, max: number, what: string) =>
  z
    .string()
    .refine(
      (text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
      `${what}, a whole number from ${min} to ${max}`,
    )
    .transform(Number);

/** The settings that say who may come in, and what for. */
export const authSettings = {
  AUTH: z
    .string()
    .refine(areWays, `ways in with commas between them: ${ways.join(', ')}`)
    .transform((text) => listOf(text).filter(isWay))
    .prefault(''),
  PUBLIC_URL: origin.optional().transform(orNull),
  ALLOWED_HOSTS: z
    .string()
    .refine((text) => listOf(text).every(isHostName), 'host names with commas between them')
    .transform((text) => listOf(text).map((name) => name.toLowerCase()))
    .prefault(''),
  TRUSTED_PROXIES: z
    .string()
    .refine((text) => listOf(text).every(isNetwork), 'addresses or networks such as 10.0.0.0/8')
    .transform(listOf)
    .prefault(''),
  ROLES: z
    .string()
    .refine(areRoles, `role=group|group;…, a role being one of ${roles.join(', ')}`)
    .transform((text): Readonly<Partial<Record<Role, readonly string[]>>> => readGroups(text))
    .prefault('analyst=*'),
  OIDC_ISSUER: safeUrl.optional().transform(orNull),
  OIDC_AUDIENCE: optionalText,
  OIDC_CLIENT_ID: optionalText,
  OIDC_CLIENT_SECRET: optionalText,
  OIDC_GROUPS_CLAIM: z.string().prefault('groups'),
  OIDC_ALGORITHMS: z
    .string()
    .refine(
      (text) => listOf(text).length > 0 && listOf(text).every((name) => algorithm.test(name)),
      'asymmetric algorithms of JWS such as RS256 or ES256',
    )
    .transform(listOf)
    .prefault('RS256,ES256'),
  DATABRICKS_APP_NAME: optionalText,
  DATABRICKS_APP_URL: z
    .string()
    .transform((text) => (text.includes('://') ? text : `https://${text}`))
    .pipe(safeUrl)
    .transform((text) => new URL(text).origin)
    .optional()
    .transform(orNull),
  HEALTH_MONITOR_TOKEN: optionalText,
  QUESTIONS_PER_MINUTE_PER_USER: whole(1, 10_000, 'questions a minute').prefault('10'),
  DAILY_GENIE_QUESTIONS_PER_USER: whole(1, 1_000_000, 'questions a day')
    .optional()
    .transform(orNull),
  STREAMS_PER_USER: whole(1, 10_000, 'open streams').prefault('20'),
};

type AuthSettings = { [Name in keyof typeof authSettings]: z.infer<(typeof authSettings)[Name]> };

/**
 * The rules of these settings that need more than one of them.
 *
 * @param s With the port that Databricks Apps gives; null outside of it.
 * @returns The variable to change, whether its rule holds, and what is expected.
 */
export function authRules(
  s: AuthSettings & { readonly DATABRICKS_APP_PORT: number | null },
): readonly (readonly [variable: string, holds: boolean, expected: string])[] {
  const has = (way: Way): boolean => s.AUTH.includes(way);
  const isApp = s.DATABRICKS_APP_NAME !== null && s.DATABRICKS_APP_PORT !== null;
  return [
    [
      'AUTH',
      !has('databricks-apps') || s.AUTH.length === 1,
      'databricks-apps alone: its proxy keeps the Authorization header for itself',
    ],
    [
      'AUTH',
      !has('databricks-apps') || isApp,
      'databricks-apps only where the platform has set DATABRICKS_APP_NAME and DATABRICKS_APP_PORT: elsewhere anybody can send its headers',
    ],
    ['OIDC_ISSUER', !has('oidc') || s.OIDC_ISSUER !== null, 'the issuer, as AUTH names oidc'],
    [
      'OIDC_AUDIENCE',
      !has('oidc') || s.OIDC_AUDIENCE !== null,
      'the audience that tokens for this service have, as AUTH names oidc',
    ],
    [
      'PUBLIC_URL',
      !has('oidc') || s.OIDC_CLIENT_ID === null || s.PUBLIC_URL !== null,
      'the address that the issuer sends browsers back to, as OIDC_CLIENT_ID is set',
    ],
  ];
}

/** Who may come in, and how much of one person. */
export type AuthConfig = {
  readonly auth: {
    /** The ways in; none serves this machine only. */
    readonly ways: readonly Way[];
    /** The origin under which people reach the service. */
    readonly publicUrl: string | null;
    /** Other names of it. */
    readonly hosts: readonly string[];
    /** Addresses and networks whose `X-Forwarded-…` is believed. */
    readonly trustedProxies: readonly string[];
    /** The groups that have each role; `*` is everybody who signs in. */
    readonly roles: Readonly<Partial<Record<Role, readonly string[]>>>;
    readonly oidc: {
      readonly issuer: string | null;
      readonly audience: string | null;
      /** For browsers; null when they cannot sign in with it. */
      readonly clientId: string | null;
      readonly clientSecret: string | null;
      readonly groupsClaim: string;
      readonly algorithms: readonly string[];
    };
    readonly questionsPerMinute: number;
    readonly dailyQuestions: number | null;
    /** Event streams that one principal may have open at an API. */
    readonly openStreams: number;
  };
};

/** Pure. */
export const authOf = (s: AuthSettings): AuthConfig => ({
  auth: {
    ways: s.AUTH,
    publicUrl: s.PUBLIC_URL ?? s.DATABRICKS_APP_URL,
    hosts: s.ALLOWED_HOSTS,
    trustedProxies: s.TRUSTED_PROXIES,
    roles: s.ROLES,
    oidc: {
      issuer: s.OIDC_ISSUER,
      audience: s.OIDC_AUDIENCE,
      clientId: s.OIDC_CLIENT_ID,
      clientSecret: s.OIDC_CLIENT_SECRET,
      groupsClaim: s.OIDC_GROUPS_CLAIM,
      algorithms: s.OIDC_ALGORITHMS,
    },
    questionsPerMinute: s.QUESTIONS_PER_MINUTE_PER_USER,
    dailyQuestions: s.DAILY_GENIE_QUESTIONS_PER_USER,
    openStreams: s.STREAMS_PER_USER,
  },
});
