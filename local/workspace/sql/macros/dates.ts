import type { Macro } from './macro.ts';

const dayOf = (part: string) => `cast(date_part('${part}', cast(d as timestamp)) as integer)`;

const dateUnits = "('year', 'yyyy', 'yy', 'quarter', 'month', 'mm', 'mon', 'week')";
const units = dateUnits.replace(
  ')',
  ", 'day', 'dd', 'hour', 'minute', 'second', 'millisecond', 'microsecond')",
);
/** DuckDB's name of the unit `u`; another one for what is no unit, as constants are computed early. */
const unit = (usual: string) =>
  `case when lower(u) in ('yyyy', 'yy') then 'year' when lower(u) in ('mm', 'mon') then 'month' when lower(u) = 'dd' then 'day' when lower(u) in ${units} then lower(u) else '${usual}' end`;

/** Dates and instants; days and fields are those of the session's time zone. */
export const dates: readonly Macro[] = [
  [
    'spark_days_between',
    [
      'later, earlier',
      "cast(date_diff('day', cast(earlier as date), cast(later as date)) as integer)",
    ],
  ],
  [
    'spark_full_months',
    [
      'a, b',
      "date_diff('month', a, b) - case when a <= b and epoch(b - date_trunc('month', b)) < epoch(a - date_trunc('month', a)) then 1 when a > b and epoch(b - date_trunc('month', b)) > epoch(a - date_trunc('month', a)) then -1 else 0 end",
    ],
  ],
  [
    'spark_span',
    [
      'u, a, b',
      "case when u in ('month', 'quarter', 'year') then system.main.\"//\"(spark_full_months(a, b), case u when 'month' then 1 when 'quarter' then 3 else 12 end) else system.main.date_sub(u, a, b) end",
    ],
  ],
  [
    'spark_difference',
    [
      'u, a, b',
      'spark_span(u, cast(cast(a as timestamptz) as timestamp), cast(cast(b as timestamptz) as timestamp))',
    ],
  ],
  ['spark_add_days', ['d, n', 'cast(d as date) + cast(n as integer)']],
  ['spark_add_units', ['t, i', 't + i']],
  ['date_sub', ['d, n', 'cast(d as date) - cast(n as integer)']],
  ['dayofweek', ['d', `${dayOf('dow')} + 1`]],
  ['weekday', ['d', `${dayOf('isodow')} - 1`]],
  ...(['year', 'month', 'day', 'quarter', 'hour', 'minute', 'second'] as const).map(
    (part): Macro => [part, ['d', dayOf(part)]],
  ),
  ['dayofmonth', ['d', dayOf('day')]],
  ['dayofyear', ['d', dayOf('doy')]],
  ['weekofyear', ['d', dayOf('week')]],
  ['dayname', ['d', "strftime(cast(d as timestamp), '%a')"]],
  ['monthname', ['d', "strftime(cast(d as timestamp), '%b')"]],
  ['spark_date_part', ['p, d', 'cast(date_part(p, cast(d as timestamp)) as integer)']],
  ['add_months', ['d, n', 'cast(cast(d as date) + to_months(cast(n as integer)) as date)']],
  ['last_day', ['d', 'system.main.last_day(cast(d as date))']],
  [
    'next_day',
    [
      'd, n',
      "cast(d as date) + cast(((list_position(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], upper(left(n, 2))) - date_part('isodow', cast(d as date)) + 6) % 7) + 1 as integer)",
    ],
  ],
  ['spark_month_days', ['t', "epoch(t - date_trunc('month', t))"]],
  [
    'spark_months',
    [
      'a, b',
      "case when date_part('day', a) = date_part('day', b) or (cast(a as date) = system.main.last_day(a) and cast(b as date) = system.main.last_day(b)) then cast(date_diff('month', b, a) as double) else round(date_diff('month', b, a) + system.main.\"/\"(spark_month_days(a) - spark_month_days(b), 2678400.0), 8) end",
    ],
  ],
  [
    'months_between',
    [
      'a, b',
      'spark_months(cast(cast(a as timestamptz) as timestamp), cast(cast(b as timestamptz) as timestamp))',
    ],
  ],
  [
    'date_trunc',
    [
      'u, t',
      `case when lower(u) in ${units} then cast(system.main.date_trunc(${unit('day')}, cast(cast(t as timestamptz) as timestamp)) as timestamptz) end`,
    ],
  ],
  [
    'trunc',
    ['x', 'system.main.trunc(x)'],
    [
      'd, u',
      `case when lower(u) in ${dateUnits} then cast(system.main.date_trunc(${unit('month')}, cast(d as date)) as date) end`,
    ],
  ],
  ['spark_date_format', ['t, f', 'strftime(cast(cast(t as timestamptz) as timestamp), f)']],
  ['spark_from_unixtime', ['x, f', 'strftime(cast(to_timestamp(x) as timestamp), f)']],
  ['spark_to_date_format', ['x, f', 'cast(strptime(x, f) as date)']],
  ['spark_to_timestamp_format', ['x, f', 'cast(strptime(x, f) as timestamptz)']],
  ['spark_unix_timestamp', ['x', 'cast(floor(epoch(x)) as bigint)']],
  ['spark_unix_timestamp_format', ['x, f', 'cast(floor(epoch(strptime(x, f))) as bigint)']],
  ['unix_date', ['d', "cast(date_diff('day', date '1970-01-01', cast(d as date)) as integer)"]],
  ['unix_seconds', ['t', 'cast(floor(epoch(t)) as bigint)']],
  ['unix_millis', ['t', 'epoch_ms(cast(t as timestamp))']],
  ['unix_micros', ['t', 'epoch_us(cast(t as timestamp))']],
  ['timestamp_seconds', ['x', 'to_timestamp(x)']],
  ['timestamp_millis', ['x', 'cast(epoch_ms(cast(x as bigint)) as timestamptz)']],
  ['timestamp_micros', ['x', 'cast(make_timestamp(cast(x as bigint)) as timestamptz)']],
  ['from_utc_timestamp', ['t, z', 'timezone(z, cast(t as timestamptz))::timestamptz']],
  ['to_utc_timestamp', ['t, z', 'timezone(z, cast(cast(t as timestamptz) as timestamp))']],
  ['convert_timezone', ['a, b, t', 'timezone(b, timezone(a, cast(t as timestamp)))']],
];
