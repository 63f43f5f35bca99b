import {
  DuckDBBlobValue,
  DuckDBDecimalType,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { failure } from './errors.ts';

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
  [DuckDBTypeId.SQLNULL]: ['NULL', 'VOID'],
  [DuckDBTypeId.BLOB]: ['BINARY', 'BINARY'],
};

/** The type name and text of Databricks; null for a type that it does not have. */
function typeOf(type: DuckDBType): readonly [string, string] | null {
  if (type instanceof DuckDBDecimalType) return ['DECIMAL', `DECIMAL(${type.width},${type.scale})`];
  if (type instanceof DuckDBListType) return ['ARRAY', `ARRAY<${textOfType(type.valueType)}>`];
  if (type instanceof DuckDBMapType)
    return ['MAP', `MAP<${textOfType(type.keyType)},${textOfType(type.valueType)}>`];
  if (type instanceof DuckDBStructType) {
    const fields = type.entryNames.map(
      (name, index) => `${name}:${textOfType(type.entryTypes[index] ?? type)}`,
    );
    return ['STRUCT', `STRUCT<${fields.join(',')}>`];
  }
  return plainTypes[type.typeId] ?? null;
}

/** The text of a type in Databricks; unknown ones are STRING. */
const textOfType = (type: DuckDBType): string => typeOf(type)?.[1] ?? 'STRING';

/**
 * A column in the form of a statement's manifest.
 *
 * @throws {SqlFailure} For a type that is not answered as Databricks does.
 */
export function wireColumn(name: string, position: number, type: DuckDBType): WireColumn {
  const found = typeOf(type);
  if (found === null)
    throw failure(
      'UNSUPPORTED_FEATURE',
      `The local workspace does not return ${String(type)} (column ${name}); cast it, or use datediff or timestampdiff.`,
    );
  const [type_name, type_text] = found;
  const size =
    type instanceof DuckDBDecimalType ? { type_precision: type.width, type_scale: type.scale } : {};
  return { name, position, type_name, type_text, ...size };
}

/** A double in Java's format, which Databricks uses: `5.0`, `0.25`, `3.336E8`. */
export function javaDouble(value: number): string {
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

const isFloating = (type: DuckDBType): boolean =>
  [DuckDBTypeId.DOUBLE, DuckDBTypeId.FLOAT].includes(type.typeId);

const isNested = (
  value: DuckDBValue,
): value is DuckDBListValue | DuckDBStructValue | DuckDBMapValue =>
  [DuckDBListValue, DuckDBStructValue, DuckDBMapValue].some((nested) => value instanceof nested);

/** A value inside of a list, map or struct as JSON: numbers and booleans are bare, the rest is text. */
function nestedText(value: DuckDBValue, type: DuckDBType): string {
  if (value === null) return 'null';
  if (value instanceof DuckDBListValue && type instanceof DuckDBListType)
    return `[${value.items.map((item) => nestedText(item, type.valueType)).join(',')}]`;
  if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
    const fields = type.entryNames.map(
      (name, index) =>
        `${JSON.stringify(name)}:${nestedText(value.entries[name] ?? null, type.entryTypes[index] ?? type)}`,
    );
    return `{${fields.join(',')}}`;
  }
  if (value instanceof DuckDBMapValue && type instanceof DuckDBMapType) {
    const entries = value.entries.map(
      (entry) =>
        `${JSON.stringify(cellText(entry.key, type.keyType))}:${nestedText(entry.value, type.valueType)}`,
    );
    return `{${entries.join(',')}}`;
  }
  const text = cellText(value, type) ?? 'null';
  const isBare =
    ['bigint', 'boolean'].includes(typeof value) ||
    (typeof value === 'number' && Number.isFinite(value));
  return isBare ? text : JSON.stringify(text);
}

/**
 * The text of one value, or null. Timestamps are ISO-8601 with Z, decimals are exact, lists, maps and
 * structs are JSON.
 */
export function cellText(value: DuckDBValue, type: DuckDBType): string | null {
  if (value === null) return null;
  if (typeof value === 'number') return isFloating(type) ? javaDouble(value) : String(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return isoMicros(value.micros);
  if (isNested(value)) return nestedText(value, type);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  return String(value);
}
