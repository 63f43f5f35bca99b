import { quotedOrComment } from '../../../sql/tables.ts';
import { SqlFailure } from '../sql/engine.ts';

export type GivenParameter = {
  readonly name: string;
  readonly value: string | null;
  readonly type: string;
};

/** Type name of the API → type name in SQL. */
const sqlTypeNames: Readonly<Record<string, string>> = {
  BYTE: 'TINYINT',
  SHORT: 'SMALLINT',
  LONG: 'BIGINT',
};

const castable =
  /^(BOOLEAN|BYTE|TINYINT|SHORT|SMALLINT|INT|INTEGER|LONG|BIGINT|FLOAT|DOUBLE|DECIMAL(\(\d+(,\d+)?\))?|DATE|TIMESTAMP|TIMESTAMP_NTZ|STRING)$/;

/** A parameter's type without spaces, in upper case; null when a text cannot be cast to it. */
export function parameterType(text: string): string | null {
  const type = text.replaceAll(/\s+/g, '').toUpperCase();
  return castable.test(type) ? type : null;
}

function literal({ value, type }: GivenParameter): string {
  const text =
    value === null ? 'null' : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  return type === 'STRING' && value !== null
    ? text
    : `cast(${text} as ${sqlTypeNames[type] ?? type})`;
}

const marker = new RegExp(`${quotedOrComment}|(?<![\\w:\`]):([a-z_]\\w*)`, 'gi');

/**
 * A statement with each named parameter marker replaced by a literal of the parameter's type. Values
 * are escaped, so they cannot inject SQL.
 *
 * @throws {SqlFailure} When a marker has no parameter.
 */
export function bind(sql: string, parameters: readonly GivenParameter[]): string {
  return sql.replaceAll(marker, (text: string, name: string | undefined) => {
    if (name === undefined) return text;
    const found = parameters.find(
      (parameter) => parameter.name.toLowerCase() === name.toLowerCase(),
    );
    if (found !== undefined) return literal(found);
    throw new SqlFailure(
      `[UNBOUND_SQL_PARAMETER] Found the unbound parameter: ${name}. SQLSTATE: 42P02`,
      '42P02',
      null,
    );
  });
}
