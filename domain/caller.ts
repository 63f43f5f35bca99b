import type { Principal } from './ids.ts';

/** What a caller may do: each route of the API needs one of these. */
export const permissions = ['read', 'ask', 'operate', 'administer'] as const;
export type Permission = (typeof permissions)[number];

/** From the least to the most. */
export const roles = ['viewer', 'analyst', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The ways in that an installation can have; without one it serves its own machine only. */
export const ways = ['api-keys', 'oidc', 'databricks-apps'] as const;
export type Way = (typeof ways)[number];

/**
 * Who sends a request, and what they may do. Two ways never give the same `id`, so nobody becomes somebody
 * else by changing how they sign in.
 */
export type Caller = Principal & {
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly via: Way | 'local';
  /** The key that was used, also by a browser that signed in with it. */
  readonly keyId: string | null;
  /** When the credential ends, epoch milliseconds; null for never. */
  readonly expiresAtMs: number | null;
  /** Genie questions a day, where the key has a limit of its own. */
  readonly dailyQuestions: number | null;
};

/** Everybody who signs in, in a setting that names groups. */
export const everybody = '*';

/**
 * What a role may do, or less where a key is for less.
 *
 * Pure.
 *
 * @param scopes What the key is for; null for all that the role may.
 */
export function permissionsOf(role: Role, scopes: readonly Permission[] | null): Permission[] {
  const most = roles.indexOf(role);
  return permissions.filter((one, n) => n <= most && (scopes === null || scopes.includes(one)));
}

/**
 * The highest role that a setting gives to one of the groups.
 *
 * Pure.
 *
 * @returns `viewer` when the setting names none of them: reading what others share needs no more.
 */
export function roleOf(
  given: Readonly<Partial<Record<Role, readonly string[]>>>,
  groups: readonly string[],
): Role {
  const isIn = (role: Role): boolean =>
    given[role]?.some((group) => group === everybody || groups.includes(group)) === true;
  return roles.findLast(isIn) ?? 'viewer';
}

/** A caller who has all that their role may, without limits of their own. Pure. */
export function callerOf(principal: Principal, role: Role, via: Caller['via']): Caller {
  return {
    id: principal.id,
    groups: principal.groups,
    role,
    permissions: permissionsOf(role, null),
    via,
    keyId: null,
    expiresAtMs: null,
    dailyQuestions: null,
  };
}

/** The group that a verified e-mail address stands for, where a setting gives something to one person. Pure. */
export const groupOfEmail = (email: string): string => `${emailGroup}${email.toLowerCase()}`;

const emailGroup = 'user:';

/** The groups that another system tells, without those that only a verified address may stand for. Pure. */
export const groupsTold = (groups: readonly string[]): readonly string[] =>
  groups.filter((group) => group !== everybody && !group.startsWith(emailGroup));
