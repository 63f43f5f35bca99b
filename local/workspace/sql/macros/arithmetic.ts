import { type Macro, refuse } from './macro.ts';

const byZero = refuse(
  'DIVIDE_BY_ZERO',
  'Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead.',
);
/** Numbers: division by zero is an error, what has no logarithm is null. */
export const arithmetic: readonly Macro[] = [
  [
    '"/"',
    ['a, b', `case when b = 0 and a is not null then ${byZero} else system.main."/"(a, b) end`],
  ],
  [
    '"%"',
    [
      'a, b',
      `case when b = 0 and a is not null then ${refuse('REMAINDER_BY_ZERO', 'Remainder by zero. Use `try_mod` to tolerate divisor being 0 and return NULL instead.')} else system.main."%"(a, b) end`,
    ],
  ],
  [
    'spark_div',
    [
      'a, b',
      `case when b = 0 and a is not null then ${byZero} else cast(system.main."//"(a, b) as bigint) end`,
    ],
  ],
  [
    'spark_quotient',
    [
      'a, b, s',
      `case when b = 0 and a is not null then ${byZero} when b <> 0 then spark_quotient_text(cast(a as varchar), cast(b as varchar), s) end`,
    ],
  ],
  // The plan of a statement tells the type of `x` beside the name of the probe.
  [
    'spark_probe',
    ['x, p', 'case when coalesce(system.main.typeof(x), p) is null then null else x end'],
  ],
  ['try_divide', ['a, b', 'case when b <> 0 then system.main."/"(a, b) end']],
  ['try_mod', ['a, b', 'case when b <> 0 then system.main."%"(a, b) end']],
  ['pmod', ['a, b', '((a % b) + b) % b']],
  ['zeroifnull', ['x', 'coalesce(x, 0)']],
  ['nullifzero', ['x', 'nullif(x, 0)']],
  ['sqrt', ['x', "case when x < 0 then 'NaN'::double else system.main.sqrt(x) end"]],
  ['ln', ['x', 'case when x > 0 then system.main.ln(x) end']],
  ['log10', ['x', 'case when x > 0 then system.main.log10(x) end']],
  ['log2', ['x', 'case when x > 0 then system.main.log2(x) end']],
  [
    'log',
    ['x', 'case when x > 0 then system.main.ln(x) end'],
    [
      'b, x',
      'case when x > 0 and b > 0 then system.main."/"(system.main.ln(x), system.main.ln(b)) end',
    ],
  ],
  ['sign', ['x', 'cast(system.main.sign(x) as double)']],
  ['signum', ['x', 'cast(system.main.sign(x) as double)']],
  ['shiftleft', ['a, b', 'a << b']],
  ['shiftright', ['a, b', 'a >> b']],
  ['bit_count', ['x', 'cast(system.main.bit_count(x) as integer)']],
];
