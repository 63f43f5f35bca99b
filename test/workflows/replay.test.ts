import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentCards } from '../../agents/index.ts';
import { replayLines, rewrite } from '../../cli/eval/replay.ts';
import type { ReplayRequest } from '../../cli/eval/replay.ts';
import { loadConfig } from '../../config/index.ts';
import { evaluator } from '../../domain/evaluation.ts';
import { suites } from '../../eval/suites.ts';
import { createModelServer } from '../support/model-server.ts';
import { asAdmin, startService } from '../api/service.ts';
import type { Service } from '../api/service.ts';
import { nowMs } from '../activities/bench.ts';
import { openEvaluationBench } from './evaluation-bench.ts';
import type { EvaluationBench } from './evaluation-bench.ts';

let bench: EvaluationBench;
let workers: Awaited<ReturnType<EvaluationBench['work']>>;
let service: Service;
const idOf = new Map<string, string>();

/** Questions of every way in which an answer comes about. */
const questions = [
  'Why did our spend jump yesterday?',
  'What did we spend by product, and which jobs failed in the last 7 days?',
  'How often did the job no-such-job-anywhere fail last week?',
  'What did jobs cost in the year 3000?',
  'Which of our colleagues likes tea?',
  'Hello!',
  'Did spend by product rise this week compared to last week?',
];

beforeAll(async () => {
  bench = await openEvaluationBench();
  workers = await bench.work();
  const { feedback } = bench;
  for (const [n, question] of questions.entries()) {
    const ref = await bench.world.bench.investigate({ question });
    const caseId = `case_${String(n).padStart(32, '0')}`;
    const said = { rating: 'down', comment: null, claim: null, domains: null } as const;
    await feedback.give({ ...ref, ...said, caseId, question });
    const kept = { question: null, domains: null } as const;
    await feedback.decide(caseId, { state: 'accepted', by: 'ann', ...kept });
  }
  for (const suite of ['feedback', 'probe'] as const) {
    const { id, handle } = await bench.start({ suite });
    await handle.result();
    for (const { question, investigationId } of await bench.deps.evaluations.cases(id))
      idOf.set(question, investigationId ?? '');
  }
  service = await startService({
    store: bench.world.bench.store,
    authenticate: () => asAdmin(evaluator.id),
    // Every domain has a space here.
    agents: agentCards(bench.world.deps.settings.spaces),
  });
}, 240_000);
afterAll(async () => {
  await service.close();
  await workers.stop();
  await bench[Symbol.asyncDispose]();
});

const env = { PINNED_NOW: new Date(nowMs).toISOString() };
const again = (given: Partial<ReplayRequest> & { id: string }, more: Record<string, string> = {}) =>
  rewrite(
    service.url,
    { model: null, prompt: null, ...given },
    loadConfig({ ...env, ...more }),
    AbortSignal.timeout(60_000),
  );
const idFor = (question: string): string => idOf.get(question) ?? `no investigation: ${question}`;
const asked = suites.probe.cases().map(({ question }) => question);

describe('an answer by rule', () => {
  it.each([...questions, ...asked])(
    'to “%s” is the same when it is written again',
    async (question) => {
      const { before, now, byModel } = await again({ id: idFor(question) });
      expect(byModel).toBe(false);
      expect(now.markdown).toBe(before.markdown);
      expect(JSON.parse(JSON.stringify(now))).toEqual(before);
      expect(replayLines(before, now)).toEqual(['The same answer, byte for byte.']);
    },
  );

  it('asks Genie and the warehouse nothing', async () => {
    const requests = async (): Promise<number> => {
      const reply = await fetch(`${bench.world.workspace.url}/__local/requests?after=0`);
      return ((await reply.json()) as { requests: unknown[] }).requests.length;
    };
    const before = await requests();
    await again({ id: idFor(asked[0] ?? '') });
    expect(await requests()).toBe(before);
  });

  it('of nobody is refused', async () => {
    await expect(again({ id: `inv_${'f'.repeat(32)}` })).rejects.toThrow('no such investigation');
  });
});

describe('an answer by a model', () => {
  const [question = ''] = asked;

  it('differs claim by claim', async () => {
    await using model = await createModelServer({
      pieces: ['We spent 123,456.78 USD [cost:1].'],
      models: ['scripted'],
    });
    const more = { LLM_ENDPOINT: `${model.url}/v1`, LLM_MODEL: 'usual' };
    const { before, now } = await again({ id: idFor(question), model: 'scripted' }, more);
    const lines = replayLines(before, now);
    expect(lines[1]).toContain('123,456.78 USD');
    expect(lines).toContain('+ 123,456.78 (unsupported)');
    expect(lines.filter((line) => line.startsWith('- ')).length).toBeGreaterThan(1);
    expect(JSON.stringify(model.requests[0])).toContain('"model":"scripted"');
  });

  it('is asked for by another prompt', async () => {
    await using model = await createModelServer({ pieces: ['None [cost:1].'] });
    const file = join(await mkdtemp(join(tmpdir(), 'prompt-')), 'answer.md');
    const usual = await readFile(join(import.meta.dirname, '../../prompts/answer.md'), 'utf8');
    writeFileSync(file, usual.replace('# System\n', '# System\n\nWrite like a pirate.\n'));
    const more = { LLM_ENDPOINT: `${model.url}/v1`, LLM_MODEL: 'usual' };
    await again({ id: idFor(question), prompt: file }, more);
    expect(model.requests[0]?.messages[0]?.content).toContain('Write like a pirate.');
  });

  it.each([
    [{ model: 'other' }, {}, 'No model is set'],
    [{ model: 'other' }, { LLM_ENDPOINT: 'served' }, 'set DATABRICKS_HOST'],
    [
      { prompt: 'no-such-file.md' },
      { LLM_ENDPOINT: 'http://127.0.0.1:9', LLM_MODEL: 'x' },
      'no-such-file',
    ],
  ])('with %j and %j says what is missing', async (given, more, message) => {
    await expect(again({ id: idFor(question), ...given }, more)).rejects.toThrow(message);
  });
});
