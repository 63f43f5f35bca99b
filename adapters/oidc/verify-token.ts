import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { callerOf, groupOfEmail, groupsTold, roleOf } from '../../domain/caller.ts';
import type { Caller, Role } from '../../domain/caller.ts';
import { AppError } from '../../domain/errors.ts';
import { createDiscovery, issuerDown } from './discover.ts';
import type { OidcSettings } from './discover.ts';

/** How far the clocks of the issuer and of this machine may differ, seconds. */
const skewSeconds = 30;
/** An unknown key is looked up at most this often: anybody can name one. */
const usualCooldownMs = 30_000;
const timeoutMs = 5_000;
const mostGroups = 500;

export type TokenVerifier = {
  /**
   * Who a signed token is about.
   *
   * @throws {AppError} `auth.required` when it is not good; `dependency.down` without the issuer's keys.
   */
  readonly verify: (token: string, audience?: string) => Promise<Caller>;
};

/** Errors that are the token's fault. */
const faults = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
] as const;

/**
 * Makes the check of an issuer's tokens: signature by one of its keys and an allowed algorithm, issuer,
 * audience, times and subject.
 *
 * Effect: reads the issuer's description once and its keys when one is unknown or they are old.
 *
 * @param given The groups that have each role.
 */
export function createTokenVerifier(
  settings: OidcSettings,
  given: Readonly<Partial<Record<Role, readonly string[]>>>,
  { discover = createDiscovery(settings), cooldownMs = usualCooldownMs } = {},
): TokenVerifier {
  const { issuer, audience: usual, algorithms } = settings;
  let keys: ReturnType<typeof createRemoteJWKSet> | null = null;
  const keysOf = async (): Promise<NonNullable<typeof keys>> => {
    const { jwks_uri: address } = (await discover()).serverMetadata();
    if (address === undefined) throw issuerDown(issuer, new Error('it names no jwks_uri'));
    const options = { cooldownDuration: cooldownMs, timeoutDuration: timeoutMs };
    return (keys ??= createRemoteJWKSet(new URL(address), options));
  };
  return {
    verify: async (token, audience = usual) => {
      const known = await keysOf();
      try {
        const { payload } = await jwtVerify(token, known, {
          issuer: (await discover()).serverMetadata().issuer,
          audience,
          algorithms: [...algorithms],
          clockTolerance: skewSeconds,
          requiredClaims: ['exp', 'sub'],
        });
        return toCaller(payload, settings, given);
      } catch (error) {
        if (error instanceof AppError) throw error;
        if (faults.some((kind) => error instanceof kind)) throw notGood(error);
        throw issuerDown(issuer, error);
      }
    },
  };
}

function notGood(cause: unknown): AppError {
  const isOver = cause instanceof errors.JWTExpired;
  return new AppError(
    'auth.required',
    isOver
      ? 'The access token has expired: get a new one from the issuer.'
      : 'The access token is not good: it is not signed by the issuer, or not meant for this service (OIDC_AUDIENCE).',
    { cause },
  );
}

const Claims = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  email: z.string().optional().catch(undefined),
  email_verified: z.unknown().optional(),
});
const Groups = z
  .union([z.string().transform((one) => [one]), z.array(z.string()).max(mostGroups)])
  .catch([]);

/** A subject is one of its issuer: the id names both, so that another issuer has no say over it. */
function toCaller(
  payload: JWTPayload,
  { issuer, groupsClaim }: OidcSettings,
  given: Readonly<Partial<Record<Role, readonly string[]>>>,
): Caller {
  const read = Claims.safeParse(payload);
  if (!read.success) throw notGood(read.error);
  const { sub, exp, email, email_verified: isVerified } = read.data;
  const groups = [
    ...groupsTold(Groups.parse(payload[groupsClaim] ?? [])),
    ...(email !== undefined && isVerified === true ? [groupOfEmail(email)] : []),
  ];
  const { host, pathname } = new URL(issuer);
  const id = `oidc:${host}${pathname.replace(/\/$/, '')}#${sub}`;
  const caller = callerOf({ id, groups }, roleOf(given, groups), 'oidc');
  return { ...caller, expiresAtMs: exp * 1000 };
}
