import { allowInsecureRequests, ClientSecretPost, discovery, None } from 'openid-client';
import type { Configuration } from 'openid-client';
import { AppError } from '../../domain/errors.ts';

export type OidcSettings = {
  readonly issuer: string;
  /** What tokens for this service have as audience. */
  readonly audience: string;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly groupsClaim: string;
  readonly algorithms: readonly string[];
};

/** How long the issuer may take to reply, seconds. */
const timeoutSeconds = 5;

/**
 * Reads what the issuer says of itself, once; after a failure the next call reads it again.
 *
 * Effect: one GET at the issuer.
 *
 * @throws {AppError} `dependency.down` when it does not answer, or says that it is another.
 */
export function createDiscovery({
  issuer,
  audience,
  clientId,
  clientSecret,
}: OidcSettings): () => Promise<Configuration> {
  let known: Promise<Configuration> | null = null;
  const read = async (): Promise<Configuration> => {
    try {
      return await discovery(
        new URL(issuer),
        clientId ?? audience,
        undefined,
        clientSecret === null ? None() : ClientSecretPost(clientSecret),
        {
          timeout: timeoutSeconds,
          // The settings allow plain http on this machine only.
          ...(issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {}),
        },
      );
    } catch (cause) {
      known = null;
      throw issuerDown(issuer, cause);
    }
  };
  return () => (known ??= read());
}

/** The failure of a request that could not be judged, because the issuer does not help. */
export const issuerDown = (issuer: string, cause: unknown): AppError =>
  new AppError(
    'dependency.down',
    `The issuer ${new URL(issuer).host} does not answer as one of OpenID Connect, so nobody can be signed in with it now.`,
    { cause },
  );
