import { domains } from '../../../domain/domains.ts';
import { tablesIn } from '../../../sql/tables.ts';
import { localSpaces } from '../genie/spaces.ts';
import { type KnownPrincipal, knownPrincipals, type Principal } from '../oauth/known-principals.ts';

/** Kinds of object with an access control list. */
export type ObjectType = 'genie' | 'warehouses' | 'dashboards' | 'alertsv2';
export type Entry = { readonly principal: string; readonly level: string };

/** Permission levels of each kind of object, lowest first; a level includes those before it. */
export const levels = {
  genie: ['CAN_VIEW', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'],
  warehouses: ['CAN_VIEW', 'CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER'],
  dashboards: ['CAN_READ', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'],
  alertsv2: ['CAN_READ', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'],
} as const satisfies Readonly<Record<ObjectType, readonly string[]>>;

export type Level<T extends ObjectType> = (typeof levels)[T][number];

/** The group that contains all principals. */
export const allUsersGroup = 'users';

/** The error of a statement or message that lacks a permission, as Databricks reports it. */
export type PermissionDenial = { readonly message: string; readonly sqlState: string };

/** The current permissions. */
export type Access = {
  readonly entries: (type: ObjectType, id: string) => readonly Entry[];
  /** Effect: replaces the access control list of an object; administrators keep every permission. */
  readonly replace: (type: ObjectType, id: string, entries: readonly Entry[]) => void;
  readonly hasPermission: <T extends ObjectType>(
    principal: Principal,
    type: T,
    id: string,
    level: Level<T>,
  ) => boolean;
  /** Catalogs, schemas and tables on which a principal has a SELECT grant. */
  readonly selectGrants: (name: string) => readonly string[];
  /** Effect: grants or revokes SELECT on a catalog, a schema or a table. */
  readonly setSelectGrant: (name: string, securable: string, isGranted: boolean) => void;
  /** Whether a schema of `system` is enabled; at the start all are. */
  readonly isSchemaEnabled: (schema: string) => boolean;
  /** Effect: enables or disables a schema of `system`. */
  readonly setSchemaEnabled: (schema: string, isEnabled: boolean) => void;
  /** The error for the first table of a statement that the principal may not read; null when it may read all. */
  readonly denial: (principal: Principal, sql: string) => PermissionDenial | null;
};

function initialEntries(type: ObjectType, id: string): Entry[] {
  // Objects that somebody made have the list that was written then.
  if (type === 'dashboards' || type === 'alertsv2') return [];
  const domain = domains.find((name) => localSpaces[name].spaceId === id);
  const levelOf = (known: KnownPrincipal) => {
    if (type === 'warehouses') return known.mayUseWarehouses ? 'CAN_USE' : undefined;
    return domain === undefined ? undefined : known.spaces[domain];
  };
  return knownPrincipals
    .filter((known) => !known.isAdmin)
    .flatMap((known) => {
      const level = levelOf(known);
      return level === undefined ? [] : [{ principal: known.name, level }];
    });
}

/** Full names of a table's catalog, of its schema and of the table. */
const securablesOf = (table: string): string[] => {
  const parts = table.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
};

const missingSelect = (table: string): PermissionDenial => ({
  message: `[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have SELECT on Table '${table}'. SQLSTATE: 42501`,
  sqlState: '42501',
});

const tableNotFound = (table: string): PermissionDenial => ({
  message: `[TABLE_OR_VIEW_NOT_FOUND] The table or view ${table} cannot be found. SQLSTATE: 42P01`,
  sqlState: '42P01',
});

/**
 * Starts with the permissions of the known principals. Effect: keeps changes in memory.
 *
 * @param absent Full names of tables that this workspace does not have.
 */
export function createAccess(absent: readonly string[]): Access {
  const lists = new Map<string, readonly Entry[]>();
  const disabled = new Set<string>();
  const selects = new Map(knownPrincipals.map((known) => [known.name, new Set(known.selects)]));
  const entries: Access['entries'] = (type, id) =>
    lists.get(`${type}/${id}`) ?? initialEntries(type, id);
  return {
    entries,
    replace: (type, id, list) => {
      lists.set(`${type}/${id}`, list);
    },
    hasPermission: (principal, type, id, level) => {
      const ranks: readonly string[] = levels[type];
      const granted = entries(type, id).filter(
        (entry) => entry.principal === principal.name || entry.principal === allUsersGroup,
      );
      return (
        principal.isAdmin ||
        granted.some((entry) => ranks.indexOf(entry.level) >= ranks.indexOf(level))
      );
    },
    selectGrants: (name) => [...(selects.get(name) ?? [])],
    setSelectGrant: (name, securable, isGranted) => {
      const granted = selects.get(name) ?? new Set();
      if (isGranted) granted.add(securable);
      else granted.delete(securable);
      selects.set(name, granted);
    },
    isSchemaEnabled: (schema) => !disabled.has(schema),
    setSchemaEnabled: (schema, isEnabled) => {
      if (isEnabled) disabled.delete(schema);
      else disabled.add(schema);
    },
    denial: (principal, sql) => {
      const granted = new Set(
        [principal.name, allUsersGroup].flatMap((name) => [...(selects.get(name) ?? [])]),
      );
      const isReadable = (table: string) =>
        principal.isAdmin ||
        table.startsWith('system.information_schema.') ||
        securablesOf(table).some((name) => granted.has(name));
      const tables = tablesIn(sql);
      const disabledTable = tables.find(
        (table) => absent.includes(table) || disabled.has(table.split('.')[1] ?? ''),
      );
      const unreadable = tables.find((table) => !isReadable(table));
      if (disabledTable !== undefined) return tableNotFound(disabledTable);
      return unreadable === undefined ? null : missingSelect(unreadable);
    },
  };
}
