import { recordAudit } from '../audit.ts';
import { analyticsUs } from '../estate.ts';
import { iso, minuteMs, type World } from '../world.ts';
import type { Incident } from './incident.ts';
import { daysBefore, figure, namedObject } from './objects.ts';

const tokens = 25;
const email = 'emeka@example.com';

function inject(world: World): ReturnType<Incident['inject']> {
  const fromMs = daysBefore(world, 5, 23);
  for (let index = 0; index < tokens; index += 1)
    recordAudit(world, {
      workspace: analyticsUs,
      atMs: fromMs + index * minuteMs,
      email,
      service: 'accounts',
      action: 'generateDbToken',
      params: { tokenExpirationTime: '-1' },
      ip: '10.20.0.14',
      refusal: null,
    });
  return {
    id: 'token-spree',
    title: `${email} made ${tokens} access tokens in one night`,
    domains: ['security'],
    from: iso(fromMs),
    to: iso(fromMs + tokens * minuteMs),
    objects: [namedObject('user', email)],
    sizes: [{ name: 'tokens', value: String(tokens), unit: 'tokens' }],
    cause: 'A script made tokens that never expire.',
    visible: {
      is: 'cause',
      words: ['token'],
      objects: [namedObject('user', email)],
      who: email,
      at: iso(fromMs),
      howMuch: [figure('tokens', tokens, 'tokens')],
    },
    unseen: 'That a script made them.',
    effects: ['A burst of actions of one user outside working hours'],
    questions: [
      'Who created personal access tokens?',
      'Which users had bursts of activity within one hour?',
      'Who was active outside working hours?',
    ],
  };
}

/** Many tokens of one user in one night. */
export const tokenSpree: Incident = { id: 'token-spree', inject };
