import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { domains } from '../domain/domains.ts';
import { overLimits } from '../genie-spaces/limits.ts';
import { readSpace } from '../genie-spaces/serialized-space.ts';
import { root } from './support/sources.ts';

/**
 * The fields that databricks.yml uses, as the schema of the Databricks CLI has them.
 *
 * @see https://github.com/databricks/cli/blob/main/bundle/schema/jsonschema.json
 */
const Space = z.strictObject({
  title: z.string(),
  warehouse_id: z.string(),
  file_path: z.string(),
  description: z.string(),
});
const Dashboard = z.strictObject({
  display_name: z.string(),
  warehouse_id: z.string(),
  file_path: z.string(),
});
const name = z.string().regex(/^[a-z\d-]{2,30}$/);
const Resource = z.union([
  z.strictObject({
    name,
    secret: z.strictObject({
      scope: z.string(),
      key: z.string(),
      permission: z.enum(['READ', 'WRITE', 'MANAGE']),
    }),
  }),
  z.strictObject({
    name,
    postgres: z.strictObject({
      branch: z.string(),
      database: z.string(),
      permission: z.literal('CAN_CONNECT_AND_CREATE'),
    }),
  }),
  z.strictObject({
    name,
    sql_warehouse: z.strictObject({
      id: z.string(),
      permission: z.enum(['CAN_MANAGE', 'CAN_USE', 'IS_OWNER']),
    }),
  }),
  z.strictObject({
    name,
    genie_space: z.strictObject({
      name: z.string(),
      space_id: z.string(),
      permission: z.enum(['CAN_MANAGE', 'CAN_EDIT', 'CAN_RUN', 'CAN_VIEW']),
    }),
  }),
]);
const Bundle = z.strictObject({
  bundle: z.strictObject({ name: z.string() }),
  variables: z.record(
    z.string(),
    z.strictObject({ description: z.string(), default: z.string().optional() }),
  ),
  sync: z.strictObject({ exclude: z.array(z.string()) }),
  resources: z.strictObject({
    genie_spaces: z.record(z.string(), Space),
    dashboards: z.record(z.string(), Dashboard),
    apps: z.record(
      z.string(),
      z.strictObject({
        name,
        description: z.string(),
        source_code_path: z.string(),
        resources: z.array(Resource),
      }),
    ),
  }),
  targets: z.record(z.string(), z.object({ mode: z.enum(['development', 'production']) })),
});
const App = z.object({ env: z.array(z.object({ valueFrom: z.string().optional() })) });

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const text = read('databricks.yml');
const { resources, variables } = Bundle.parse(parse(text));
const app = App.parse(parse(read('app.yaml')));
const appResources = Object.values(resources.apps).flatMap((one) => one.resources);

describe('databricks.yml', () => {
  it('has a Genie space and a dashboard for each domain', () => {
    expect(Object.keys(resources.genie_spaces)).toEqual([...domains]);
    expect(Object.keys(resources.dashboards)).toEqual([...domains]);
  });

  it('marks each space as ours, so that the commands find it', () => {
    for (const [domain, space] of Object.entries(resources.genie_spaces))
      expect(space.description).toBe(`[health-monitor:${domain}]`);
  });

  it('gives the app every resource that app.yaml takes a value from, and no other', () => {
    const taken = app.env.flatMap(({ valueFrom }) => valueFrom ?? []);
    expect(appResources.map((one) => one.name).toSorted()).toEqual(taken.toSorted());
  });

  it('refers only to variables and resources that it has', () => {
    const refs = [...text.matchAll(/\$\{(var|resources\.genie_spaces)\.(\w+)(?:\.id)?\}/g)];
    expect(refs.length).toBeGreaterThan(20);
    const unknown = refs.filter(
      ([, kind, one = '']) => !(one in (kind === 'var' ? variables : resources.genie_spaces)),
    );
    expect(unknown).toEqual([]);
    const all = text.match(/\$\{/g) ?? [];
    // Those of the CLI itself: name and target of the bundle.
    expect(all.length).toBe(refs.length + 2);
  });

  it('leaves nothing out that the app runs on', () => {
    const { sync } = Bundle.parse(parse(text));
    const excluded = sync.exclude.map((glob) => glob.split('/')[0] ?? '');
    const needed = ['api', 'adapters', 'agents', 'config', 'domain', 'sql', 'web', 'workflows'];
    expect(needed.filter((folder) => excluded.includes(folder))).toEqual([]);
  });
});

describe('npm run bundle:files', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    execFileSync(process.execPath, ['cli/bundle-files.ts', folder], { cwd: root });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('writes the files that databricks.yml names', () => {
    const named = [
      ...Object.values(resources.genie_spaces),
      ...Object.values(resources.dashboards),
    ].map(({ file_path: path }) => path.replace('.bundle/', ''));
    expect(readdirSync(folder).toSorted()).toEqual(named.toSorted());
    expect(named.every((file) => existsSync(join(folder, file)))).toBe(true);
  });

  it.each(domains)('writes a space of %s that Genie takes', (domain) => {
    const file = readFileSync(join(folder, `${domain}.geniespace.json`), 'utf8');
    const space = readSpace(file);
    expect(space).not.toBeNull();
    expect(space === null ? [] : overLimits(space)).toEqual([]);
  });
});
