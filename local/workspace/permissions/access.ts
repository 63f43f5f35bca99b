import { domains } from '../../../domain/domains.ts';
import { tablesIn } from '../../../sql/tables.ts';
import { localSpaces } from '../genie/spaces.ts';
import { type Person, people, type Principal } from '../oauth/people.ts';

/** What has a list of who may do what. */
export type ObjectType = 'genie' | 'warehouses';
export type Entry = { readonly principal: string; readonly level: string };

/** Levels of each kind of object, the weakest first: a level includes those before it. */
export const levels = {
  genie: ['CAN_VIEW', 'CAN_RUN', 'CAN_EDIT', 'CAN_MANAGE'],
  warehouses: ['CAN_VIEW', 'CAN_USE', 'CAN_MONITOR', 'CAN_MANAGE', 'IS_OWNER'],
} as const satisfies Readonly<Record<ObjectType, readonly string[]>>;

export type Level<T extends ObjectType> = (typeof levels)[T][number];

/** The group that everyone is in. */
export const everyone = 'users';

/** What Databricks says, in a statement's or a message's error. */
export type Refusal = { readonly message: string; readonly sqlState: string };

/** Who may do what, as it stands now. */
export type Access = {
  readonly entries: (type: ObjectType, id: string) => readonly Entry[];
  /** Effect: replaces the list of an object; administrators keep their power. */
  readonly replace: (type: ObjectType, id: string, entries: readonly Entry[]) => void;
  readonly may: <T extends ObjectType>(
    principal: Principal,
    type: T,
    id: string,
    level: Level<T>,
  ) => boolean;
  /** The catalogs, schemas and tables that a principal may select from. */
  readonly selects: (name: string) => readonly string[];
  /** Effect: gives SELECT on a catalog, a schema or a table, or takes it away. */
  readonly setSelect: (name: string, securable: string, isGiven: boolean) => void;
  /** Whether a schema of `system` is enabled; all are at the start. */
  readonly isEnabled: (schema: string) => boolean;
  /** Effect: enables a schema of `system`, or takes it out of the catalog. */
  readonly enable: (schema: string, isEnabled: boolean) => void;
  /** Why the first table that a principal may not read in a statement is refused, else null. */
  readonly refusal: (principal: Principal, sql: string) => Refusal | null;
};

function firstEntries(type: ObjectType, id: string): Entry[] {
  const domain = domains.find((name) => localSpaces[name].spaceId === id);
  const levelOf = (person: Person) => {
    if (type === 'warehouses') return person.mayUseWarehouses ? 'CAN_USE' : undefined;
    return domain === undefined ? undefined : person.spaces[domain];
  };
  return people
    .filter((person) => !person.isAdmin)
    .flatMap((person) => {
      const level = levelOf(person);
      return level === undefined ? [] : [{ principal: person.name, level }];
    });
}

/** A table, its schema and its catalog. */
const containers = (table: string): string[] => {
  const parts = table.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
};

const notGranted = (table: string): Refusal => ({
  message: `[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have SELECT on Table '${table}'. SQLSTATE: 42501`,
  sqlState: '42501',
});

const notThere = (table: string): Refusal => ({
  message: `[TABLE_OR_VIEW_NOT_FOUND] The table or view ${table} cannot be found. SQLSTATE: 42P01`,
  sqlState: '42P01',
});

/** Begins with the table of people. Effect: keeps changes in memory. */
export function createAccess(): Access {
  const lists = new Map<string, readonly Entry[]>();
  const disabled = new Set<string>();
  const selects = new Map(people.map((person) => [person.name, new Set(person.selects)]));
  const entries: Access['entries'] = (type, id) =>
    lists.get(`${type}/${id}`) ?? firstEntries(type, id);
  return {
    entries,
    replace: (type, id, list) => {
      lists.set(`${type}/${id}`, list);
    },
    may: (principal, type, id, level) => {
      const ranks: readonly string[] = levels[type];
      const given = entries(type, id).filter(
        (entry) => entry.principal === principal.name || entry.principal === everyone,
      );
      return (
        principal.isAdmin ||
        given.some((entry) => ranks.indexOf(entry.level) >= ranks.indexOf(level))
      );
    },
    selects: (name) => [...(selects.get(name) ?? [])],
    setSelect: (name, securable, isGiven) => {
      const given = selects.get(name) ?? new Set();
      if (isGiven) given.add(securable);
      else given.delete(securable);
      selects.set(name, given);
    },
    isEnabled: (schema) => !disabled.has(schema),
    enable: (schema, isEnabled) => {
      if (isEnabled) disabled.delete(schema);
      else disabled.add(schema);
    },
    refusal: (principal, sql) => {
      const given = new Set(
        [principal.name, everyone].flatMap((name) => [...(selects.get(name) ?? [])]),
      );
      const isOpen = (table: string) =>
        principal.isAdmin ||
        table.startsWith('system.information_schema.') ||
        containers(table).some((name) => given.has(name));
      const tables = tablesIn(sql);
      const missing = tables.find((table) => disabled.has(table.split('.')[1] ?? ''));
      const closed = tables.find((table) => !isOpen(table));
      if (missing !== undefined) return notThere(missing);
      return closed === undefined ? null : notGranted(closed);
    },
  };
}
