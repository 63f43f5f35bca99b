import { z } from 'zod';

const Assessment = z.object({
  assessment_name: z.string(),
  span_id: z.string().optional(),
  source: z.object({ source_type: z.string(), source_id: z.string() }),
  feedback: z.object({ value: z.unknown() }).optional(),
  expectation: z.object({ serialized_value: z.object({ value: z.string() }) }).optional(),
  rationale: z.string().optional(),
  metadata: z.record(z.string(), z.string()).default({}),
  valid: z.boolean().optional(),
});
const Info = z.object({
  state: z.string(),
  request_time: z.string(),
  execution_duration: z.string(),
  request_preview: z.string().optional(),
  trace_metadata: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  assessments: z.array(Assessment).default([]),
});
const AnyValue = z
  .object({ string_value: z.string(), int_value: z.coerce.number() })
  .partial()
  .transform((value) => value.string_value ?? value.int_value ?? null);
const Span = z.object({
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: AnyValue })),
});
const RunInfo = z.object({
  run_id: z.string(),
  experiment_id: z.string(),
  status: z.string(),
  start_time: z.number(),
  end_time: z.number().optional(),
});
const Pairs = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);
const Run = z.object({
  run: z.object({
    info: RunInfo,
    data: z.object({ metrics: Pairs, params: Pairs, tags: Pairs }),
    inputs: z
      .object({
        dataset_inputs: z.array(z.object({ dataset: z.object({ name: z.string() }) })).default([]),
        model_inputs: z.array(z.object({ model_id: z.string() })).default([]),
      })
      .default({ dataset_inputs: [], model_inputs: [] }),
    outputs: z
      .object({ model_outputs: z.array(z.unknown()).default([]) })
      .default({ model_outputs: [] }),
  }),
});
const record = (pairs: z.infer<typeof Pairs>) =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value]));

/** Reads back by MLflow's REST API what was sent to it, with nothing of the product's own code. */
export function createReader(url: string) {
  const ask = async <Reply>(schema: z.ZodType<Reply>, path: string, body?: object) => {
    const reply = await fetch(`${url}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${text}`);
    return schema.parse(JSON.parse(text));
  };
  const experiments = async (): Promise<readonly string[]> => {
    const path = '/api/2.0/mlflow/experiments/search?max_results=100';
    const One = z.object({ experiment_id: z.string() });
    const { experiments: all } = await ask(z.object({ experiments: z.array(One) }), path);
    return all.map((one) => one.experiment_id);
  };
  return {
    trace: async (id: string) => {
      const path = `/api/3.0/mlflow/traces/get?trace_id=${id}`;
      const schema = z.object({ trace: z.object({ trace_info: Info, spans: z.array(Span) }) });
      const whole = await ask(z.unknown(), path);
      const { trace } = schema.parse(whole);
      const spans = trace.spans.map(({ name, attributes }) => {
        const own = record(attributes);
        return { name, attributes: own, type: String(own['mlflow.spanType']) };
      });
      return { info: trace.trace_info, spans, text: JSON.stringify(whole) };
    },
    prompt: async (name: string, alias: string) => {
      const path = `/api/2.0/mlflow/registered-models/alias?name=${name}&alias=${alias}`;
      const Version = z.object({ version: z.string(), tags: Pairs });
      const { model_version: found } = await ask(z.object({ model_version: Version }), path);
      return { version: found.version, tags: record(found.tags) };
    },
    runsOf: async (evaluation: string) => {
      const filter = `tags.\`health_monitor.evaluation\` = '${evaluation}'`;
      const schema = z.object({ runs: z.array(z.object({ info: RunInfo })).default([]) });
      const body = { experiment_ids: await experiments(), filter };
      return (await ask(schema, '/api/2.0/mlflow/runs/search', body)).runs;
    },
    run: async (id: string) => {
      const { run } = await ask(Run, `/api/2.0/mlflow/runs/get?run_id=${id}`);
      return {
        info: run.info,
        metrics: record(run.data.metrics),
        params: record(run.data.params),
        tags: record(run.data.tags),
        datasets: run.inputs.dataset_inputs.map(({ dataset }) => dataset.name),
        modelIds: run.inputs.model_inputs.map((one) => one.model_id),
        outputs: run.outputs.model_outputs,
      };
    },
    tracesOf: async (run: string, experiment: string): Promise<readonly string[]> => {
      const place = { type: 'MLFLOW_EXPERIMENT', mlflow_experiment: { experiment_id: experiment } };
      const body = { locations: [place], filter: `run_id = '${run}'`, max_results: 100 };
      const Found = z.object({ traces: z.array(z.object({ trace_id: z.string() })).default([]) });
      const { traces } = await ask(Found, '/api/3.0/mlflow/traces/search', body);
      return traces.map((one) => one.trace_id);
    },
    records: async (name: string, experiment: string) => {
      const search = { experiment_ids: [experiment], filter_string: `name = '${name}'` };
      const Sets = z.object({ datasets: z.array(z.object({ dataset_id: z.string() })) });
      const { datasets } = await ask(Sets, '/api/3.0/mlflow/datasets/search', search);
      const path = `/api/3.0/mlflow/datasets/${datasets[0]?.dataset_id}/records`;
      const { records } = await ask(z.object({ records: z.string() }), path);
      return z
        .array(
          z.object({
            inputs: z.object({ case: z.string(), question: z.string().optional() }),
            expectations: z.object({ domains: z.array(z.string()) }),
          }),
        )
        .parse(JSON.parse(records));
    },
  };
}
