import { type Macro, refuse } from './macro.ts';

const indexZero = refuse(
  'INVALID_INDEX_OF_ZERO',
  'The index 0 is invalid. An index shall be either < 0 or > 0 (the first element has index 1).',
);
const outOfBounds = (name: string, length: string) =>
  `error(concat('[${name}] The index ', i, ' is out of bounds. The array has ', ${length}, ' elements.'))`;

/** Arrays and maps; what counts from zero or fails outside is chosen in `typed.ts`. */
export const arrays: readonly Macro[] = [
  [
    'size',
    [
      'x',
      "cast(case when system.main.typeof(x) like 'MAP%' then system.main.len(json_keys(to_json(x))) else json_array_length(to_json(x)) end as integer)",
    ],
  ],
  [
    'spark_index',
    [
      'a, i',
      `case when i < 0 or i >= system.main.len(a) then ${outOfBounds('INVALID_ARRAY_INDEX', 'system.main.len(a)')} else list_extract(a, i + 1) end`,
    ],
  ],
  [
    'spark_element',
    [
      'a, i',
      `case when i = 0 then ${indexZero} when abs(i) > system.main.len(a) then ${outOfBounds('INVALID_ARRAY_INDEX_IN_ELEMENT_AT', 'system.main.len(a)')} else list_extract(a, i) end`,
    ],
  ],
  ['spark_try_element', ['a, i', `case when i = 0 then ${indexZero} else list_extract(a, i) end`]],
  ['get', ['a, i', 'case when i >= 0 then list_extract(a, i + 1) end']],
  [
    'array_contains',
    [
      'a, x',
      'case when list_contains(a, x) then true when x is null or len(list_filter(a, lambda y: y is null)) > 0 then null else false end',
    ],
  ],
  [
    'array_position',
    [
      'a, x',
      'cast(case when a is not null and x is not null then coalesce(list_position(a, x), 0) end as bigint)',
    ],
  ],
  ['array_join', ['a, d', 'array_to_string(a, d)']],
  ['array_max', ['a', "list_aggregate(a, 'max')"]],
  ['array_min', ['a', "list_aggregate(a, 'min')"]],
  [
    'sort_array',
    ['a', "list_sort(a, 'ASC', 'NULLS FIRST')"],
    [
      'a, up',
      "case when up then list_sort(a, 'ASC', 'NULLS FIRST') else list_sort(a, 'DESC', 'NULLS LAST') end",
    ],
  ],
  ['array_sort', ['a', "list_sort(a, 'ASC', 'NULLS LAST')"]],
  ['array_distinct', ['a', 'list_filter(a, lambda x, i: list_position(a, x) = i)']],
  ['array_union', ['a, b', 'array_distinct(list_concat(a, b))']],
  ['array_intersect', ['a, b', 'array_distinct(list_filter(a, lambda x: list_contains(b, x)))']],
  ['array_except', ['a, b', 'array_distinct(list_filter(a, lambda x: not list_contains(b, x)))']],
  ['array_append', ['a, x', 'list_append(a, x)']],
  ['array_prepend', ['a, x', 'list_prepend(x, a)']],
  ['array_remove', ['a, x', 'list_filter(a, lambda y: y is distinct from x)']],
  ['array_repeat', ['x, n', 'list_transform(range(n), lambda i: x)']],
  ['arrays_overlap', ['a, b', 'list_has_any(a, b)']],
  [
    'slice',
    [
      'a, s, n',
      "case when s = 0 then error('[INVALID_PARAMETER_VALUE.START] The start index must not be 0.') when s > 0 then list_slice(a, s, s + n - 1) else list_slice(a, system.main.len(a) + s + 1, system.main.len(a) + s + n) end",
    ],
  ],
  [
    'spark_series',
    ['a, b', 'generate_series(a, b, case when b < a then -1 else 1 end)'],
    ['a, b, s', 'generate_series(a, b, s)'],
  ],
  [
    'spark_days',
    ['a, b', 'generate_series(cast(a as timestamp), cast(b as timestamp), interval 1 day)'],
    ['a, b, s', 'generate_series(cast(a as timestamp), cast(b as timestamp), s)'],
  ],
  ['map_contains_key', ['m, k', 'map_contains(m, k)']],
  [
    'spark_whole',
    [
      'r',
      "case when list_contains(list_transform(json_extract(to_json(r), '$.*'), lambda v: v = 'null'), true) then null else r end",
    ],
  ],
];
