import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { BrowserFlow } from '../../domain/access-ports.ts';
import { AppError } from '../../domain/errors.ts';
import { createDiscovery } from './discover.ts';
import type { OidcSettings } from './discover.ts';
import type { TokenVerifier } from './verify-token.ts';

const Started = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});

/**
 * The code flow with PKCE: the browser goes to the issuer and comes back with a code, which only this browser
 * can have exchanged. What it is checked against is kept by the browser meanwhile.
 *
 * Effect: at the end, one POST at the issuer.
 *
 * @param redirectUri Where the issuer sends browsers back to.
 */
export function createBrowserFlow(
  settings: OidcSettings & { readonly clientId: string },
  redirectUri: string,
  { verify }: TokenVerifier,
  discover = createDiscovery(settings),
): BrowserFlow {
  return {
    start: async (returnTo) => {
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const address = buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      const kept = JSON.stringify({ state, nonce, verifier, returnTo });
      return { address: address.href, kept: Buffer.from(kept).toString('base64url') };
    },
    finish: async (query, kept) => {
      const { state, nonce, verifier, returnTo } = readKept(kept);
      const current = new URL(redirectUri);
      current.search = query;
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      };
      const tokens = await authorizationCodeGrant(await discover(), current, checks).catch(
        (cause: unknown) => {
          throw failed(cause);
        },
      );
      if (tokens.id_token === undefined) throw failed(new Error('there is no ID token'));
      const caller = await verify(tokens.id_token, settings.clientId);
      // The token says that somebody has signed in; how long that holds here is ours to say.
      return { caller: { ...caller, expiresAtMs: null }, returnTo };
    },
  };
}

function readKept(kept: string): z.infer<typeof Started> {
  try {
    return Started.parse(JSON.parse(Buffer.from(kept, 'base64url').toString()));
  } catch (cause) {
    throw failed(cause);
  }
}

const failed = (cause: unknown): AppError =>
  new AppError(
    'auth.required',
    'The sign-in at the issuer did not succeed, took too long, or was begun in another browser. Begin again.',
    { cause },
  );
