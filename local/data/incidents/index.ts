import type { Incident } from './incident.ts';
import { loginBurst } from './login-burst.ts';
import { retryLoop } from './retry-loop.ts';
import { revokedGrant } from './revoked-grant.ts';
import { smallWarehouse } from './small-warehouse.ts';

/** Every planted incident, in the order in which they are planted. */
export const incidents: readonly Incident[] = [retryLoop, revokedGrant, smallWarehouse, loginBurst];
