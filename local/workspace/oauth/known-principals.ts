import { type Domain, domains } from '../../../domain/domains.ts';

export type GenieLevel = 'CAN_VIEW' | 'CAN_RUN' | 'CAN_EDIT' | 'CAN_MANAGE';

/** The identity behind a request. `id` is its numeric id in messages and SCIM. */
export type Principal = {
  readonly id: number;
  readonly name: string;
  readonly displayName: string;
  readonly isServicePrincipal: boolean;
  /** Has every permission, whatever the access control lists contain. */
  readonly isAdmin: boolean;
};

export type KnownPrincipal = Principal & {
  /** Suffix of the token or secret: `<administrator's token>-<key>`; empty for the administrator's token itself. */
  readonly key: string;
  readonly spaces: Partial<Readonly<Record<Domain, GenieLevel>>>;
  readonly mayUseWarehouses: boolean;
  /** Catalogs, schemas and tables with a SELECT grant, by full name. */
  readonly selects: readonly string[];
};

/** Client id of the main service principal; its secret is the administrator's token. */
export const localClientId = '00000000-0000-4000-8000-0000000c11e0';

const allSpaces = (level: GenieLevel): KnownPrincipal['spaces'] =>
  Object.fromEntries(domains.map((domain) => [domain, level]));

const user = (id: number, name: string, displayName: string) =>
  ({
    id,
    name: `${name}@example.com`,
    displayName,
    key: name,
    isServicePrincipal: false,
    isAdmin: false,
    spaces: allSpaces('CAN_RUN'),
    mayUseWarehouses: true,
    selects: ['system'],
  }) as const satisfies KnownPrincipal;

/** All principals with their initial permissions. */
export const knownPrincipals: readonly KnownPrincipal[] = [
  { ...user(5_550_000, 'admin', 'Administrator'), key: '', isAdmin: true },
  { ...user(5_550_001, 'owner', 'Owner of the spaces'), spaces: allSpaces('CAN_MANAGE') },
  {
    ...user(5_550_002, 'analyst', 'Analyst without the audit log'),
    selects: [
      'system.billing',
      'system.compute',
      'system.lakeflow',
      'system.query',
      'system.access.workspaces_latest',
    ],
  },
  { ...user(5_550_003, 'viewer', 'May only look at cost'), spaces: { cost: 'CAN_VIEW' } },
  { ...user(5_550_004, 'no-warehouse', 'May use no warehouse'), mayUseWarehouses: false },
  {
    ...user(5_550_005, 'outsider', 'May do nothing'),
    spaces: {},
    mayUseWarehouses: false,
    selects: [],
  },
  {
    ...user(5_550_099, localClientId, 'health-monitor'),
    name: localClientId,
    key: '',
    isServicePrincipal: true,
  },
  {
    ...user(5_550_098, 'cost-reporter', 'cost-reporter'),
    name: '00000000-0000-4000-8000-0000000c0570',
    isServicePrincipal: true,
    spaces: { cost: 'CAN_RUN' },
    selects: ['system.billing', 'system.access.workspaces_latest'],
  },
];
