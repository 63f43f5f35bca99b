import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeColumn, isNumeric, toCell } from '../../domain/cells.ts';
import { compare, parseDecimal } from '../../domain/decimals.ts';

describe('a cell keeps its exact value', () => {
  it.each([
    ['12.500000000000000001', 'DECIMAL(38,18)', '12.500000000000000001'],
    ['0.10', 'decimal(10,2)', '0.10'],
    ['42', 'INT', 42],
    ['-7', 'SMALLINT', -7],
    ['0', 'TINYINT', 0],
    ['9007199254740991', 'BIGINT', 9007199254740991],
    ['9007199254740992', 'BIGINT', '9007199254740992'],
    ['-9007199254740993', 'LONG', '-9007199254740993'],
    ['9007199254740993', 'INT', '9007199254740993'],
    ['1.5', 'INT', '1.5'],
    ['0x10', 'INT', '0x10'],
    ['1.0E-7', 'DOUBLE', 1e-7],
    ['0.1000000000000000055', 'DOUBLE', '0.1000000000000000055'],
    ['9007199254740993', 'DOUBLE', '9007199254740993'],
    ['6.02214076E23', 'DOUBLE', 6.02214076e23],
    ['0.1', 'FLOAT', 0.1],
    ['NaN', 'DOUBLE', 'NaN'],
    ['Infinity', 'DOUBLE', 'Infinity'],
    ['1e999', 'DOUBLE', '1e999'],
    ['true', 'BOOLEAN', true],
    ['false', 'BOOLEAN', false],
    ['TRUE', 'BOOLEAN', 'TRUE'],
    ['2026-11-17', 'DATE', '2026-11-17'],
    ['2026-11-17T10:30:00.000Z', 'TIMESTAMP', '2026-11-17T10:30:00.000Z'],
    ['007', 'STRING', '007'],
    ['', 'STRING', ''],
    ['', 'INT', ''],
    [' ', 'BIGINT', ' '],
    ['["a","b"]', 'ARRAY<STRING>', '["a","b"]'],
    ['17', 'SOMETHING_NEW', '17'],
    ['17', '', '17'],
    [null, 'INT', null],
    [null, 'STRING', null],
  ])('%j of type %s is %j', (text, type, cell) => {
    expect(toCell(text, type)).toBe(cell);
  });
});

const types = ['DOUBLE', 'BIGINT', 'INT', 'DECIMAL(38,18)', 'STRING', 'BOOLEAN', ''];
const texts = fc.oneof(
  fc.string(),
  fc.bigInt().map(String),
  fc.double().map(String),
  fc.tuple(fc.bigInt(), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
);

it('a cell of any text and type has the value of the text', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom(...types), (text, type) => {
      const cell = toCell(text, type);
      if (typeof cell === 'string') return cell === text;
      if (typeof cell === 'boolean') return String(cell) === text;
      const [written, kept] = [parseDecimal(text), parseDecimal(String(cell))];
      return written !== null && kept !== null && compare(written, kept) === 0;
    }),
  );
});

describe('a column is', () => {
  it.each([
    ['usage_date', 'DATE', 'time', null],
    ['started_at', 'TIMESTAMP', 'time', null],
    ['at', 'TIMESTAMP_NTZ', 'time', null],
    ['job_id', 'BIGINT', 'key', null],
    ['id', 'STRING', 'key', null],
    ['job_name', 'STRING', 'label', null],
    ['paid', 'INT', 'measure', null],
    ['list_cost_usd', 'DECIMAL(20,6)', 'measure', 'USD'],
    ['cost', 'DOUBLE', 'measure', 'USD'],
    ['total_cost', 'DOUBLE', 'measure', 'USD'],
    ['used_dbus', 'DOUBLE', 'measure', 'DBU'],
    ['duration_ms', 'BIGINT', 'measure', 'ms'],
    ['wait_seconds', 'DOUBLE', 'measure', 's'],
    ['idle_min', 'INT', 'measure', 'min'],
    ['failed_hours', 'DOUBLE', 'measure', 'h'],
    ['read_bytes', 'BIGINT', 'measure', 'B'],
    ['success_pct', 'DOUBLE', 'measure', '%'],
    ['FAILED_HOURS', 'DOUBLE', 'measure', 'h'],
    ['failed_runs', 'BIGINT', 'measure', 'runs'],
    ['Failed Runs', 'INT', 'measure', 'runs'],
    ['runs', 'DOUBLE', 'measure', null],
    ['status', 'INT', 'measure', null],
    ['hours_ago', 'INT', 'measure', null],
    ['cost_usd', 'STRING', 'label', null],
  ])('%s of type %s: %s in %s', (name, type, is, unit) => {
    expect(describeColumn(name, type)).toEqual({ is, unit });
  });

  it.each([
    ['DECIMAL(38,18)', true],
    ['numeric', true],
    ['BIGINT', true],
    ['real', true],
    ['STRING', false],
    ['BOOLEAN', false],
    ['INTERVAL DAY', false],
  ])('%s a number: %s', (type, expected) => {
    expect(isNumeric(type)).toBe(expected);
  });
});
