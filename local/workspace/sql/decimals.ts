import { call, cast, decimalType, isNode, integer, type Node, nodes, word } from './tree.ts';

/** Precision and scale. */
export type Decimal = readonly [precision: number, scale: number];
/** The type of an operand: a decimal, a whole number by its digits, or another that makes a double. */
type Operand = { readonly kind: 'decimal' | 'whole' | 'other'; readonly decimal: Decimal };

const maxPrecision = 38;
const minScale = 6;

/**
 * How Spark bounds a type that would be too wide. Source: org.apache.spark.sql.types.DecimalType,
 * `adjustPrecisionScale`.
 */
function bounded(precision: number, scale: number): Decimal {
  if (precision <= maxPrecision) return [precision, scale];
  const whole = precision - scale;
  return [maxPrecision, Math.max(maxPrecision - whole, Math.min(scale, minScale))];
}

/** The type of a quotient. Source: docs.databricks.com, "/ (slash sign) operator". */
function quotient([p1, s1]: Decimal, [p2, s2]: Decimal): Decimal {
  const scale = Math.max(minScale, s1 + p2 + 1);
  return bounded(p1 - s1 + s2 + scale, scale);
}

/** Digits of DuckDB's whole types; sums of them are BIGINT in Databricks. */
const digits: Readonly<Record<string, number>> = {
  TINYINT: 3,
  SMALLINT: 5,
  INTEGER: 10,
  BIGINT: 20,
  HUGEINT: 20,
};

const other: Operand = { kind: 'other', decimal: [0, 0] };

/** The operand of a type's text in DuckDB; whole constants have as many digits as are written. */
function operandOf(type: string, child: Node): Operand {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
  if (precision !== undefined)
    return { kind: 'decimal', decimal: [Number(precision), Number(scale)] };
  const width = digits[type];
  if (width === undefined) return other;
  const value = child['class'] === 'CONSTANT' && isNode(child['value']) ? child['value'] : null;
  const literal = value === null ? null : word(value, 'value').replaceAll(/[\0-]/g, '');
  return { kind: 'whole', decimal: [literal?.length ?? width, 0] };
}

/** The argument in a probe. */
const unprobed = (node: Node): Node =>
  node['function_name'] === 'spark_probe' ? (nodes(node['children'])[0] ?? node) : node;

/** The type of a quotient of two operands or of an average of one; null when it is a double. */
export function resultOf(types: readonly string[], node: Node): Decimal | null {
  const [left = other, right] = nodes(node['children']).map((child, index) =>
    operandOf(types[index] ?? '', unprobed(child)),
  );
  if (right === undefined)
    return left.kind === 'decimal' ? bounded(left.decimal[0] + 4, left.decimal[1] + 4) : null;
  const kinds = [left.kind, right.kind];
  return kinds.includes('decimal') && !kinds.includes('other')
    ? quotient(left.decimal, right.decimal)
    : null;
}

/** A quotient or an average as an exact decimal. */
export function exact(node: Node, type: Decimal): Node {
  const args = nodes(node['children']);
  const [left, right] =
    args.length === 2
      ? args
      : ['sum', 'count'].map((name) => ({ ...node, alias: '', function_name: name }));
  const made = call('spark_quotient', [left as Node, right as Node, integer(type[1])]);
  return { ...cast(made, 'DECIMAL', false, decimalType(type)), alias: node['alias'] ?? '' };
}
