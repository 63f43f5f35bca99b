import type { WireColumn } from '../sql/cells.ts';
import type { SqlRows } from '../sql/engine.ts';
import { int64, type Message, wireNumber } from './codec.ts';

type Cell = string | null;
type Kind = {
  readonly type: string;
  readonly field: string;
  readonly of: (text: string) => unknown;
};

const text = (type: string): Kind => ({ type, field: 'stringVal', of: (cell) => cell });

/** How each type travels: as columns of that kind. Nested values are JSON. */
const kinds: Readonly<Record<string, Kind>> = {
  BOOLEAN: { type: 'BOOLEAN_TYPE', field: 'boolVal', of: (cell) => cell === 'true' },
  BYTE: { type: 'TINYINT_TYPE', field: 'byteVal', of: Number },
  SHORT: { type: 'SMALLINT_TYPE', field: 'i16Val', of: Number },
  INT: { type: 'INT_TYPE', field: 'i32Val', of: Number },
  LONG: { type: 'BIGINT_TYPE', field: 'i64Val', of: int64 },
  FLOAT: { type: 'FLOAT_TYPE', field: 'doubleVal', of: Number },
  DOUBLE: { type: 'DOUBLE_TYPE', field: 'doubleVal', of: Number },
  DECIMAL: text('DECIMAL_TYPE'),
  DATE: text('DATE_TYPE'),
  TIMESTAMP: {
    type: 'TIMESTAMP_TYPE',
    field: 'stringVal',
    of: (cell) => cell.replace('T', ' ').replace(/Z$/, ''),
  },
  BINARY: { type: 'BINARY_TYPE', field: 'binaryVal', of: (cell) => Buffer.from(cell, 'base64') },
  ARRAY: text('ARRAY_TYPE'),
  MAP: text('MAP_TYPE'),
  STRUCT: text('STRUCT_TYPE'),
};

const kindOf = ({ type_name }: WireColumn): Kind => kinds[type_name] ?? text('STRING_TYPE');

/** What stands where there is no value: the protocol has no null inside of a column. */
const fillers: Readonly<Record<string, unknown>> = {
  boolVal: false,
  stringVal: '',
  binaryVal: Buffer.alloc(0),
};

function column(cells: readonly Cell[], kind: Kind): Message {
  const nulls = Buffer.alloc(Math.ceil(cells.length / 8));
  const values = cells.map((cell, index) => {
    if (cell !== null) return kind.of(cell);
    nulls[index >> 3] = (nulls[index >> 3] ?? 0) | (1 << (index & 7));
    return kind.field === 'i64Val' ? int64('0') : (fillers[kind.field] ?? 0);
  });
  return { [kind.field]: { values, nulls } };
}

/** The columns of a result, by `TTableSchema`. Pure. */
export function schemaOf({ columns }: SqlRows): Message {
  return {
    columns: columns.map((one, index) => ({
      columnName: one.name,
      position: index + 1,
      typeDesc: {
        types: [{ primitiveEntry: { type: wireNumber('TTypeId', kindOf(one).type) } }],
      },
    })),
  };
}

/** Rows of a result from one on, column by column. Pure. */
export function rowSet({ columns, rows }: SqlRows, from: number, most: number): Message {
  const part = rows.slice(from, from + most);
  return {
    startRowOffset: from,
    rows: [],
    columns: columns.map((one, index) =>
      column(
        part.map((row) => row[index] ?? null),
        kindOf(one),
      ),
    ),
  };
}
