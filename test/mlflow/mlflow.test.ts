import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { mlflowTraceId } from '../../adapters/mlflow/assess.ts';
import { mlflowTarget } from '../../adapters/mlflow/target.ts';
import type { MlflowOptions } from '../../adapters/mlflow/target.ts';
import { readPrompt } from '../../adapters/model/prompt.ts';
import { createExportQueue } from '../../adapters/postgres/exports.ts';
import { runExporter } from '../../adapters/telemetry/exporter.ts';
import { createReadFinished } from '../../adapters/telemetry/read-finished.ts';
import { createSend } from '../../adapters/telemetry/send.ts';
import { spanIdOf } from '../../adapters/telemetry/span.ts';
import type { CaseResult, Evaluation } from '../../domain/evaluation.ts';
import type { InvestigationId } from '../../domain/ids.ts';
import { suites } from '../../eval/suites.ts';
import { until } from '../activities/bench.ts';
import { aFinished, question as askedOfModel, secretRow } from '../support/finished.ts';
import { openEvaluationBench } from '../workflows/evaluation-bench.ts';
import type { EvaluationBench } from '../workflows/evaluation-bench.ts';
import { createReader } from './reader.ts';

const url = inject('mlflow');
const prompts = ['route', 'answer'].map((name) => {
  const { used, text } = readPrompt(name);
  return { ...used, text };
});
const optionsFor = (experiment: string, content: boolean): MlflowOptions => ({
  experiment,
  release: { model: 'scripted-model', catalogueSha256: 'c'.repeat(64), prompts },
  content,
  judges: [],
});

