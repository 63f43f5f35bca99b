import { existsSync } from 'node:fs';
import { devNull, homedir, platform } from 'node:os';
import { join } from 'node:path';
import type { Domain } from './domain/outcome.ts';
import { brokenRules, Settings, settings } from './settings.ts';

export type Config = {
  readonly api: { readonly host: string; readonly port: number; readonly url: string | null };
  readonly databricks: {
    readonly host: string | null;
    readonly token: string | null;
    readonly clientId: string | null;
    readonly clientSecret: string | null;
    readonly profile: string | null;
    readonly spaces: Readonly<Record<Domain, string | null>>;
  };
  readonly model: {
    /** A serving endpoint's name or an http(s) base URL. */
    readonly endpoint: string | null;
    readonly name: string | null;
    readonly apiKey: string | null;
    readonly temperature: number;
  };
  readonly database: { readonly url: string | null };
  readonly temporal: { readonly address: string | null };
  readonly limits: {
    readonly genieTimeoutMs: number;
    readonly agentTimeoutMs: number;
    readonly genieFirstLookMs: number;
    readonly genieQuestionsPerMinute: number;
    readonly queueMaxSeconds: number;
    readonly dailyGenieQuestions: number | null;
    readonly maxBudgetSeconds: number;
  };
  readonly timeZone: string;
  /** Domain to the groups that may ask it; a domain that is absent is not set. */
  readonly domainAccess: Readonly<Record<string, readonly string[]>>;
  readonly local: {
    readonly dir: string;
    readonly cacheDir: string;
    readonly now: string | null;
    readonly genieSpeed: 'fast' | 'realistic';
    readonly genieQpm: number;
    readonly seed: number;
  };
  readonly memory: {
    readonly ttlHours: number;
    readonly shortTermTable: string | null;
    readonly longTermTable: string | null;
    readonly store: 'postgres' | 'databricks';
  };
  readonly optional: {
    readonly tavilyApiKey: string | null;
    readonly vectorSearchEndpoint: string | null;
    readonly evaluationCron: string | null;
  };
};

/** One variable that cannot be used; `found` never shows a secret. */
export type ConfigProblem = {
  readonly variable: string;
  readonly found: string;
  readonly expected: string;
};

/** The settings cannot be used. Its message lists every problem, one line each. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map((p) => `  ${p.variable}: found ${p.found}; expected ${p.expected}`);
    super(`The settings cannot be used:\n${lines.join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Names of all variables that the product reads from the environment. */
export const productVariables: readonly string[] = [...Object.keys(settings), 'ENV_FILE'];

const secret = /TOKEN|SECRET|KEY$|PASSWORD/;

/** Shows what was found in a variable without giving a secret away. */
function shown(variable: string, text: string | undefined): string {
  if (text === undefined) return 'nothing';
  if (secret.test(variable)) return `a secret of ${text.length} characters`;
  return JSON.stringify(text.replace(/:\/\/[^@/]*@/, '://***@').slice(0, 120));
}

/** An empty variable is an unset one: shells and container files cannot always unset. */
function setVariables(env: Environment): Record<string, string> {
  const pairs = Object.keys(settings).map((name) => [name, env[name]?.trim() ?? ''] as const);
  return Object.fromEntries(pairs.filter(([, text]) => text !== ''));
}

/**
 * Reads every setting once, into one frozen object.
 *
 * Effect: reads the environment, unless another one is given.
 *
 * @param env Variables by name; empty text counts as unset.
 * @throws {ConfigError} With all problems together.
 */
export function loadConfig(env: Environment = process.env): Config {
  const given = setVariables(env);
  const issues = Settings.safeParse(given).error?.issues ?? [];
  const problems = issues.map((issue) => [String(issue.path[0]), issue.message] as const);
  const refused = new Set(problems.map(([variable]) => variable));
  // Without the refused ones the rest always parses, so rules over several variables are told too.
  const usable = Object.entries(given).filter(([variable]) => !refused.has(variable));
  const read = Settings.parse(Object.fromEntries(usable));
  problems.push(...brokenRules(read).filter(([variable]) => !refused.has(variable)));
  if (problems.length > 0) {
    throw new ConfigError(
      problems.map(([variable, expected]) => ({
        variable,
        found: shown(variable, given[variable]),
        expected,
      })),
    );
  }
  return deepFreeze(shape(read, defaultCacheDir(env)));
}

