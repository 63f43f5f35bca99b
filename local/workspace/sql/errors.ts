/** A failed statement; its message begins with the error class of Databricks in brackets. */
export class SqlFailure extends Error {
  readonly sqlState: string;

  constructor(message: string, sqlState: string, cause: unknown) {
    super(message, { cause });
    this.name = 'SqlFailure';
    this.sqlState = sqlState;
  }
}

/**
 * Error class → SQLSTATE. Source: docs.databricks.com, "Error conditions in Databricks"
 * (error-messages/error-classes), and the answers of Apache Spark 4.
 */
const states = {
  TABLE_OR_VIEW_NOT_FOUND: '42P01',
  SCHEMA_NOT_FOUND: '42704',
  NO_SUCH_CATALOG_EXCEPTION: '42704',
  'UNRESOLVED_COLUMN.WITH_SUGGESTION': '42703',
  'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION': '42703',
  FIELD_NOT_FOUND: '42704',
  PARSE_SYNTAX_ERROR: '42601',
  DIVIDE_BY_ZERO: '22012',
  REMAINDER_BY_ZERO: '22012',
  CAST_INVALID_INPUT: '22018',
  CAST_OVERFLOW: '22003',
  ARITHMETIC_OVERFLOW: '22003',
  'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION': '22003',
  'DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION': '22023',
  CANNOT_PARSE_TIMESTAMP: '22007',
  INVALID_ARRAY_INDEX: '22003',
  INVALID_ARRAY_INDEX_IN_ELEMENT_AT: '22003',
  INVALID_INDEX_OF_ZERO: '22003',
  UNRESOLVED_ROUTINE: '42883',
  'WRONG_NUM_ARGS.WITHOUT_SUGGESTION': '42605',
  'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE': '42K09',
  UNBOUND_SQL_PARAMETER: '42P02',
  MISSING_GROUP_BY: '42803',
  MISSING_AGGREGATION: '42803',
  INVALID_WHERE_CONDITION: '42903',
  SCALAR_SUBQUERY_TOO_MANY_ROWS: '21000',
  AMBIGUOUS_REFERENCE: '42704',
  INSUFFICIENT_PERMISSIONS: '42501',
  USER_RAISED_EXCEPTION: 'P0001',
  UNSUPPORTED_FEATURE: '0A000',
  UNSUPPORTED_DATETIME_PATTERN: '0A000',
  INTERNAL_ERROR: 'XX000',
} as const;

export type ErrorClass = keyof typeof states;

/** A failure of an error class; its message ends with the SQLSTATE, as that of Databricks does. */
export const failure = (name: ErrorClass, text: string, cause: unknown = null): SqlFailure =>
  new SqlFailure(`[${name}] ${text} SQLSTATE: ${states[name]}`, states[name], cause);

/** DuckDB's message → error class; the first match is used. */
const classes: readonly (readonly [RegExp, ErrorClass])[] = [
  [/Table Function with name|(Scalar|Aggregate|Macro) Function with name/i, 'UNRESOLVED_ROUTINE'],
  [
    /Table with name|schema .* does not exist|Catalog .* does not exist/i,
    'TABLE_OR_VIEW_NOT_FOUND',
  ],
  [/Could not find key ".*" in struct/i, 'FIELD_NOT_FOUND'],
  [/Referenced column[\s\S]*Candidate bindings/i, 'UNRESOLVED_COLUMN.WITH_SUGGESTION'],
  [/Table ".*" does not have a column named[\s\S]*Candidate/i, 'UNRESOLVED_COLUMN.WITH_SUGGESTION'],
  [
    /Referenced (column|table)|does not have a column (named|with name)|column .* not found|referenced that exists in the SELECT clause/i,
    'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION',
  ],
  [/Ambiguous reference/i, 'AMBIGUOUS_REFERENCE'],
  [/must appear in the GROUP BY/i, 'MISSING_AGGREGATION'],
  [/WHERE clause cannot contain aggregates/i, 'INVALID_WHERE_CONDITION'],
  [/More than one row returned by a subquery/i, 'SCALAR_SUBQUERY_TOO_MANY_ROWS'],
  [
    /RE2|invalid (regular expression|escape sequence|perl operator)|no argument for repetition/i,
    'UNSUPPORTED_FEATURE',
  ],
  [/Parser Error|syntax error/i, 'PARSE_SYNTAX_ERROR'],
  [
    /No function matches|does not support the supplied arguments|Could not choose a best candidate|Cannot mix values|Unimplemented type for cast|Cannot compare values/i,
    'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
  ],
  [/could not cast value .* to DECIMAL/i, 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION'],
  [/value .* can't be cast because the value is out of range/i, 'CAST_OVERFLOW'],
  [/Overflow in|out of range in|sum is out of range/i, 'ARITHMETIC_OVERFLOW'],
  [
    /Date out of range|make_timestamp|make_date/i,
    'DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION',
  ],
  [/Could not parse string .* according to format/i, 'CANNOT_PARSE_TIMESTAMP'],
  [/Conversion Error/i, 'CAST_INVALID_INPUT'],
  [/Expected \d+ parameters|parameter/i, 'UNBOUND_SQL_PARAMETER'],
];

/** Whether each candidate that DuckDB names takes another number of arguments than were given. */
function hasWrongCount(message: string): boolean {
  const count = (list: string) =>
    list === '' ? 0 : list.replaceAll(/\([^()]*\)/g, '').split(',').length;
  const given = /argument types '\w+\((.*)\)'/.exec(message)?.[1];
  const candidates = [...message.matchAll(/^\t\w+\((.*)\)(?: ->.*)?$/gm)];
  return (
    given !== undefined &&
    candidates.length > 0 &&
    candidates.every(([, list = '']) => count(list) !== count(given))
  );
}

/** Messages of our own macros begin with their class. */
const ownClass = /^Invalid Input Error: \[([\w.]+)\] ([\s\S]*)$/;

function classOf(message: string, statement: string): ErrorClass {
  const found = classes.find(([pattern]) => pattern.test(message))?.[1] ?? 'INTERNAL_ERROR';
  if (found === 'MISSING_AGGREGATION' && !/\bgroup\s+by\b/i.test(statement))
    return 'MISSING_GROUP_BY';
  return found.startsWith('DATATYPE') && hasWrongCount(message)
    ? 'WRONG_NUM_ARGS.WITHOUT_SUGGESTION'
    : found;
}

/** What DuckDB threw, as the failure that Databricks reports. Pure. */
export function asFailure(error: unknown, statement: string): SqlFailure {
  if (error instanceof SqlFailure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const [, own, text = ''] = ownClass.exec(message) ?? [];
  if (own !== undefined && Object.hasOwn(states, own))
    return failure(own as ErrorClass, text, error);
  return failure(classOf(message, statement), message.split('\n')[0] ?? '', error);
}
