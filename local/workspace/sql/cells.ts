import {
  DuckDBDateValue,
  DuckDBDecimalType,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';

export type WireColumn = {
  readonly name: string;
  readonly position: number;
  readonly type_name: string;
  readonly type_text: string;
  readonly type_precision?: number;
  readonly type_scale?: number;
};

/** DuckDB type → `type_name` and `type_text` of Databricks. Sums of whole numbers are BIGINT in Spark. */
const plainTypes: Readonly<Record<number, readonly [string, string]>> = {
  [DuckDBTypeId.BOOLEAN]: ['BOOLEAN', 'BOOLEAN'],
  [DuckDBTypeId.TINYINT]: ['BYTE', 'TINYINT'],
  [DuckDBTypeId.SMALLINT]: ['SHORT', 'SMALLINT'],
  [DuckDBTypeId.INTEGER]: ['INT', 'INT'],
  [DuckDBTypeId.BIGINT]: ['LONG', 'BIGINT'],
  [DuckDBTypeId.HUGEINT]: ['LONG', 'BIGINT'],
  [DuckDBTypeId.UBIGINT]: ['LONG', 'BIGINT'],
  [DuckDBTypeId.UINTEGER]: ['LONG', 'BIGINT'],
  [DuckDBTypeId.FLOAT]: ['FLOAT', 'FLOAT'],
  [DuckDBTypeId.DOUBLE]: ['DOUBLE', 'DOUBLE'],
  [DuckDBTypeId.VARCHAR]: ['STRING', 'STRING'],
  [DuckDBTypeId.DATE]: ['DATE', 'DATE'],
  [DuckDBTypeId.TIMESTAMP]: ['TIMESTAMP', 'TIMESTAMP'],
  [DuckDBTypeId.TIMESTAMP_TZ]: ['TIMESTAMP', 'TIMESTAMP'],
  [DuckDBTypeId.LIST]: ['ARRAY', 'ARRAY<STRING>'],
  [DuckDBTypeId.MAP]: ['MAP', 'MAP<STRING,STRING>'],
  [DuckDBTypeId.STRUCT]: ['STRUCT', 'STRUCT<>'],
};

/** A column in the form of a statement's manifest. */
export function wireColumn(name: string, position: number, type: DuckDBType): WireColumn {
  if (type instanceof DuckDBDecimalType) {
    const text = `DECIMAL(${type.width},${type.scale})`;
    return {
      name,
      position,
      type_name: 'DECIMAL',
      type_text: text,
      type_precision: type.width,
      type_scale: type.scale,
    };
  }
  const [typeName, typeText] = plainTypes[type.typeId] ?? ['STRING', 'STRING'];
  return { name, position, type_name: typeName, type_text: typeText };
}

/** A double in Java's format, which Databricks uses: `5.0`, `0.25`, `3.336E8`. */
function javaDouble(value: number): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '0', exponent = '0'] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function isoMicros(micros: bigint): string {
  return new Date(Number(micros / 1000n)).toISOString();
}

const isFloating = (type: DuckDBType | null): boolean =>
  type !== null && [DuckDBTypeId.DOUBLE, DuckDBTypeId.FLOAT].includes(type.typeId);

const isNested = (
  value: DuckDBValue,
): value is DuckDBListValue | DuckDBStructValue | DuckDBMapValue =>
  [DuckDBListValue, DuckDBStructValue, DuckDBMapValue].some((nested) => value instanceof nested);

function plain(value: DuckDBValue): unknown {
  if (value instanceof DuckDBListValue) return value.items.map(plain);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(
      Object.entries(value.entries).map(([key, entry]) => [key, plain(entry)]),
    );
  if (value instanceof DuckDBMapValue)
    return Object.fromEntries(
      value.entries.map((entry) => [String(entry.key), plain(entry.value)]),
    );
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'boolean' || typeof value === 'number' || value === null
    ? value
    : cellText(value, null);
}

/**
 * The text of one value, or null. Timestamps are ISO-8601 with Z, decimals are exact, lists and
 * structs are JSON.
 */
export function cellText(value: DuckDBValue, type: DuckDBType | null): string | null {
  if (value === null) return null;
  if (typeof value === 'number') return isFloating(type) ? javaDouble(value) : String(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return isoMicros(value.micros);
  }
  if (isNested(value)) return JSON.stringify(plain(value));
  if (value instanceof DuckDBDateValue || value instanceof DuckDBDecimalValue)
    return value.toString();
  return String(value);
}
