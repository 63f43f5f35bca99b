import { createBrowserFlow } from '../../adapters/oidc/code-flow.ts';
import type { OidcSettings } from '../../adapters/oidc/discover.ts';
import { createTokenVerifier } from '../../adapters/oidc/verify-token.ts';
import { createApiKeyStore } from '../../adapters/postgres/api-keys.ts';
import { createAuditLog } from '../../adapters/postgres/audit.ts';
import type { Pool } from '../../adapters/postgres/pool.ts';
import { createRateLimits } from '../../adapters/postgres/rate-limits.ts';
import { createSignInStore } from '../../adapters/postgres/sign-ins.ts';
import type { Config } from '../../config/index.ts';
import type { ApiKeyStore, SignInStore } from '../../domain/access-ports.ts';
import type { AppDeps } from '../deps.ts';
import type { OidcSignIn } from '../routes/sign-in-oidc.ts';
import type { BrowserSignIn } from '../routes/sign-in.ts';
import { createAuthenticate, notGood } from './authenticate.ts';
import { createAppAuthenticate } from './databricks-apps.ts';
import { createDoor } from './door.ts';
import { authenticateLocally } from './local.ts';

type Auth = Config['auth'];

/** The page looks where a question would go while it is written; whole teams can sit behind one address. */
const mostAMinute = (questions: number) => ({
  question: questions,
  preview: 60 + questions,
  'sign-in': 30,
});

/**
 * Opens the ways in that AUTH names; with none of them, the service is for its own machine.
 *
 * Effect: none until requests come.
 */
export function openDoor(
  { auth, onBehalfOf = false }: Pick<Config, 'auth'> & Partial<Pick<Config, 'onBehalfOf'>>,
  pool: Pool,
): Pick<AppDeps, 'door' | 'authenticate' | 'signIn' | 'audit' | 'rateLimits' | 'mostStreams'> {
  const door = createDoor(auth);
  const { ways, publicUrl, trustedProxies } = auth;
  const signIn = { ways, browser: null, oidc: null };
  if (ways.length === 0) {
    return {
      door,
      authenticate: authenticateLocally,
      signIn,
      audit: null,
      rateLimits: null,
      mostStreams: null,
    };
  }
  const audit = createAuditLog(pool);
  const rateLimits = createRateLimits(pool, mostAMinute(auth.questionsPerMinute));
  const mostStreams = auth.openStreams;
  if (ways.includes('databricks-apps')) {
    const authenticate = createAppAuthenticate(auth.roles, trustedProxies.length > 0, onBehalfOf);
    return { door, authenticate, signIn, audit, rateLimits, mostStreams };
  }
  const isHttps = publicUrl?.startsWith('https:') === true;
  const signIns = createSignInStore(pool);
  const apiKeys = ways.includes('api-keys') ? createApiKeyStore(pool) : null;
  const { verifyToken, oidc } = issuerOf(auth, signIns, isHttps);
  return {
    door,
    authenticate: createAuthenticate({ apiKeys, verifyToken, signIns, isHttps }),
    signIn: { ways, browser: browserOf(apiKeys, signIns, isHttps), oidc },
    audit,
    rateLimits,
    mostStreams,
  };
}

function browserOf(
  apiKeys: Pick<ApiKeyStore, 'callerOf'> | null,
  signIns: SignInStore,
  isHttps: boolean,
): BrowserSignIn {
  return {
    isHttps,
    withKey: async (key) => {
      const caller = (await apiKeys?.callerOf(key)) ?? null;
      if (caller === null) throw notGood();
      return { caller, text: await signIns.create(caller) };
    },
    signOut: signIns.end,
  };
}

function issuerOf(
  { ways, oidc, roles, publicUrl }: Auth,
  signIns: SignInStore,
  isHttps: boolean,
): {
  readonly verifyToken: Parameters<typeof createAuthenticate>[0]['verifyToken'];
  readonly oidc: OidcSignIn | null;
} {
  const { issuer, audience, clientId } = oidc;
  if (!ways.includes('oidc') || issuer === null || audience === null)
    return { verifyToken: null, oidc: null };
  const settings: OidcSettings = { ...oidc, issuer, audience };
  const verifier = createTokenVerifier(settings, roles);
  const verifyToken = (token: string) => verifier.verify(token);
  if (clientId === null || publicUrl === null) return { verifyToken, oidc: null };
  const redirectUri = `${publicUrl}/v1/sign-in/oidc/callback`;
  const flow = createBrowserFlow({ ...settings, clientId }, redirectUri, verifier);
  return { verifyToken, oidc: { flow, isHttps, keep: signIns.create } };
}
