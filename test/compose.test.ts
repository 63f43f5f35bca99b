import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig, productVariables } from '../config/index.ts';
import { temporalServerVersion } from '../local/temporal-binary.ts';
import { root } from './support/sources.ts';

const Service = z.object({
  image: z.string().optional(),
  build: z.string().optional(),
  init: z.boolean().default(false),
  command: z.union([z.string(), z.array(z.string())]).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  ports: z.array(z.string()).default([]),
  restart: z.string().optional(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  deploy: z.object({ replicas: z.int() }).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  networks: z.record(z.string(), z.object({ ipv4_address: z.string() })).default({}),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
});
const Compose = z.object({
  services: z.record(z.string(), Service),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});
const App = z.object({
  command: z.array(z.string()),
  env: z.array(
    z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.string().optional() }),
  ),
});
const Package = z.object({ scripts: z.record(z.string(), z.string()) });

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
// `<<` merges what the services share, as container tools read it.
const { services, secrets } = Compose.parse(parse(read('docker-compose.yml'), { merge: true }));
const app = App.parse(parse(read('app.yaml')));
const { scripts } = Package.parse(JSON.parse(read('package.json')));
const named = (name: string): z.infer<typeof Service> =>
  services[name] ?? Service.parse({ image: `no ${name}` });
const ours = Object.entries(services).filter(([, service]) => service.build !== undefined);

/** What has no default. */
const given: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: 'a-password',
  AUTH: 'api-keys',
  PUBLIC_URL: 'https://health.example.com',
};

/** Fills `${NAME:-default}` and `${NAME:?why}` in, as for a shell with nothing but what is needed. */
const filled = (text: string): string =>
  text
    .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
    .replace(/\$\{(\w+):\?[^}]*\}/g, (_, name: string) => given[name] ?? `no ${name}`);

