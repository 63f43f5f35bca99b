import type { AppError } from './errors.ts';

/** How this service signs in to the workspace, by the settings that are set. */
export type SignIn =
  | { readonly by: 'token' }
  | { readonly by: 'client' }
  | { readonly by: 'profile'; readonly profile: string }
  /** The token of the user who asks, from the proxy of Databricks Apps. */
  | { readonly by: 'user' }
  /** No setting of ours: Databricks' own environment variables, or the default profile of its CLI. */
  | { readonly by: 'default' };

/** Who needs a grant, and in which workspace. `principal` is null when its name could not be read. */
export type Caller = {
  readonly principal: string | null;
  /** Base URL of the workspace, without a trailing slash. */
  readonly host: string;
  readonly signIn: SignIn;
};

/** A missing sign-in, scope, permission, grant or object, with the object that it concerns. */
export type MissingAccess =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'scope'; readonly scope: string }
  | { readonly kind: 'run'; readonly spaceId: string }
  | { readonly kind: 'space'; readonly spaceId: string; readonly setting: string }
  | { readonly kind: 'use'; readonly warehouseId: string | null }
  | { readonly kind: 'warehouse' }
  /** A warehouse of our own, which runs statements. */
  | { readonly kind: 'own-warehouse' }
  | { readonly kind: 'start'; readonly warehouseId: string }
  /** Full name of a table, a schema or a catalog; null when the error does not name it. */
  | { readonly kind: 'select'; readonly securable: string | null }
  | { readonly kind: 'schema'; readonly schema: string; readonly metastoreId: string | null }
  | { readonly kind: 'query'; readonly endpoint: string }
  | { readonly kind: 'endpoint'; readonly endpoint: string }
  | { readonly kind: 'entitlement' };

type Hints = {
  readonly [Kind in MissingAccess['kind']]: (
    missing: Extract<MissingAccess, { kind: Kind }>,
    caller: Caller,
  ) => string;
};

const signInHints = {
  user: 'Open the page of this service, which signs you in again, and ask again.',
  token:
    'Make a new token (user settings, Developer, Access tokens) and put it into DATABRICKS_TOKEN.',
  client:
    'Make a new secret for the service principal (its page, Secrets) and put both into DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET.',
  default:
    'Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or DATABRICKS_CONFIG_PROFILE.',
} as const;

/** What to do where no warehouse is set, or one that does not exist. */
export const setWarehouse =
  'Set DATABRICKS_WAREHOUSE_ID to the id of a SQL warehouse of this workspace, as its page shows it.';

const hints: Hints = {
  'sign-in': (_, { host, signIn }) =>
    signIn.by === 'profile'
      ? `Run \`databricks auth login --profile ${signIn.profile} --host ${host}\`, or name another profile in DATABRICKS_CONFIG_PROFILE.`
      : signInHints[signIn.by],
  scope: ({ scope }) =>
    `Add the scope ${scope} to the token, or to the app (Edit, User authorization, Add scope), and sign in again.`,
  run: ({ spaceId }, caller) =>
    `Open ${caller.host}/genie/rooms/${spaceId}, Share, and give ${quoted(caller)} CAN RUN.`,
  space: ({ spaceId, setting }, caller) =>
    `Check ${setting}; if it is right, open ${caller.host}/genie/rooms/${spaceId} as the owner of the space, Share, and give ${quoted(caller)} CAN RUN.`,
  use: ({ warehouseId }, caller) =>
    `Open ${caller.host}/sql/warehouses${warehouseId === null ? '' : `/${warehouseId}`}, Permissions, and give ${quoted(caller)} CAN USE.`,
  warehouse: () =>
    'Choose another warehouse in the settings of the Genie space, or in DATABRICKS_WAREHOUSE_ID.',
  'own-warehouse': () => setWarehouse,
  start: ({ warehouseId }, { host }) =>
    `Open ${host}/sql/warehouses/${warehouseId}, press Start, and ask again when it runs.`,
  select: ({ securable }, caller) =>
    securable === null
      ? `Grant USE SCHEMA and SELECT on the table it names to ${quoted(caller)}.`
      : grants(securable, caller),
  schema: ({ schema, metastoreId }, caller) =>
    `An account admin or metastore admin runs: databricks system-schemas enable ${metastoreId ?? '<id that `databricks metastores summary` shows>'} ${schema} and then: ${grants(`system.${schema}`, caller)}`,
  query: ({ endpoint }, caller) =>
    `Open ${caller.host}/ml/endpoints/${endpoint}, Permissions, and give ${quoted(caller)} CAN QUERY.`,
  endpoint: ({ endpoint }, caller) =>
    `Check LLM_ENDPOINT (${endpoint}): ${caller.host}/ml/endpoints lists the existing endpoints.`,
  entitlement: (_, caller) =>
    `Give ${quoted(caller)} the entitlement to Databricks SQL (workspace settings, Identity and access).`,
};

