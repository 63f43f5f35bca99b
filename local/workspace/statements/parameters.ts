import { silentText } from '../../../sql/tables.ts';
import { SqlFailure } from '../sql/engine.ts';

export type Given = {
  readonly name: string;
  readonly value: string | null;
  readonly type: string;
};

/** What the API calls a type and SQL does not. */
const spelled: Readonly<Record<string, string>> = {
  BYTE: 'TINYINT',
  SHORT: 'SMALLINT',
  LONG: 'BIGINT',
};

const castable =
  /^(BOOLEAN|BYTE|TINYINT|SHORT|SMALLINT|INT|INTEGER|LONG|BIGINT|FLOAT|DOUBLE|DECIMAL(\(\d+(,\d+)?\))?|DATE|TIMESTAMP|TIMESTAMP_NTZ|STRING)$/;

/** A parameter's type without blanks, in capitals; null for one that has no text form. */
export function parameterType(text: string): string | null {
  const type = text.replaceAll(/\s+/g, '').toUpperCase();
  return castable.test(type) ? type : null;
}

function literal({ value, type }: Given): string {
  const text =
    value === null ? 'null' : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
  return type === 'STRING' && value !== null ? text : `cast(${text} as ${spelled[type] ?? type})`;
}

const marker = new RegExp(`${silentText}|(?<![\\w:\`]):([a-z_]\\w*)`, 'gi');

/**
 * A statement with its named markers filled in, each as a value of its type. A value is a literal:
 * nothing in it can become part of the statement.
 *
 * @throws {SqlFailure} For a marker without a value.
 */
export function bind(sql: string, given: readonly Given[]): string {
  return sql.replaceAll(marker, (text: string, name: string | undefined) => {
    if (name === undefined) return text;
    const found = given.find((parameter) => parameter.name.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return literal(found);
    throw new SqlFailure(
      `[UNBOUND_SQL_PARAMETER] Found the unbound parameter: ${name}. SQLSTATE: 42P02`,
      '42P02',
      null,
    );
  });
}
