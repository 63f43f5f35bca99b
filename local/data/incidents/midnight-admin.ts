import { recordAudit } from '../audit.ts';
import { prodUs } from '../estate.ts';
import { iso, minuteMs, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, namedObject } from './objects.ts';

const by = 'farid@example.com';
const member = 'contractor@example.net';
const tableName = 'prod.sales.orders';
const grants = 6;

function inject(world: World): ReturnType<Incident['inject']> {
  const fromMs = daysBefore(world, 5, 2);
  const common = { workspace: prodUs, ip: '198.51.100.77', refusal: null };
  recordAudit(world, {
    ...common,
    atMs: fromMs,
    email: by,
    service: 'accounts',
    action: 'addPrincipalToGroup',
    params: { targetGroupName: 'admins', targetUserName: member },
  });
  for (let index = 0; index < grants; index += 1)
    recordAudit(world, {
      ...common,
      atMs: fromMs + (index + 1) * minuteMs,
      email: member,
      service: 'unityCatalog',
      action: 'updatePermissions',
      params: {
        securable_type: 'table',
        securable_full_name: tableName,
        changes: JSON.stringify([{ principal: member, add: ['ALL PRIVILEGES'] }]),
      },
    });
  return {
    id: 'midnight-admin',
    title: `${member} became an administrator at night and granted himself rights`,
    domains: ['security'],
    from: iso(fromMs),
    to: iso(fromMs + (grants + 1) * minuteMs),
    objects: [namedObject('user', member), namedObject('table', tableName)],
    sizes: [{ name: 'grants', value: String(grants), unit: 'events' }],
    cause: `${by} put the account of a contractor into the group admins.`,
    visible: {
      is: 'cause',
      words: ['admin'],
      objects: [namedObject('user', member), namedObject('group', 'admins')],
      who: by,
      at: iso(fromMs),
      howMuch: [
        figure('grants', grants, 'events', 0.2),
        figure('administrators made', 1, 'users', 0),
      ],
    },
    unseen: null,
    effects: [`${member} changed the permissions of ${tableName}`],
    questions: ['Who was granted admin rights?', 'Who changed permissions, on what, and when?'],
  };
}

/** A privilege escalation in two steps. */
export const midnightAdmin: Incident = { id: 'midnight-admin', inject };
