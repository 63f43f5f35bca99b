import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { searchCauses } from '../../causes/search.ts';
import { createPorts, type RanStatements } from '../../cli/eval/checks.ts';
import { requestOf } from '../../cli/eval/request.ts';
import { toCell } from '../../domain/cells.ts';
import type { Warehouse } from '../../domain/warehouse.ts';
import type { CauseQuestion } from '../../eval/causes/dataset.ts';
import { judgeExplanation } from '../../eval/causes/judge.ts';
import { WorldTruth } from '../../eval/causes/truth.ts';
import { writeTables } from '../../local/data/build.ts';
import { generate } from '../../local/data/generate.ts';
import { openEngine, type SqlEngine } from '../../local/workspace/sql/engine.ts';
import { loadCatalogue } from '../../sql/catalogue.ts';
import { newKinds } from '../local/data/new-kinds/index.ts';

const nowMs = Date.parse('2026-11-18T00:00:00Z');
const catalogue = loadCatalogue();

/** A warehouse that runs on the engine itself. */
const warehouseOf = (engine: SqlEngine): Warehouse => ({
  id: 'engine',
  run: async ({ sql, parameters }) => {
    const columns: { name: string; type: string }[] = [];
    const rows = [];
    for await (const page of engine.pages(sql, parameters, nowMs)) {
      if (columns.length === 0)
        columns.push(...page.columns.map(({ name, type_text }) => ({ name, type: type_text })));
      rows.push(
        ...page.rows.map((row) => row.map((cell, n) => toCell(cell, columns[n]?.type ?? ''))),
      );
    }
    return {
      kind: 'rows',
      statementId: 's',
      columns,
      rows,
      rowCount: rows.length,
      truncated: false,
    };
  },
});

describe('an incident of a kind that nobody foresaw', () => {
  const { rows, truth } = generate({ seed: 1, nowMs, days: 90, incidents: newKinds });
  const ran: RanStatements = new Map();
  let folder = '';
  let engine: SqlEngine;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'new-kinds-'));
    const file = join(folder, 'world.duckdb');
    await writeTables(file, rows, () => {});
    engine = await openEngine(file);
  }, 120_000);
  afterAll(async () => {
    engine.close();
    await rm(folder, { recursive: true });
  });

  test.each(
    truth.incidents.flatMap(({ id, questions }) => questions.map((question) => [id, question])),
  )('%s is found or not, and never wrong: %s', async (id = '', question = '') => {
    const asked: CauseQuestion = {
      id,
      question,
      incident: id,
      symptom: { object: null },
      also: null,
      kind: question.startsWith('What changed') ? 'whatChanged' : 'why',
    };
    const { ports } = createPorts(catalogue, warehouseOf(engine), ran, nowMs);
    const explanation = await searchCauses(requestOf(asked, nowMs), ports);
    const judged = judgeExplanation(asked, explanation, WorldTruth.parse(truth));
    expect(
      ['right', 'sizeless', 'driver', 'missed'],
      explanation.lines.slice(0, 3).join('\n'),
    ).toContain(judged);
  });
});
