import { recordAudit } from '../audit.ts';
import { users, workspaces } from '../estate.ts';
import { dayMs, floorDay, hourMs, iso, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { figure, namedObject } from './objects.ts';

const attempts = 180;
const ip = '203.0.113.77';

function inject(world: World): ReturnType<Incident['inject']> {
  const fromMs = floorDay(world.nowMs) - 2 * dayMs + 3 * hourMs;
  const workspace = workspaces[0];
  const refusal = { status: 401, message: 'Invalid credentials' };
  for (let index = 0; index < attempts; index += 1) {
    const email = users[index % users.length] ?? users[0];
    recordAudit(world, {
      workspace,
      atMs: fromMs + index * 6000,
      email,
      service: 'accounts',
      action: 'login',
      params: { user: email },
      ip,
      refusal,
    });
  }
  return {
    id: 'login-burst',
    title: `Failed logins from ${ip}`,
    domains: ['security'],
    from: iso(fromMs),
    to: iso(fromMs + attempts * 6000),
    objects: [{ kind: 'address', id: ip, name: ip, workspaceId: workspace.id }],
    sizes: [
      { name: 'failed logins', value: String(attempts), unit: 'events' },
      { name: 'users', value: String(users.length), unit: 'users' },
    ],
    cause: 'One address outside the company tried passwords of several users.',
    visible: {
      is: 'cause',
      words: ['fail', 'refus', 'reject'],
      objects: [namedObject('address', ip)],
      who: null,
      at: iso(fromMs),
      howMuch: [
        figure('failed logins', attempts, 'events'),
        figure('users', users.length, 'users', 0),
      ],
    },
    unseen: 'Who sat behind the address.',
    effects: ['Failed logins of every user rose within eighteen minutes'],
    questions: ['Were there failed logins?', 'Which addresses had failed logins this week?'],
  };
}

/** A burst of failed logins from one address two days before the clock. */
export const loginBurst: Incident = { id: 'login-burst', inject };
