import { type Macro, refuse } from './macro.ts';

/** Text and patterns. */
export const strings: readonly Macro[] = [
  ['raise_error', ['x', "error(concat('[USER_RAISED_EXCEPTION] ', x))"]],
  [
    'typeof',
    [
      'x',
      `case when system.main.typeof(x) = 'INTEGER' then 'int' when system.main.typeof(x) = 'VARCHAR' then 'string' when system.main.typeof(x) like 'TIMESTAMP%' then 'timestamp' when system.main.typeof(x) = '"NULL"' then 'void' when regexp_full_match(system.main.typeof(x), '[A-Z]+([(][0-9]+,[0-9]+[)])?') then lower(system.main.typeof(x)) else ${refuse('UNSUPPORTED_FEATURE', 'typeof of arrays, maps and structs does not run in the local workspace.')} end`,
    ],
  ],
  ['spark_regexp_like', ['x, p', 'regexp_matches(x, p)']],
  [
    'substring',
    ['s, p', 'system.main.substring(s, case when p = 0 then 1 else p end)'],
    [
      's, p, n',
      "case when n <= 0 then case when s is not null then '' end else system.main.substring(s, case when p = 0 then 1 else p end, n) end",
    ],
  ],
  ['substr', ['s, p', 'substring(s, p)'], ['s, p, n', 'substring(s, p, n)']],
  ['length', ['s', 'cast(system.main.length(s) as integer)']],
  ['len', ['s', 'cast(system.main.length(s) as integer)']],
  ['instr', ['s, x', 'cast(system.main.instr(s, x) as integer)']],
  ['position', ['s, x', 'cast(system.main.instr(s, x) as integer)']],
  ['charindex', ['x, s', 'cast(system.main.instr(s, x) as integer)']],
  [
    'locate',
    ['x, s', 'cast(system.main.instr(s, x) as integer)'],
    [
      'x, s, p',
      'cast(case when system.main.instr(system.main.substring(s, p), x) = 0 then 0 else system.main.instr(system.main.substring(s, p), x) + p - 1 end as integer)',
    ],
  ],
  ['lpad', ['s, n', "system.main.lpad(s, n, ' ')"], ['s, n, p', 'system.main.lpad(s, n, p)']],
  ['rpad', ['s, n', "system.main.rpad(s, n, ' ')"], ['s, n, p', 'system.main.rpad(s, n, p)']],
  [
    'replace',
    ['s, x', "system.main.replace(s, x, '')"],
    ['s, x, y', 'system.main.replace(s, x, y)'],
  ],
  [
    'initcap',
    [
      's',
      "array_to_string(list_transform(string_split(lower(s), ' '), lambda w: upper(left(w, 1)) || system.main.substring(w, 2)), ' ')",
    ],
  ],
  [
    'split',
    ['s, p', 'string_split_regex(s, p)'],
    [
      's, p, n',
      "case when n <= 0 or len(string_split_regex(s, p)) <= n then string_split_regex(s, p) else error('[UNSUPPORTED_FEATURE] split with a limit does not run in the local workspace.') end",
    ],
  ],
  [
    'split_part',
    [
      's, d, n',
      "case when n = 0 then error('[INVALID_INDEX_OF_ZERO] The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).') else system.main.split_part(s, d, n) end",
    ],
  ],
  [
    'regexp_extract',
    ['s, p', 'system.main.regexp_extract(s, p, 1)'],
    ['s, p, g', 'system.main.regexp_extract(s, p, g)'],
  ],
  [
    'regexp_extract_all',
    ['s, p', 'system.main.regexp_extract_all(s, p, 1)'],
    ['s, p, g', 'system.main.regexp_extract_all(s, p, g)'],
  ],
  [
    'regexp_replace',
    [
      's, p, r',
      "system.main.regexp_replace(s, p, system.main.regexp_replace(system.main.replace(r, '\\', '\\\\'), '[$](\\d)', '\\\\\\1', 'g'), 'g')",
    ],
  ],
  [
    'regexp_count',
    ['s, p', 'cast(system.main.length(system.main.regexp_extract_all(s, p)) as integer)'],
  ],
  ['startswith', ['s, x', 'starts_with(s, x)']],
  ['endswith', ['s, x', 'ends_with(s, x)']],
  [
    'sha2',
    [
      's, n',
      "case when n in (0, 256) then sha256(s) else error('[UNSUPPORTED_FEATURE] sha2 of another length than 256 does not run in the local workspace.') end",
    ],
  ],
  ['base64', ['s', 'system.main.base64(encode(s))']],
  ['space', ['n', "repeat(' ', n)"]],
  ['octet_length', ['s', 'cast(system.main.strlen(s) as integer)']],
  ['levenshtein', ['a, b', 'cast(system.main.levenshtein(a, b) as integer)']],
  [
    'substring_index',
    [
      's, d, n',
      'array_to_string(case when n > 0 then list_slice(string_split(s, d), 1, n) else list_slice(string_split(s, d), n, -1) end, d)',
    ],
  ],
  [
    'format_number',
    [
      'x, d',
      "case d when 0 then format('{:,.0f}', round(cast(x as decimal(38, 6)), 0)::double) when 1 then format('{:,.1f}', cast(x as double)) when 2 then format('{:,.2f}', cast(x as double)) when 3 then format('{:,.3f}', cast(x as double)) else error('[UNSUPPORTED_FEATURE] format_number with more than 3 digits does not run in the local workspace.') end",
    ],
  ],
  ['get_json_object', ['s, p', 's ->> p']],
];
