import { z } from 'zod';
import { filledText, id, list, optionalId, optionalList, optionalObject, word } from './fields.ts';

/** Path of the signed-in principal. */
export const mePath = '/api/2.0/preview/scim/v2/Me';

/** `userName` is an e-mail address, or the application id of a service principal. */
export const Me = z.object({
  userName: id,
  displayName: filledText,
  groups: optionalList({ display: filledText }),
});

export const Space = z.object({
  space_id: id,
  title: filledText,
  warehouse_id: optionalId,
});

export const Spaces = z.object({ spaces: list(Space) });

export const Permissions = z.object({
  access_control_list: optionalList({
    user_name: filledText,
    service_principal_name: filledText,
    group_name: filledText,
    all_permissions: optionalList({ permission_level: filledText }),
  }),
});

export const Warehouse = z.object({ name: filledText, state: filledText });

export const Statement = z.object({
  status: z.object({ state: word, error: optionalObject({ message: filledText }) }),
});

/** `permission_level` is the caller's own. */
export const Endpoint = z.object({
  state: optionalObject({ ready: filledText }),
  permission_level: filledText,
});

export const Metastore = z.object({ metastore_id: id });
