import { type Macro, refuse } from './macro.ts';

const malformed = (type: string) =>
  `error(concat('[CAST_INVALID_INPUT] The value ''', x, ''' of the type "STRING" cannot be cast to "${type}" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead.'))`;

/** Two macros for a type: one raises an error for a text that is none, the other gives null. */
const fromText = (
  type: string,
  name: string,
  text: { readonly test: string; readonly value: string },
): readonly Macro[] => [
  [
    `spark_text_to_${type}`,
    [
      'x',
      `case when ${text.test} then cast(${text.value} as ${type}) when x is not null then ${malformed(name)} end`,
    ],
  ],
  [
    `spark_text_try_to_${type}`,
    ['x', `case when ${text.test} then try_cast(${text.value} as ${type}) end`],
  ],
];

const isWhole = { test: "regexp_full_match(trim(x), '[+-]?[0-9]+')", value: 'trim(x)' };
const isTrue = "lower(trim(x)) in ('t', 'true', 'y', 'yes', '1')";
const isDouble =
  "regexp_full_match(lower(trim(x)), '[+-]?((([0-9]+[.]?[0-9]*)|([.][0-9]+))(e[+-]?[0-9]+)?[df]?|inf|infinity|nan)')";

/** Casts of text, and text of values. */
export const casts: readonly Macro[] = [
  ...fromText('tinyint', 'TINYINT', isWhole),
  ...fromText('smallint', 'SMALLINT', isWhole),
  ...fromText('integer', 'INT', isWhole),
  ...fromText('bigint', 'BIGINT', isWhole),
  ...fromText('boolean', 'BOOLEAN', {
    test: `(${isTrue} or lower(trim(x)) in ('f', 'false', 'n', 'no', '0'))`,
    value: isTrue,
  }),
  ...fromText('double', 'DOUBLE', {
    test: isDouble,
    value: "regexp_replace(lower(trim(x)), '([0-9.])[df]$', '\\1')",
  }),
  [
    'spark_text',
    [
      'x',
      `case when system.main.typeof(x) in ('DOUBLE', 'FLOAT') then spark_double_text(try_cast(cast(x as varchar) as double))
        when system.main.typeof(x) like 'TIMESTAMP%' then regexp_replace(regexp_replace(strftime(cast(try_cast(cast(x as varchar) as timestamptz) as timestamp), '%Y-%m-%d %H:%M:%S.%f'), '0+$', ''), '[.]$', '')
        when regexp_full_match(system.main.typeof(x), '(STRUCT|MAP|INTERVAL).*|.*[]]') then ${refuse('UNSUPPORTED_FEATURE', 'Text of arrays, maps, structs and intervals does not run in the local workspace; use to_json().')}
        else cast(x as varchar) end`,
    ],
  ],
];