function shape(s: Settings, cacheDir: string): Config {
  const speed = s.LOCAL_GENIE_SPEED;
  return {
    api: {
      host: s.HOST,
      port: s.DATABRICKS_APP_PORT ?? s.PORT ?? 8787,
      url: s.HEALTH_MONITOR_URL,
    },
    databricks: {
      host: s.DATABRICKS_HOST,
      token: s.DATABRICKS_TOKEN,
      clientId: s.DATABRICKS_CLIENT_ID,
      clientSecret: s.DATABRICKS_CLIENT_SECRET,
      profile: s.DATABRICKS_CONFIG_PROFILE,
      spaces: spacesOf(s),
    },
    model: {
      endpoint: s.LLM_ENDPOINT,
      name: s.LLM_MODEL,
      apiKey: s.LLM_API_KEY,
      temperature: s.LLM_TEMPERATURE,
    },
    database: { url: s.DATABASE_URL },
    temporal: { address: s.TEMPORAL_ADDRESS },
    limits: limitsOf(s),
    timeZone: s.TIME_ZONE,
    domainAccess: s.DOMAIN_ACCESS,
    local: {
      dir: s.LOCAL_DIR,
      cacheDir: s.CACHE_DIR ?? cacheDir,
      now: s.LOCAL_NOW,
      genieSpeed: speed,
      genieQpm: s.LOCAL_GENIE_QPM ?? (speed === 'fast' ? 60 : 5),
      seed: s.LOCAL_SEED,
    },
    memory: {
      ttlHours: s.MEMORY_TTL_HOURS,
      shortTermTable: s.SHORT_TERM_MEMORY_TABLE,
      longTermTable: s.LONG_TERM_MEMORY_TABLE,
      store: s.MEMORY_STORE,
    },
    optional: {
      tavilyApiKey: s.TAVILY_API_KEY,
      vectorSearchEndpoint: s.VECTOR_SEARCH_ENDPOINT,
      evaluationCron: s.EVALUATION_CRON,
    },
  };
}

function spacesOf(s: Settings): Config['databricks']['spaces'] {
  return {
    cost: s.COST_GENIE_SPACE_ID,
    security: s.SECURITY_GENIE_SPACE_ID,
    performance: s.PERFORMANCE_GENIE_SPACE_ID,
    reliability: s.RELIABILITY_GENIE_SPACE_ID,
    quality: s.QUALITY_GENIE_SPACE_ID,
    unified: s.UNIFIED_GENIE_SPACE_ID,
  };
}

function limitsOf(s: Settings): Config['limits'] {
  return {
    genieTimeoutMs: s.GENIE_TIMEOUT_SECONDS * 1000,
    agentTimeoutMs: s.AGENT_TIMEOUT_SECONDS * 1000,
    genieFirstLookMs: s.GENIE_FIRST_LOOK_SECONDS * 1000,
    genieQuestionsPerMinute: s.GENIE_QUESTIONS_PER_MINUTE,
    queueMaxSeconds: s.QUEUE_MAX_SECONDS,
    dailyGenieQuestions: s.DAILY_GENIE_QUESTIONS,
    maxBudgetSeconds: s.MAX_BUDGET_SECONDS,
  };
}

function defaultCacheDir(env: Environment): string {
  const home =
    platform() === 'darwin' ? join(homedir(), 'Library', 'Caches') : join(homedir(), '.cache');
  return join(env['XDG_CACHE_HOME'] || home, 'health-monitor');
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}

/**
 * Says which parts of this machine's stack are replaced by a setting, so that nobody asks a real
 * workspace unknowingly. Shows host names only.
 *
 * Pure.
 *
 * @returns One line for each such setting; empty when everything is local.
 */
export function describeOverrides(config: Config): string[] {
  const { databricks, database, temporal } = config;
  const lines: string[] = [];
  if (databricks.host !== null) {
    const host = new URL(databricks.host).host;
    lines.push(`DATABRICKS_HOST is set: questions go to ${host}, no local workspace is started.`);
  }
  if (database.url !== null) {
    const host = new URL(database.url).host || 'a socket of this machine';
    lines.push(`DATABASE_URL is set: the database is at ${host}, no local PostgreSQL is started.`);
  }
  if (temporal.address !== null) {
    lines.push(
      `TEMPORAL_ADDRESS is set: Temporal is at ${temporal.address}, no local server is started.`,
    );
  }
  return lines;
}

/**
 * Adds the settings of a `.env` file to the environment; a variable that is there already wins.
 * For programs' first lines only. `ENV_FILE` names another file, or `none`.
 *
 * Effect: reads a file, changes the environment.
 */
export function loadDotEnv(): void {
  const file = process.env['ENV_FILE'] || '.env';
  if (file !== 'none' && existsSync(file)) process.loadEnvFile(file);
}

/**
 * The environment for a process that we start: ours, with `extra` over it, and no `.env` file read
 * a second time.
 *
 * Effect: reads the environment, unless another one is given.
 */
export function childEnvironment(
  extra: Environment,
  base: Environment = process.env,
): Record<string, string> {
  const all = Object.entries({ ...base, ENV_FILE: 'none', ...extra });
  return Object.fromEntries(all.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/**
 * Takes Temporal's own variables out, and lets its own reader find no file: what they say of
 * namespaces and certificates belongs to another server.
 *
 * Pure.
 */
export function withoutTemporal(env: Environment): Record<string, string> {
  const rest = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return childEnvironment({ TEMPORAL_CONFIG_FILE: devNull }, Object.fromEntries(rest));
}

/**
 * An environment without any variable of the product or of Temporal, in which no `.env` is read.
 *
 * Effect: reads the environment, unless another one is given.
 */
export function neutralEnvironment(base: Environment = process.env): Record<string, string> {
  const rest = Object.entries(base).filter(([name]) => !productVariables.includes(name));
  return withoutTemporal(Object.fromEntries(rest));
}

/**
 * Takes every variable of the product and of Temporal out of this process, so that a test run
 * reaches nothing that its shell points at.
 *
 * Effect: changes the environment.
 */
export function forgetProductVariables(): void {
  const kept = neutralEnvironment();
  for (const name of Object.keys(process.env)) {
    if (!(name in kept)) delete process.env[name];
  }
  Object.assign(process.env, kept);
}