describe('docker-compose.yml', () => {
  it('runs migrate, worker and API on Temporal and PostgreSQL', () => {
    expect(ours.map(([name]) => name)).toEqual(['migrate', 'worker', 'api']);
    expect(Object.keys(services)).toEqual(expect.arrayContaining(['postgres', 'temporal']));
  });

  it.each(ours)('gives %s only settings that it reads, with values that it takes', (_, service) => {
    expect(
      Object.keys(service.environment).filter((name) => !productVariables.includes(name)),
    ).toEqual([]);
    const env = Object.entries(service.environment).map(([name, text]) => [name, filled(text)]);
    expect(() => loadConfig(Object.fromEntries(env))).not.toThrow();
  });

  it.each(ours)('starts %s as its script does, without npm, and passes signals on', (name, one) => {
    const file = scripts[name]?.split(' ').at(-1);
    expect(one.command).toEqual(['node', file]);
    expect(one.init).toBe(true);
  });

  it('runs the Temporal server that the local stack runs', () => {
    const images = Object.values(services).flatMap(({ image }) => image ?? []);
    const temporal = images.filter((image) => image.startsWith('temporalio/'));
    expect(temporal.length).toBeGreaterThan(1);
    expect(new Set(temporal.map((image) => image.split(':')[1]))).toEqual(
      new Set([temporalServerVersion]),
    );
  });

  it('waits only for services that it has', () => {
    const awaited = Object.values(services).flatMap((service) => Object.keys(service.depends_on));
    expect(awaited.filter((name) => !(name in services))).toEqual([]);
  });

  it('has two of what is asked and of what works, each with a probe, and brings back what ends', () => {
    for (const name of ['worker', 'api']) expect(named(name).deploy).toEqual({ replicas: 2 });
    for (const name of ['worker', 'api', 'proxy', 'postgres', 'temporal'])
      expect([name, named(name).healthcheck, named(name).restart]).toEqual([
        name,
        expect.anything(),
        'unless-stopped',
      ]);
    const [worker, api] = [named('worker'), named('api')];
    expect(String(worker.healthcheck?.test)).toContain(
      `http://${worker.environment['WORKER_METRICS_ADDRESS']}/healthz`,
    );
    expect(String(api.healthcheck?.test)).toContain(`:${api.environment['PORT']}/healthz`);
  });

  it('gives what is ours and the proxy nothing to write to and no rights', () => {
    for (const [name, one] of [...ours, ['proxy', named('proxy')] as const])
      expect([name, one.read_only, one.cap_drop]).toEqual([name, true, ['ALL']]);
    expect(read('Dockerfile').split('\nFROM ').at(-1)).toContain('\nUSER node\n');
  });

  it('lets in by the proxy alone, which ends TLS and whose address the APIs believe', () => {
    const [proxy, api] = [named('proxy'), named('api')];
    const conf = read('deploy/nginx/compose.conf');
    expect(proxy.volumes.map((one) => one.split(':')[0])).toEqual([
      './deploy/nginx/compose.conf',
      './deploy/nginx/pass-on.conf',
    ]);
    expect(proxy.networks['default']?.ipv4_address).toBe(api.environment['TRUSTED_PROXIES']);
    expect(conf).toContain(`server api:${api.environment['PORT']} resolve`);
    expect(proxy.secrets).toEqual(Object.keys(secrets));
    for (const name of proxy.secrets) expect(conf).toContain(`/run/secrets/${name};`);
    for (const name of ['AUTH', 'PUBLIC_URL']) expect(api.environment[name]).toMatch(/^\$\{\w+:\?/);
    const listened = [...conf.matchAll(/listen (\d+)/g)].map(([, port]) => port);
    expect(proxy.ports.map((one) => one.split(':').at(-1))).toEqual(listened);
  });

  it('opens ports of others to its own machine only and pins every image', () => {
    const all = Object.values(services);
    const others = Object.entries(services).filter(([name]) => name !== 'proxy');
    expect(
      others.flatMap(([, one]) => one.ports).filter((port) => !port.startsWith('127.0.0.1:')),
    ).toEqual([]);
    const images = all.flatMap((one) => (one.image === undefined ? [] : [one.image]));
    expect(images.filter((image) => !/:\d/.test(image))).toEqual([]);
  });
});

describe('Dockerfile', () => {
  it('has the Node that is installed, and builds the bundle and the page before', () => {
    const { dependencies } = z
      .object({ dependencies: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('package.json')));
    const from = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    const image = `node:${dependencies['node']}-slim`;
    expect(from).toEqual([image, image]);
    const [, build = '', runtime = ''] = read('Dockerfile').split('\nFROM ');
    expect(build).toContain('node worker/prepare.ts && node api/prepare.ts');
    expect(runtime).toContain('CACHE_DIR=/app/.cache');
  });

  it('starts the API without npm', () => {
    expect(read('Dockerfile')).toContain('\nCMD ["node", "api/main.ts"]\n');
    expect(read('Dockerfile')).toMatch(/^ENV .*\bMALLOC_ARENA_MAX=2$/m);
  });
});

describe('app.yaml', () => {
  it('starts the API by its script', () => {
    expect(app.command).toEqual(['npm', 'run', 'api']);
  });

  it('lets in whom the platform names, at an address that its proxy reaches', () => {
    const valueOf = (name: string) => app.env.find((one) => one.name === name)?.value;
    expect([valueOf('HOST'), valueOf('AUTH')]).toEqual(['0.0.0.0', 'databricks-apps']);
  });

  it('names only settings that are read, secrets as resources', () => {
    const known = (name: string) => productVariables.includes(name) || name.startsWith('TEMPORAL_');
    expect(app.env.filter(({ name }) => !known(name))).toEqual([]);
    const secret = app.env.filter(({ name }) => /KEY|TOKEN|SECRET|URL/.test(name));
    expect(secret.filter(({ valueFrom }) => valueFrom === undefined)).toEqual([]);
  });
});
