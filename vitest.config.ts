import { defineConfig } from 'vitest/config';
import { compiledCode } from './test/support/compiled-code.ts';

/**
 * Sixteen kinds of suites. `unit` needs no engine; `engine` talks to a real PostgreSQL and a real
 * Temporal server that `test/support/engines.ts` starts once a run; `stack` starts whole stacks of
 * its own and kills their processes; `web` looks at the page in a browser, where there is one;
 * `scenarios` plays whole investigations on Temporal's clock, where moments apart must stay apart;
 * `hostile` starts a stack and bends the replies that it gets; `clients` asks a stack as the programs
 * of others do; `schema` has a tool make requests from the document of the API, `schema-long` 20,000; `spark` needs a Java, `mlflow` a Python, `model` a model, `agents`, `production` and `evaluation` minutes: these
 * have a command of their own each, as `faults`, which bends replies in every way for ten minutes.
 */
const stackFiles = 'test/stack/**/*.test.ts';
const hostileFiles = 'test/hostile/**/*.test.ts';
const faultFiles = 'test/hostile/matrix/**/*.test.ts';
const webFiles = 'test/web/browser/**/*.test.ts';
const sparkFiles = 'test/spark/**/*.test.ts';
const mlflowFiles = 'test/mlflow/**/*.test.ts';
const clientFiles = 'test/clients/**/*.test.ts';
const modelFiles = 'test/model/**/*.test.ts';
const productionFiles = 'test/stack/production.test.ts';
const evaluationFiles = 'test/stack/evaluation.test.ts';
const schemaFiles = 'test/schema/**/*.test.ts';
const scenarioFiles = 'test/workflows/scenarios.test.ts';
const agentFiles = 'test/eval/broken-agents.test.ts';
const engineFiles = [
  'test/{adapters/postgres,adapters/databricks-sql,adapters/tavily,activities,workflows,api,bench/arms,cli/doctor,durability,support}/**/*.test.ts',
  agentFiles,
];

/** Their cases load both cores by themselves: after the others, so that nobody's limits pass. */
const alone = { maxWorkers: 2, sequence: { groupOrder: 2 } };

// Named by `.ci/run`, which tells the figures of the run from it.
const report = process.env['VITEST_REPORT'];

// Named by who records the histories of a version (test/replay).
const historiesFile = process.env['VITEST_HISTORIES'] ?? '';

export default defineConfig({
  test: {
    pool: 'forks',
    // Suites wait for engines a third of the time: three at once fill two cores.
    maxWorkers: 3,
    // Suites start hundreds of processes: each after the first finds its modules compiled.
    env: { NODE_COMPILE_CACHE: compiledCode },
    globalSetup: ['test/support/compiled-code.ts'],
    setupFiles: ['test/support/no-product-variables.ts'],
    // A report keeps the first line of a failure: the values that were compared are in it.
    chaiConfig: { truncateThreshold: 1_000 },
    reporters: report ? ['default', ['json', { outputFile: report }]] : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [
            stackFiles,
            hostileFiles,
            webFiles,
            sparkFiles,
            mlflowFiles,
            modelFiles,
            clientFiles,
            schemaFiles,
            ...engineFiles,
          ],
          // Files of a worker share its modules: they are loaded, and the classifiers trained, once.
          isolate: false,
          // Some start processes; on a busy machine that alone takes seconds.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'engine',
          include: engineFiles,
          exclude: [scenarioFiles],
          globalSetup: ['test/support/engines.ts'],
          provide: { evaluationSuite: 'probe', historiesFile },
          // As above; else most of what these files compute is the start of the same modules.
          isolate: false,
          // Cases that run at the same time wait for limits and polls.
          maxConcurrency: 16,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'agents',
          include: [agentFiles],
          globalSetup: ['test/support/engines.ts'],
          provide: { evaluationSuite: 'plain' },
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'stack',
          include: [stackFiles],
          // Their own modules are few, but each process would load them and itself again.
          isolate: false,
          provide: { evaluationSuite: 'probe', productionQuestions: 6 },
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'evaluation',
          include: [evaluationFiles],
          provide: { evaluationSuite: 'plain' },
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'production',
          include: [productionFiles],
          provide: { productionQuestions: 50 },
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'scenarios',
          include: [scenarioFiles],
          globalSetup: ['test/support/engines.ts'],
          provide: { evaluationSuite: 'probe', historiesFile },
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
          // Steps that are half a second apart come in their order only where nothing else runs.
          maxConcurrency: 16,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'hostile',
          include: [hostileFiles],
          exclude: [faultFiles],
          ...alone,
          // Most cases wait for a time limit or a poll.
          maxConcurrency: 16,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: [faultFiles],
          maxConcurrency: 10,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: [webFiles],
          // As above; else each file loads the whole API.
          isolate: false,
          globalSetup: ['test/support/engines.ts'],
          provide: { evaluationSuite: 'probe' },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'spark', include: [sparkFiles], globalSetup: ['test/spark/engine.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'mlflow',
          include: [mlflowFiles],
          globalSetup: ['test/support/engines.ts', 'test/mlflow/server.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'clients',
          include: [clientFiles],
          globalSetup: ['test/clients/stack.ts'],
          // They share one stack, and one of them kills its worker.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'schema',
          include: [schemaFiles],
          provide: { schemaSearch: { examples: 3, thorough: false } },
          testTimeout: 300_000,
          // The tool may have to be fetched.
          hookTimeout: 900_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'schema-long',
          include: [schemaFiles],
          provide: { schemaSearch: { examples: 100, thorough: true } },
          testTimeout: 3_600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'model',
          include: [modelFiles],
          globalSetup: ['test/model/endpoint.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
