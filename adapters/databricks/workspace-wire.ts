import { z } from 'zod';

/** Path of the signed-in principal. */
export const mePath = '/api/2.0/preview/scim/v2/Me';

/** `userName` is an e-mail address, or the application id of a service principal. */
export const Me = z.object({
  userName: z.string(),
  displayName: z.string().nullish(),
  groups: z.array(z.object({ display: z.string().nullish() })).nullish(),
});

export const Space = z.object({
  space_id: z.string(),
  title: z.string().nullish(),
  warehouse_id: z.string().nullish(),
});

export const Spaces = z.object({ spaces: z.array(Space).nullish() });

export const Permissions = z.object({
  access_control_list: z
    .array(
      z.object({
        user_name: z.string().nullish(),
        service_principal_name: z.string().nullish(),
        group_name: z.string().nullish(),
        all_permissions: z.array(z.object({ permission_level: z.string() })).nullish(),
      }),
    )
    .nullish(),
});

export const Warehouse = z.object({
  id: z.string(),
  name: z.string().nullish(),
  state: z.string().nullish(),
});

export const Statement = z.object({
  status: z.object({
    state: z.string(),
    error: z.object({ message: z.string().nullish() }).nullish(),
  }),
});

/** `permission_level` is the caller's own. */
export const Endpoint = z.object({
  state: z.object({ ready: z.string().nullish() }).nullish(),
  permission_level: z.string().nullish(),
});

export const Metastore = z.object({ metastore_id: z.string() });
