import { createApiKeyStore } from '../../adapters/postgres/api-keys.ts';
import type { Pool } from '../../adapters/postgres/pool.ts';
import { createSignInStore } from '../../adapters/postgres/sign-ins.ts';
import type { Config } from '../../config/index.ts';
import type { AppDeps } from '../deps.ts';
import { createAuthenticate } from './authenticate.ts';
import { createAppAuthenticate } from './databricks-apps.ts';
import { createDoor } from './door.ts';
import { createLocalAuthenticate, isLoopback } from './local.ts';

/**
 * Opens the ways in that AUTH names; with none of them, the service is for its own machine.
 *
 * Effect: none until requests come.
 *
 * @throws {Error} When others could reach the service without a way in, or under no known name.
 */
export function openDoor(
  { api, auth }: Pick<Config, 'api' | 'auth'>,
  pool: Pool,
): Pick<AppDeps, 'door' | 'authenticate'> {
  const door = createDoor(auth);
  const { ways, publicUrl, trustedProxies } = auth;
  if (ways.length === 0) return { door, authenticate: createLocalAuthenticate(api.host) };
  if (publicUrl === null && !isLoopback(api.host)) {
    throw new Error(
      `HOST is ${api.host}, which other machines can reach, and PUBLIC_URL is not set. Set it to the address under which people reach the service, such as https://health.example.com: requests for other hosts are refused.`,
    );
  }
  if (ways.includes('databricks-apps')) {
    return { door, authenticate: createAppAuthenticate(auth.roles, trustedProxies.length > 0) };
  }
  const authenticate = createAuthenticate({
    apiKeys: ways.includes('api-keys') ? createApiKeyStore(pool) : null,
    verifyToken: null,
    signIns: createSignInStore(pool),
    isHttps: publicUrl?.startsWith('https:') === true,
  });
  return { door, authenticate };
}
