import type { Measure } from '../measure.ts';
import { textOf } from '../rows.ts';
import type { Row } from '../rows.ts';
import { anyOf } from './any-of.ts';
import { refusal } from './refusal.ts';
import { byName, column } from './values.ts';

const actions = {
  check: 'security/actions_by_day',
  window: 'time',
  day: 'event_date',
  value: column('events'),
  unit: 'events',
  missing: 'zero',
  days: 'add',
  bad: 1,
  firstAt: 'first_at',
} as const;

const action =
  (pattern: RegExp) =>
  (row: Row): boolean =>
    pattern.test(textOf(row, 'action_name') ?? '');

const isLogin = action(/login|authenticat|^oidc|^saml|mfa/i);

/** Actions that give somebody rights or a role. */
const grants =
  /^(?:addPrincipals?ToGroup|setAdmin|setAccountAdmin|changeAccountOwner|updateRoleAssignment|updatePermissions|updateSharePermissions|change\w*Acls?|grantPermission|putAcl|transferObjectOwnership|changeSecurableOwner)$/;

export const failedLogins: Measure = {
  ...actions,
  id: 'logins',
  meant: ['security/failed_actions', 'security/shared_addresses'],
  noun: 'failed logins',
  says: /\b(?:log[- ]?(?:ins?|ons?)|sign[- ]?ins?|signed in|(?:tr(?:y|ied|ies|ying) to )?(?:break|broke|hack\w*|get|got|sneak\w*) in(?:to)? (?:\S+ ){0,4}?accounts?|password spray\w*|lock(?:ed|s)? (?:\w+ )?out\b(?=.*\baccount)|accounts? (?:\w+ ){0,3}?lock(?:ed|s)?\b|credential stuffing|hack\w*|brute.?forc\w*|(?:(?:wrong|bad|false|invalid).)?passwords?(?: (?:events|attempts|failures))?|authenticat\w+|(?:bad|wrong|invalid|false|stolen) credentials?)\b/i,
  objects: byName('address', 'source_ip_address'),
  value: column('refused_events'),
  isOwn: isLogin,
  floor: 10,
  narrowedBy: ['user_name'],
  narrowsObjects: true,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'source_ip_address')} had ${cell(row, 'refused_events')} failed logins between ${cell(row, 'first_at')} and ${cell(row, 'last_at')}`,
  unseen: 'The sign-in log of your identity provider shows who tried.',
};

export const refusedAccess: Measure = {
  ...actions,
  id: 'refused access',
  meant: ['security/denied_tables'],
  noun: 'refused requests',
  says: refusal,
  objects: byName('user', 'user_name'),
  value: column('refused_events'),
  isOwn: (row) => !isLogin(row),
  isOnTables: true,
  floor: 3,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'user_name')} was refused ${cell(row, 'refused_events')} times between ${cell(row, 'first_at')} and ${cell(row, 'last_at')}`,
  unseen: 'The audit log shows what was refused, and the grants of the object who may use it.',
};

