import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  VARCHAR,
} from '@duckdb/node-api';
import { javaDouble } from './cells.ts';

type Native = {
  readonly name: string;
  readonly parameters: readonly DuckDBType[];
  readonly text: (...args: readonly DuckDBValue[]) => string | null;
};

/** Unscaled value and scale of a decimal's text. */
function unscaled(text: string): readonly [bigint, number] {
  const [whole = '0', fraction = ''] = text.split('.');
  return [BigInt(whole + fraction), fraction.length];
}

/** `left / right` with `scale` digits, half away from zero. Pure. */
export function quotientText(left: string, right: string, scale: number): string {
  const [a, aScale] = unscaled(left);
  const [b, bScale] = unscaled(right);
  const [top, bottom] = [a * 10n ** BigInt(scale + bScale), b * 10n ** BigInt(aScale)];
  const size = (value: bigint) => (value < 0n ? -value : value);
  const rounded = (size(top) * 2n + size(bottom)) / (size(bottom) * 2n);
  const digits = rounded.toString().padStart(scale + 1, '0');
  const sign = top < 0n !== bottom < 0n && rounded !== 0n ? '-' : '';
  const point = digits.length - scale;
  return `${sign}${digits.slice(0, point)}${scale === 0 ? '' : `.${digits.slice(point)}`}`;
}

const natives: readonly Native[] = [
  {
    name: 'spark_double_text',
    parameters: [DOUBLE],
    text: (value) => (typeof value === 'number' ? javaDouble(value) : null),
  },
  {
    name: 'spark_quotient_text',
    parameters: [VARCHAR, VARCHAR, INTEGER],
    text: (left, right, scale) =>
      typeof left === 'string' && typeof right === 'string' && typeof scale === 'number'
        ? quotientText(left, right, scale)
        : null,
  },
];

/** Registers what no expression of DuckDB gives. Effect: adds functions to the database. */
export function registerFunctions(connection: DuckDBConnection): void {
  for (const { name, parameters, text } of natives)
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        parameterTypes: parameters,
        returnType: VARCHAR,
        mainFunction: (_, input, output) => {
          const columns = parameters.map((_type, index) => input.getColumnVector(index));
          for (let row = 0; row < input.rowCount; row += 1)
            output.setItem(row, text(...columns.map((column) => column.getItem(row))));
          output.flush();
        },
      }),
    );
}
