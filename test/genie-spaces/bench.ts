import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createAuthenticate } from '../../adapters/databricks/auth.ts';
import { createGenieSpaces, type GenieSpaces } from '../../adapters/databricks/genie-spaces.ts';
import { createHttp } from '../../adapters/databricks/http.ts';
import { createInspector } from '../../adapters/databricks/inspector.ts';

import { deploySpaces, type DeployArguments } from '../../genie-spaces/deploy-spaces.ts';
import { neutralEnvironment } from '../../config/index.ts';
import { type Domain, domains, forEachDomain } from '../../domain/domains.ts';
import type { LoggedRequest } from '../../local/workspace/control/requests.ts';
import { createWorkspace } from '../../local/workspace/workspace.ts';
import { type Catalogue, type CertifiedQuestion, loadCatalogue } from '../../sql/catalogue.ts';
import { sharedCache } from '../local/data/cache.ts';
import { createClient, type Json } from '../local/workspace/client.ts';

const home = fileURLToPath(new URL('../..', import.meta.url));
const nowMs = Date.parse('2026-11-18T00:00:00Z');

export const warehouseId = 'a1b2c3d4e5f60001';
export const catalogue = loadCatalogue();

/** An id that an owner's item may have: it begins as none of ours does. */
export const foreignId = (n: number): string => `ffffffff${n.toString(16).padStart(24, '0')}`;

const nothing = forEachDomain(() => null);

type Deploy = Partial<DeployArguments> & {
  readonly catalogue?: Catalogue;
  readonly configured?: Partial<Record<Domain, string>>;
  readonly warehouse?: string | null;
  /** Done by somebody else after all was read, before anything is written. */
  readonly inBetween?: () => Promise<unknown>;
  readonly name?: string;
};

/** A local workspace with everything that the commands are tried with. */
export async function createBench(absentTables: readonly string[] = []) {
  const cacheDir = await sharedCache();
  const workspace = await createWorkspace({ cacheDir, nowMs, days: 3, absentTables });
  const client = createClient(workspace);
  const { url: host, token } = workspace;

  const reach = (name?: string) => {
    const mine = name === undefined ? token : `${token}-${name}`;
    const rest = { clientId: null, clientSecret: null, profile: null };
    return createHttp(host, createAuthenticate({ host, token: mine, ...rest }));
  };
  const spacesAs = (name?: string): GenieSpaces => createGenieSpaces(reach(name));

  /** One run of `genie:deploy`, with its lines. */
  const deploy = async (given: Deploy = {}) => {
    const { inBetween, configured, name, warehouse = warehouseId, ...args } = given;
    const lines: string[] = [];
    const spaces = spacesAs(name);
    const update: GenieSpaces['update'] = async (spaceId, change) => {
      await inBetween?.();
      return spaces.update(spaceId, change);
    };
    const isDone = await deploySpaces({
      workspace: {
        spaces: { ...spaces, update },
        run: (id, sql) => createInspector(reach(name)).run(id, sql, AbortSignal.timeout(10_000)),
        name: 'the bench',
        isLocal: false,
      },
      databricks: { spaces: { ...nothing, ...configured }, warehouseId: warehouse },
      catalogue: given.catalogue ?? catalogue,
      args: { domains, dryRun: false, adopt: false, force: false, ...args },
      say: (line) => lines.push(...line.split('\n')),
    });
    return { isDone, lines, text: lines.join('\n') };
  };

  const path = (spaceId: string): string => `/api/2.0/genie/spaces/${spaceId}`;
  const read = async (spaceId: string) => {
    const { body } = await client.get(`${path(spaceId)}?include_serialized_space=true`);
    return { ...body, content: JSON.parse(String(body['serialized_space'])) as Content };
  };
  /** Saves a space as its owner would. */
  const save = async (spaceId: string, edit: (content: Content) => Content, more: Json = {}) => {
    const { content } = await read(spaceId);
    const serialized_space = JSON.stringify(edit(content));
    const reply = await client.call('PATCH', path(spaceId), { serialized_space, ...more });
    if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  };
  const create = async (content: Json, more: Json = {}): Promise<string> => {
    const settings = { warehouse_id: warehouseId, serialized_space: JSON.stringify(content) };
    const { body } = await client.post('/api/2.0/genie/spaces', { ...settings, ...more });
    return String(body['space_id']);
  };
  /** The space that a deployment made of a domain. */
  const spaceOf = async (domain: Domain): Promise<string> => {
    const listed = (await client.get('/api/2.0/genie/spaces')).body['spaces'] as Json[];
    const found = listed.find((space) =>
      String(space['description']).includes(`[health-monitor:${domain}]`),
    );
    return String(found?.['space_id']);
  };
  const trashAll = async () => {
    const listed = (await client.get('/api/2.0/genie/spaces')).body['spaces'] as Json[];
    for (const space of listed.slice(6))
      await client.call('DELETE', path(String(space['space_id'])));
  };
  const requests = async (): Promise<readonly LoggedRequest[]> =>
    (await client.control('GET', '/requests')).body['requests'] as LoggedRequest[];
  /** Requests that change something, since an earlier count of requests. */
  const writesSince = async (count: number): Promise<readonly string[]> =>
    (await requests())
      .slice(count)
      .filter(({ method, path: of }) => method !== 'GET' && of !== '/api/2.0/sql/statements')
      .map(({ method }) => method);

  /** Runs a command as a process of its own. */
  const run = (command: string, args: readonly string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const all = {
        ...neutralEnvironment(),
        DATABRICKS_HOST: host,
        DATABRICKS_TOKEN: token,
        ...env,
      };
      const options = { cwd: home, env: all };
      execFile(process.execPath, [`cli/${command}.ts`, ...args], options, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
    });

  return {
    workspace,
    client,
    deploy,
    read,
    save,
    create,
    spaceOf,
    spacesAs,
    trashAll,
    requests,
    writesSince,
    run,
  };
}

export type Bench = Awaited<ReturnType<typeof createBench>>;
export type ContentItem = { readonly id: string; readonly [field: string]: unknown };
/** A configuration as tests look into it. */
export type Content = {
  readonly [section: string]: unknown;
  readonly data_sources: { readonly tables: { readonly identifier: string }[] };
  readonly instructions: {
    readonly [list: string]: unknown;
    readonly text_instructions: { readonly id: string; readonly content: string[] }[];
    readonly example_question_sqls: ContentItem[];
  };
  readonly benchmarks: { readonly questions: ContentItem[] };
};

export const only = { domains: ['reliability'] } as const;
export const changedId = 'reliability/failing_jobs';

/** The catalogue with other questions. */
export const withQuestions = (
  edit: (question: CertifiedQuestion) => CertifiedQuestion | null,
): Catalogue => ({
  ...catalogue,
  questions: catalogue.questions.flatMap((question) => edit(question) ?? []),
});

export const changedCatalogue = withQuestions((question) =>
  question.id === changedId
    ? { ...question, question: 'Which jobs broke, and how often?' }
    : question,
);

/** An example query of an owner's. */
export const foreign = (n: number): ContentItem => ({
  id: foreignId(n),
  question: [`What does the owner ask ${n}?`],
  sql: ['select 1 as one'],
});

export const example = (content: Content, id: string): ContentItem | undefined =>
  content.instructions.example_question_sqls.find((item) => item.id === id);
