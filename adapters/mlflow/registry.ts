import { createHash } from 'node:crypto';
import { z } from 'zod';
import { orNone } from './rest.ts';
import type { Rest } from './rest.ts';

/** A prompt of ours, as it is registered: by the name of its file, and the beginning of its SHA-256. */
export type OwnPrompt = {
  readonly name: string;
  readonly version: number;
  readonly hash: string;
  readonly text: string;
};

/** What this version of the service is made of. */
export type Release = {
  /** Name of the model; null without one. */
  readonly model: string | null;
  readonly catalogueSha256: string;
  readonly prompts: readonly OwnPrompt[];
};

/** What traces and runs point to at MLflow. */
export type Registered = {
  readonly experimentId: string;
  /** The logged model of this release. */
  readonly modelId: string;
  /** The registered version of each prompt, by the hash of its text. */
  readonly promptOf: ReadonlyMap<string, { readonly name: string; readonly version: string }>;
};

const prefix = 'health-monitor';
const Experiment = z.object({ experiment: z.object({ experiment_id: z.string() }) });
const NewExperiment = z.object({ experiment_id: z.string() });
const Version = z.object({ model_version: z.object({ version: z.coerce.string() }) });
const RegisteredModel = z.object({
  registered_model: z.object({
    aliases: z.array(z.object({ alias: z.string(), version: z.coerce.string() })).default([]),
  }),
});
const ModelInfo = z.object({ info: z.object({ model_id: z.string() }) });
const Models = z.object({ models: z.array(ModelInfo).default([]) });
const Model = z.object({ model: ModelInfo });

async function experimentOf(rest: Rest, name: string): Promise<string> {
  const query = new URLSearchParams({ experiment_name: name }).toString();
  const path = `/api/2.0/mlflow/experiments/get-by-name?${query}`;
  const found = await orNone(rest.get(path, Experiment));
  if (found !== null) return found.experiment.experiment_id;
  return (await rest.post('/api/2.0/mlflow/experiments/create', { name }, NewExperiment))
    .experiment_id;
}

/**
 * The version of a prompt in the registry, which counts by itself; the alias of its hash finds it again, and
 * `current` is the one in use.
 */
async function promptVersion(rest: Rest, { name, version, hash, text }: OwnPrompt) {
  const registered = `${prefix}-${name}`;
  const isPrompt = { key: 'mlflow.prompt.is_prompt', value: 'true' };
  const query = new URLSearchParams({ name: registered }).toString();
  const found = await orNone(
    rest.get(`/api/2.0/mlflow/registered-models/get?${query}`, RegisteredModel),
  );
  if (found === null)
    await rest.tell('/api/2.0/mlflow/registered-models/create', {
      name: registered,
      tags: [isPrompt],
    });
  const own = `sha-${hash}`;
  const aliased = found?.registered_model.aliases ?? [];
  const versionOf = (alias: string): string | undefined =>
    aliased.find((one) => one.alias === alias)?.version;
  const body = {
    name: registered,
    source: 'prompt-template',
    description: `prompts/${name}.md, version ${version}`,
    tags: [
      isPrompt,
      { key: 'mlflow.prompt.text', value: text },
      { key: '_mlflow_prompt_type', value: 'text' },
    ],
  };
  const at =
    versionOf(own) ??
    (await rest.post('/api/2.0/mlflow/model-versions/create', body, Version)).model_version.version;
  for (const alias of [own, 'current'])
    if (versionOf(alias) !== at)
      await rest.tell('/api/2.0/mlflow/registered-models/alias', {
        name: registered,
        alias,
        version: at,
      });
  return [hash, { name: registered, version: at }] as const;
}

/** One logged model for what a release is made of, however many workers run it. */
async function modelOf(rest: Rest, experimentId: string, release: Release): Promise<string> {
  const params = [
    { key: 'model', value: release.model ?? 'none' },
    { key: 'certified_questions', value: release.catalogueSha256 },
    ...release.prompts.map(({ name, hash }) => ({ key: `prompt_${name}`, value: hash })),
  ];
  const hash = createHash('sha256').update(JSON.stringify(params)).digest('hex').slice(0, 12);
  const name = `${prefix}-${hash}`;
  const search = { experiment_ids: [experimentId], filter: `name = '${name}'` };
  const { models } = await rest.post('/api/2.0/mlflow/logged-models/search', search, Models);
  const [found] = models;
  if (found !== undefined) return found.info.model_id;
  const body = { experiment_id: experimentId, name, model_type: 'agent', params };
  const made = await rest.post('/api/2.0/mlflow/logged-models', body, Model);
  const { model_id: id } = made.model.info;
  const ready = { model_id: id, status: 'LOGGED_MODEL_READY' };
  await rest.tell(`/api/2.0/mlflow/logged-models/${id}`, ready, 'PATCH');
  return id;
}

/**
 * Finds or makes at MLflow what traces and runs point to: the experiment, the prompts and the release.
 *
 * Effect: a few calls; nothing that is there is made again.
 */
export async function register(
  rest: Rest,
  experiment: string,
  release: Release,
): Promise<Registered> {
  const experimentId = await experimentOf(rest, experiment);
  const prompts: (readonly [string, { name: string; version: string }])[] = [];
  for (const prompt of release.prompts) prompts.push(await promptVersion(rest, prompt));
  return {
    experimentId,
    modelId: await modelOf(rest, experimentId, release),
    promptOf: new Map(prompts),
  };
}