export const newTokens: Measure = {
  ...actions,
  id: 'tokens',
  meant: ['security/token_creations'],
  noun: 'new access tokens',
  says: /\b(?:tokens?|pats?|(?:api|access|secret) keys?|(?:credentials?|api keys?|access keys?|secrets?) (?:\w+ )?(?:generat\w+|creat\w+|made|issu\w+|mint\w+|handed out)|(?:new|fresh|many|more|\d+) (?:\w+ )?(?:credentials?|api keys?|access keys?)|(?:generat|creat|mint|issu|mak|made|hand)\w* (?:\S+ ){0,4}?(?:credentials?|api keys?|access keys?))\b/i,
  objects: byName('user', 'user_name'),
  isOwn: action(/^generateDbToken$|createToken/),
  floor: 3,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'user_name')} made ${cell(row, 'events')} access tokens between ${cell(row, 'first_at')} and ${cell(row, 'last_at')}`,
  unseen: 'Only the user can say what the tokens are for.',
};

export const rightsChanges: Measure = {
  ...actions,
  id: 'admin rights',
  meant: ['security/admin_grants', 'security/permission_changes'],
  noun: 'changes of rights',
  says: /\b(?:admins?|administrators?|rights|privileg\w+|privilige\w*|permissions?|grant(?:ed|s)?|access rights|escalat\w+|superusers?|god mode|authority|elevated|promoted|ownership|roles?|(?:more|much|too much|full|wide|wider|total|all the) (?:power|powers|control|access)|power(?:s|ful)|(?:can|could|able to|allowed to|may) (?:now |suddenly )?(?:do|see|change|touch|edit|manage|access|open) (?:absolutely |almost )?(?:everything|anything|whatever|all))\b/i,
  objects: byName('user', 'user_name'),
  isOwn: action(grants),
  isOnTables: true,
  floor: 4,
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'user_name')} changed rights ${cell(row, 'events')} times between ${cell(row, 'first_at')} and ${cell(row, 'last_at')}`,
  unseen: 'Only who gave the rights can say why.',
};

export const dataRead: Measure = {
  id: 'reads',
  meant: ['security/read_volume', 'security/result_downloads', 'performance/heavy_users'],
  noun: 'data read',
  says: /\b(?:read(?:s|ing)?|scanned|scan volume|(?<!(?:for|in|of|by|last|\d+|two|three|four|five|six|seven|quality|health|monitor(?:ing)?) )scans?(?! (?:in a row|in succession|running))|exfiltrat\w+|download\w*|(?<!spill\w* (?:data )?)bytes|pull(?:ed|s)? out|quer(?:y|ied) (?:that )?(?:volume|heavily)|(?:rows|so much|volume) (?:was |were )?(?:queried|read)|queries and downloads|wave of queries|queried|access(?:ed)? (?:that )?(?:table|often))\b/i,
  hints: anyOf(
    '(?:pull|drain|siphon|copi|extract|dump|empti|harvest|scrap|leak|steal|stole|suck|download|export)\\w*',
    '(?:\\d[\\d.,]* ?(?:tb|pb)|terabytes?|petabytes?)',
    '(?:so|very|that|unusually|extremely|suddenly) (?:busy|active|loaded|heavily|intensively)',
  ),
  check: 'performance/user_queries_by_day',
  window: 'time',
  objects: byName('user', 'executed_by'),
  day: 'query_date',
  value: column('read_gb'),
  unit: 'GB',
  floor: 200,
  missing: 'zero',
  days: 'add',
  bad: 1,
  firstAt: 'first_at',
  narrowedBy: ['warehouse_name'],
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'executed_by')} read ${cell(row, 'read_gb')} between ${cell(row, 'first_at')} and ${cell(row, 'last_at')}`,
  unseen: 'Only the user can say what the data was for.',
  related: ['table reads'],
};

export const tableReads: Measure = {
  id: 'table reads',
  meant: ['security/table_access', 'security/new_readers', 'security/sensitive_reads'],
  noun: 'reads',
  says: /\b(?:who read|reads of|readers?|accesses|access count|hits|visits|(?:peek|peep|snoop|brows|rummag)\w* (?:around |about )?(?:at|in|into|through)|(?:went|looked|goes|going) through|looked (?:at|into|through) (?:\S+ )?(?:that|so|very|too)? ?often|queried|accessed|wave of queries)\b/i,
  check: 'security/table_reads_by_day',
  window: 'time',
  objects: byName('user', 'reader'),
  day: 'read_date',
  value: column('reads'),
  unit: 'reads',
  floor: 20,
  missing: 'zero',
  days: 'add',
  bad: 1,
  firstAt: 'first_at',
  narrowedBy: ['table_name'],
  phrase: (cell, row) =>
    row === null
      ? ''
      : `${cell(row, 'reader')} read ${cell(row, 'table_name')} ${cell(row, 'reads')} times between ${cell(row, 'first_at')} and ${cell(row, 'last_at')}`,
  unseen: 'Only the user can say what the data was for.',
};