describe.skipIf(url === null)('MLflow', () => {
  const mlflow = createReader(url ?? '');
  const send = createSend(url ?? 'http://127.0.0.1:9', {}, new AbortController().signal);
  const nothing = {
    evaluations: { find: async () => null, cases: async () => [] },
    feedback: { find: async () => null, giver: async () => null },
  };

  it('has the spans of an investigation, with tokens, and nothing of its content unless it may', async () => {
    for (const content of [true, false]) {
      const one = aFinished();
      const { id } = one.investigation;
      const experiment = `spans ${content}`;
      const ports = { ...nothing, read: async () => [one] };
      const target = mlflowTarget(send, ports, optionsFor(experiment, content));
      await target.kinds.trace?.([id]);
      // What was sent before is there once.
      await target.kinds.trace?.([id]);
      const { info, spans, text } = await mlflow.trace(mlflowTraceId(id));
      expect(info).toMatchObject({
        state: 'OK',
        request_time: '2026-11-18T00:00:00Z',
        execution_duration: '10s',
        trace_metadata: {
          'mlflow.trace.user': 'ann',
          'mlflow.trace.session': one.investigation.sessionId,
        },
        tags: { 'mlflow.modelId': expect.stringMatching(/^m-/) },
      });
      expect(JSON.parse(info.trace_metadata['mlflow.trace.tokenUsage'] ?? '')).toEqual({
        input_tokens: 1_100,
        output_tokens: 70,
        total_tokens: 1_170,
      });
      expect(spans.map(({ name, type }) => [name, type])).toEqual(
        expect.arrayContaining([
          ['invoke_workflow investigation', 'CHAIN'],
          ['route', 'CHAIN'],
          ['chat scripted-model', 'CHAT_MODEL'],
          ['invoke_agent cost', 'AGENT'],
          ['retrieval cost/job_costs', 'RETRIEVER'],
          ['retrieval cost', 'RETRIEVER'],
          ['invoke_agent security', 'AGENT'],
          ['synthesise', 'CHAIN'],
        ]),
      );
      expect(spans).toHaveLength(9);
      const certified = spans.find(({ name }) => name === 'retrieval cost/job_costs');
      expect(certified?.attributes).toMatchObject({
        'db.query.text': 'select job, cost from certified where job = :job',
        'db.response.returned_rows': 1,
      });
      const denied = spans.find(({ name }) => name === 'invoke_agent security');
      expect(denied?.attributes['error.type']).toBe('denied');
      for (const secret of [askedOfModel, secretRow, '12.50', 'no grant'])
        expect(text.includes(secret), secret).toBe(content);
    }
  });

  it('has each prompt once, with its text, and an alias for the one in use', async () => {
    const target = mlflowTarget(
      send,
      { ...nothing, read: async () => [] },
      optionsFor('again', false),
    );
    await target.kinds.trace?.([]);
    for (const { name, hash, text } of prompts) {
      const version = await mlflow.prompt(`health-monitor-${name}`, 'current');
      expect(version).toEqual(await mlflow.prompt(`health-monitor-${name}`, `sha-${hash}`));
      expect(version).toMatchObject({ version: '1', tags: { 'mlflow.prompt.text': text } });
    }
  });

  it('has another text of a prompt as its next version, and the one before by its hash', async () => {
    const [first, ...rest] = prompts;
    if (first === undefined) throw new Error('there is no prompt');
    const name = `health-monitor-${first.name}`;
    const release = async (text: string, hash: string): Promise<void> => {
      const { release: made, ...options } = optionsFor('another', false);
      const changed = { ...made, prompts: [{ ...first, text, hash }, ...rest] };
      const ports = { ...nothing, read: async () => [] };
      await mlflowTarget(send, ports, { ...options, release: changed }).kinds.trace?.([]);
    };
    await release('Be brief.', 'b'.repeat(16));
    expect(await mlflow.prompt(name, 'current')).toMatchObject({
      version: '2',
      tags: { 'mlflow.prompt.text': 'Be brief.' },
    });
    expect(await mlflow.prompt(name, `sha-${first.hash}`)).toMatchObject({ version: '1' });
    await release(first.text, first.hash);
    expect(await mlflow.prompt(name, 'current')).toMatchObject({ version: '1' });
  });

  describe('after an evaluation', () => {
    let bench: EvaluationBench;
    let evaluation: Evaluation;
    let results: readonly (CaseResult & { investigationId: InvestigationId })[];
    let run: Awaited<ReturnType<typeof mlflow.run>>;
    const lines: object[] = [];
    const stop = new AbortController();
    let exporting: Promise<void>;

    beforeAll(async () => {
      bench = await openEvaluationBench();
      const { pool, store } = bench.world.bench;
      const workers = await bench.work();
      const caseIds = suites.probe
        .cases()
        .slice(0, 4)
        .map(({ id }) => id);
      const { id, handle } = await bench.start({ caseIds });
      await handle.result();
      await workers.stop();
      const { evaluations } = bench.deps;
      evaluation = (await evaluations.find(id)) as Evaluation;
      results = (await evaluations.cases(id)) as typeof results;
      const queue = createExportQueue(pool);
      const ports = {
        read: createReadFinished(queue, store),
        evaluations,
        feedback: bench.feedback,
      };
      const target = mlflowTarget(send, ports, optionsFor('evaluated', true));
      const log = (facts: object, message: string) => lines.push({ ...facts, message });
      exporting = runExporter({ targets: [target], queue, log, idleMs: 100 }, stop.signal);
      await until(async () => {
        const found = await mlflow.runsOf(id);
        return found[0]?.info.status === 'FINISHED';
      }, 60_000);
      run = await mlflow.run((await mlflow.runsOf(id))[0]?.info.run_id ?? '');
    });
    afterAll(async () => {
      stop.abort();
      await exporting;
      await bench[Symbol.asyncDispose]();
    });

    it('has one run of it, which its page of evaluations shows', async () => {
      expect(lines).toEqual([]);
      expect(await mlflow.runsOf(evaluation.id)).toHaveLength(1);
      expect(run.info).toMatchObject({
        status: 'FINISHED',
        start_time: Date.parse(evaluation.startedAt),
        end_time: Date.parse(evaluation.finishedAt ?? ''),
      });
      expect(run.tags).toMatchObject({
        'mlflow.runType': 'genai_evaluate',
        'health_monitor.verdict': evaluation.gate?.verdict,
      });
      expect(run.params).toMatchObject({ suite: 'probe', questions: '4', repeats: '1' });
      const shares = (evaluation.gate?.bars ?? []).flatMap(({ scorer, share, domain }) =>
        share === null || domain !== null ? [] : [[`${scorer}/mean`, share] as const],
      );
      expect(shares.length).toBeGreaterThan(5);
      expect(run.metrics).toMatchObject(Object.fromEntries(shares));
      expect(run.modelIds).toEqual([expect.stringMatching(/^m-/)]);
      // The page takes a run with an output for one that trained a model, and does not show it.
      expect(run.outputs).toEqual([]);
    });

    it('has a trace of each question in it, with what every scorer said', async () => {
      const traces = await mlflow.tracesOf(run.info.run_id, run.info.experiment_id);
      const ids = results.map(({ investigationId }) => mlflowTraceId(investigationId));
      expect(traces.toSorted()).toEqual(ids.toSorted());
      for (const { investigationId, scores, domains, question } of results) {
        const { info } = await mlflow.trace(mlflowTraceId(investigationId));
        expect(info.request_preview).toContain(question);
        const said = info.assessments.filter(({ expectation }) => expectation === undefined);
        const wanted = scores.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail');
        expect(said.map((one) => [one.assessment_name, one.feedback?.value])).toEqual(
          wanted.map(({ scorer, verdict }) => [scorer, verdict === 'pass' ? 'yes' : 'no']),
        );
        for (const one of said)
          expect(one).toMatchObject({
            span_id: spanIdOf(investigationId, 'root'),
            source: { source_type: 'CODE', source_id: 'health-monitor' },
            metadata: { 'mlflow.assessment.sourceRunId': run.info.run_id },
          });
        const expected = info.assessments.find(({ expectation }) => expectation !== undefined);
        expect(expected).toMatchObject({
          assessment_name: 'expected_domains',
          expectation: { serialized_value: { value: expect.any(String) } },
        });
        const { serialized_value: names } = expected?.expectation ?? {};
        expect(JSON.parse(names?.value ?? '')).toEqual(domains);
      }
    });

    it('has its suite as a data set', async () => {
      const records = await mlflow.records('health-monitor-probe', run.info.experiment_id);
      expect(records.toSorted((a, b) => (a.inputs.case < b.inputs.case ? -1 : 1))).toEqual(
        results
          .map(({ caseId, question, domains }) => ({
            inputs: { case: caseId, question },
            expectations: { domains },
          }))
          .toSorted((a, b) => (a.inputs.case < b.inputs.case ? -1 : 1)),
      );
      expect(run.datasets).toEqual(['health-monitor-probe']);
    });

    it('gets what a reader says, and what he says instead', async () => {
      const [first] = results;
      if (first === undefined) throw new Error('nothing was asked');
      const { investigationId: id, question } = first;
      const give = (rating: 'up' | 'down', comment: string) =>
        bench.feedback.give({
          id,
          owner: 'evaluation',
          caseId: `case_${'a'.repeat(32)}`,
          claim: null,
          question,
          domains: null,
          rating,
          comment,
        });
      const told = async () => {
        const { info } = await mlflow.trace(mlflowTraceId(id));
        return info.assessments.filter((one) => one.assessment_name === 'user_feedback');
      };
      await give('up', 'right');
      await until(async () => (await told()).length === 1, 20_000);
      await give('down', 'wrong after all');
      await until(
        async () => (await told()).some((one) => one.rationale === 'wrong after all'),
        20_000,
      );
      const valid = (await told()).filter((one) => one.valid);
      expect(valid).toMatchObject([
        {
          feedback: { value: false },
          rationale: 'wrong after all',
          source: { source_type: 'HUMAN', source_id: 'evaluation' },
        },
      ]);
    });
  });
});
