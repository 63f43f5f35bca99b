import { z } from 'zod';

/** Who we are, as the workspace sees us. */
export const mePath = '/api/2.0/preview/scim/v2/Me';

/** `userName` is an e-mail address, or the application id of a service principal. */
export const Me = z.object({
  userName: z.string(),
  displayName: z.string().nullish(),
  groups: z.array(z.object({ display: z.string().nullish() })).nullish(),
});
