/** Columns of the system tables that hold when something was. */
const timeColumn =
  '(?:\\w+\\.)?(?:usage_date|usage_start_time|usage_end_time|event_date|event_time|start_time|end_time|period_start_time|period_end_time|ingestion_date|day|date)';
const quotedDate = '(?:date |timestamp )?[\'"]?(?=\\d{4}-\\d\\d-\\d\\d)';
/** What a condition follows on. */
const given = '(?:,?\\s*\\b(?:where|and|with|having|on|for)\\b|,)\\s+';
/** Columns that hold how something ended. */
const stateColumn = '(?:\\w+\\.)?(?:result_state|final_state|execution_status|state|status)';
const isState = (states: string): RegExp =>
  new RegExp(
    `${given}${stateColumn}\\s*(?:==?|is|in)\\s*\\(?\\s*['"]?(?:${states})['"]?(?:\\s*\\))?`,
    'giu',
  );
/** Columns that hold the name of a thing. */
const nameColumn =
  '(?:\\w+\\.)?(?:(?:job|pipeline|warehouse|cluster|endpoint|table|user|workspace|app)_name|executed_by|run_as|table_full_name)';

/** Ways to ask as a statement of SQL has it, each with the form that is understood. */
export const statementForms: readonly (readonly [RegExp, string])[] = [
  // "Select count(*) of queries", "count(*) setAdmin events": how many there are.
  [/^\W*(?:select )?count\((?:\*|1)\)(?: from| of)? /iu, 'how many '],
  [/(?:^\W*select )?\bcount\(\s*distinct ([^()]{2,40}?)\s*\)/giu, 'how many different $1'],
  [/\bmax\(\s*(?:total )?([^()]{2,40}?)\s*\)/giu, 'maximum $1'],
  [/\bmin\(\s*(?:total )?([^()]{2,40}?)\s*\)/giu, 'minimum $1'],
  [/\b(?:avg|average|mean)\(\s*(?:total )?([^()]{2,40}?)\s*\)/giu, 'average $1'],
  [/\bsum (?:of )?(?:the )?usage_quantity(?: in dbus?)?\b/giu, 'total DBU'],
  [/\bby billing_origin_product\b/giu, 'by product'],
  [/\bsum\(\s*usage_quantity\s*\)(?:(?: in)? dbus?\b)?/giu, 'total DBU'],
  [/\bsum\(\s*([^()]{2,40}?)\s*\)/giu, 'total $1'],
  [/\bsum of (?:the )?(?=(?:list )?(?:costs?|spend)\b)/giu, 'total '],
  // "where usage_date between 2026-11-09 and 2026-11-15", "usage_date >= '2026-11-01'".
  [new RegExp(`${given}${timeColumn}\\s+between\\s+${quotedDate}`, 'giu'), ' between '],
  [new RegExp(`${given}${timeColumn}\\s*>=\\s*${quotedDate}`, 'giu'), ' since '],
  [new RegExp(`(?:${given}|\\b)${timeColumn}\\s*=\\s*${quotedDate}`, 'giu'), ' on '],
  [/(?<=\d{4}-\d\d-\d\d)['"]/gu, ''],
  [/(?<=\bbetween \d{4}-\d\d-\d\d and )(?:date )?['"](?=\d{4})/giu, ''],
  [isState('failed|error'), ' that failed'],
  [isState('timed_out|timedout'), ' that timed out'],
  [isState('cancell?ed'), ' that were cancelled'],
  [isState('succeeded|success|completed|finished'), ' that succeeded'],
  [new RegExp(`${given}${nameColumn}\\s*(?:==?|is)\\s*['"]?([^\\s'",;?]+)['"]?`, 'giu'), ' of $1'],
  // As the table says it: "billing_origin_product = 'DLT'".
  [
    /\b(?:where |with |for )?billing_origin_product\s*(?:==?|is|in)\s*\(?['"]?(\w+)['"]?\)?/giu,
    ' $1 product ',
  ],
  [/,?\s+group by (?=[a-z])/giu, ' by '],
  [/,?\s+order by \w+ (?:desc|asc)\b/giu, ''],
];
