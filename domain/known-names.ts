/** What a thing of the platform is, as far as questions name such things. */
export const namedKinds = [
  'job',
  'pipeline',
  'warehouse',
  'cluster',
  'endpoint',
  'table',
  'workspace',
  'user',
] as const;
export type NamedKind = (typeof namedKinds)[number];

/** A thing of the platform that has a name: a table its full one, a user an address. */
export type KnownName = { readonly kind: NamedKind; readonly name: string };