/**
 * How to give the access that is missing: a GRANT or steps in the workspace, with the names filled in. The
 * detail of a denied lane and the lines of `npm run doctor` both end with it.
 */
export function hintFor<Kind extends MissingAccess['kind']>(
  missing: Extract<MissingAccess, { kind: Kind }>,
  caller: Caller,
): string {
  return hints[missing.kind as Kind](missing, caller);
}

/** An error message, ended as a sentence, followed by the hint. */
export function withHint(message: string, hint: string): string {
  return /[.!?]$/.test(message) ? `${message} ${hint}` : `${message}. ${hint}`;
}

/** The principal as a quoted SQL identifier, or a placeholder. */
function quoted({ principal }: Caller): string {
  return `\`${(principal ?? '<service principal>').replaceAll('`', '``')}\``;
}

/** The tables of `system` are granted by schema, because they belong together. */
function grants(securable: string, caller: Caller): string {
  const [catalog = '', schema, table] = securable.split('.').map(identifier);
  const to = `TO ${quoted(caller)};`;
  const inCatalog = `GRANT USE CATALOG ON CATALOG ${catalog} ${to}`;
  if (schema === undefined) return inCatalog;
  const name = `${catalog}.${schema}`;
  return table === undefined || catalog === 'system'
    ? `${inCatalog} GRANT USE SCHEMA, SELECT ON SCHEMA ${name} ${to}`
    : `${inCatalog} GRANT USE SCHEMA ON SCHEMA ${name} ${to} GRANT SELECT ON TABLE ${name}.${table} ${to}`;
}

const identifier = (part: string): string => (/^\w+$/.test(part) ? part : `\`${part}\``);

/**
 * Which access is missing when the workspace refused a request: the sign-in or a scope when the reply
 * says so, else `expected`.
 *
 * @param expected What the refused request needs.
 */
export function missingAccessOf(error: AppError, expected: MissingAccess): MissingAccess {
  if (error.code === 'auth.denied' && error.details.upstreamStatus !== 403)
    return { kind: 'sign-in' };
  if (error.code === 'auth.denied' && /\bscope/i.test(error.message)) {
    const scope = /scopes?:?\s+([\w.:-]+)/i.exec(error.message)?.[1];
    return { kind: 'scope', scope: scope ?? 'that it names' };
  }
  return expected;
}

const objectAfterType = /\bon (?:table|view|schema|catalog)\s+([\w.-]+)/i;
const threePartName = /(?<![\w.-])[\w-]+\.[\w-]+\.[\w-]+/;

/** The table, schema or catalog that the error of a refused statement names; null without one. */
export function securableIn(message: string): string | null {
  const unquoted = message.replaceAll(/['"`]/g, '');
  const found = objectAfterType.exec(unquoted)?.[1] ?? threePartName.exec(unquoted)?.[0];
  return found?.replace(/\.+$/, '') ?? null;
}

/** The schema of `system` whose table does not exist by this error; null for any other error. */
export function missingSchemaIn(message: string): string | null {
  if (!/TABLE_OR_VIEW_NOT_FOUND|SCHEMA_NOT_FOUND/.test(message)) return null;
  return /(?<![\w.])system\.(\w+)/.exec(message.replaceAll(/['"`]/g, ''))?.[1] ?? null;
}

/** The id of the SQL warehouse that an error names; null when it names none. */
export function warehouseIn(message: string): string | null {
  return /\b[0-9a-f]{16}\b/.exec(message)?.[0] ?? null;
}
