import type { AppError } from './errors.ts';

/** How we sign in, by the settings that say so. */
export type SignIn =
  | { readonly by: 'token' }
  | { readonly by: 'client' }
  | { readonly by: 'profile'; readonly profile: string }
  /** No setting: what the vendor's own variables and the CLI's default profile give. */
  | { readonly by: 'default' };

/** Whom a grant goes to, and where. `principal` is null while nobody could say who we are. */
export type Caller = {
  readonly principal: string | null;
  /** Base URL of the workspace, without a slash at its end. */
  readonly host: string;
  readonly signIn: SignIn;
};

/** What is missing, with the object that it is missing on. */
export type Lack =
  | { readonly of: 'sign-in' }
  | { readonly of: 'scope'; readonly scope: string }
  | { readonly of: 'run'; readonly spaceId: string }
  | { readonly of: 'space'; readonly spaceId: string; readonly setting: string }
  | { readonly of: 'use'; readonly warehouseId: string | null }
  | { readonly of: 'warehouse' }
  /** A table, a schema or a catalog by its whole name; null when nobody named it. */
  | { readonly of: 'select'; readonly securable: string | null }
  | { readonly of: 'schema'; readonly schema: string; readonly metastoreId: string | null }
  | { readonly of: 'query'; readonly endpoint: string }
  | { readonly of: 'endpoint'; readonly endpoint: string }
  | { readonly of: 'entitlement' };

type Hints = {
  readonly [Of in Lack['of']]: (lack: Extract<Lack, { of: Of }>, caller: Caller) => string;
};

const signInHints = {
  token:
    'Make a new token (user settings, Developer, Access tokens) and put it into DATABRICKS_TOKEN.',
  client:
    'Make a new secret for the service principal (its page, Secrets) and put both into DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET.',
  default:
    'Set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or DATABRICKS_CONFIG_PROFILE.',
} as const;

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
  select: ({ securable }, caller) =>
    securable === null
      ? `Grant USE SCHEMA and SELECT on the table it names to ${quoted(caller)}.`
      : grants(securable, caller),
  schema: ({ schema, metastoreId }, caller) =>
    `An account admin or metastore admin runs: databricks system-schemas enable ${metastoreId ?? '<id that `databricks metastores summary` shows>'} ${schema} and then: ${grants(`system.${schema}`, caller)}`,
  query: ({ endpoint }, caller) =>
    `Open ${caller.host}/ml/endpoints/${endpoint}, Permissions, and give ${quoted(caller)} CAN QUERY.`,
  endpoint: ({ endpoint }, caller) =>
    `Check LLM_ENDPOINT (${endpoint}): ${caller.host}/ml/endpoints lists the endpoints that there are.`,
  entitlement: (_, caller) =>
    `Give ${quoted(caller)} the entitlement to Databricks SQL (workspace settings, Identity and access).`,
};

/**
 * What to do about something that is missing: the GRANT or the click, with the names filled in. The
 * detail of a denied lane and the lines of `npm run doctor` both end with it.
 *
 * Pure.
 */
export function hintFor<Of extends Lack['of']>(
  lack: Extract<Lack, { of: Of }>,
  caller: Caller,
): string {
  return hints[lack.of as Of](lack, caller);
}

/**
 * What was said, as a sentence, and what to do about it.
 *
 * Pure.
 */
export function withHint(said: string, hint: string): string {
  return /[.!?]$/.test(said) ? `${said} ${hint}` : `${said}. ${hint}`;
}

/** A principal as SQL and people can copy it. */
function quoted({ principal }: Caller): string {
  return `\`${(principal ?? '<service principal>').replaceAll('`', '``')}\``;
}

/** Rights on the tables of `system` are given by the schema: its tables belong together. */
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
 * What a refusal of the workspace says is missing: the sign-in or a scope by the reply itself, else
 * what was asked for.
 *
 * Pure.
 */
export function lackOf(error: AppError, asked: Lack): Lack {
  if (error.code === 'auth.denied' && error.details.upstreamStatus !== 403)
    return { of: 'sign-in' };
  if (error.code === 'auth.denied' && /\bscope/i.test(error.message)) {
    const scope = /scopes?:?\s+([\w.:-]+)/i.exec(error.message)?.[1];
    return { of: 'scope', scope: scope ?? 'that it names' };
  }
  return asked;
}

const named = /\bon (?:table|view|schema|catalog)\s+([\w.-]+)/i;
const wholeName = /(?<![\w.-])[\w-]+\.[\w-]+\.[\w-]+/;

/**
 * The table, schema or catalog that a refused statement's error names; null when it names none.
 *
 * Pure.
 */
export function securableIn(message: string): string | null {
  const bare = message.replaceAll(/['"`]/g, '');
  const found = named.exec(bare)?.[1] ?? wholeName.exec(bare)?.[0];
  return found?.replace(/\.+$/, '') ?? null;
}

/**
 * The schema of `system` whose table an error says is not there; null for any other error.
 *
 * Pure.
 */
export function missingSchemaIn(message: string): string | null {
  if (!/TABLE_OR_VIEW_NOT_FOUND|SCHEMA_NOT_FOUND/.test(message)) return null;
  return /(?<![\w.])system\.(\w+)/.exec(message.replaceAll(/['"`]/g, ''))?.[1] ?? null;
}

/**
 * The SQL warehouse that an error names by its id; null when it names none.
 *
 * Pure.
 */
export function warehouseIn(message: string): string | null {
  return /\b[0-9a-f]{16}\b/.exec(message)?.[0] ?? null;
}
