import { deepFreeze } from './deep-freeze.ts';
import { forEachDomain, spaceSettingOf } from '../domain/domains.ts';
import type { Domain } from '../domain/domains.ts';
import { authOf, type AuthConfig } from './auth-settings.ts';
import type { FailpointConfig } from './failpoint-settings.ts';
import { onBehalfOfUsers, type OnBehalfConfig } from './on-behalf-settings.ts';
import { metricsOf, type MetricsConfig } from './metrics-settings.ts';
import { scheduledWork, type ScheduledWork } from './scheduled-work.ts';
import type { Settings } from './settings.ts';

export type Config = AuthConfig &
  ScheduledWork &
  MetricsConfig &
  OnBehalfConfig &
  FailpointConfig & {
    readonly api: {
      readonly host: string;
      readonly port: number;
      /** Where commands find a running service, and the credential that they send to it. */
      readonly url: string | null;
      readonly token: string | null;
    };
    readonly databricks: {
      readonly host: string | null;
      readonly token: string | null;
      readonly clientId: string | null;
      readonly clientSecret: string | null;
      readonly profile: string | null;
      readonly spaces: Readonly<Record<Domain, string | null>>;
      /** Dashboards by domain; one without an id is found by its title. */
      readonly dashboards: Readonly<Record<Domain, string | null>>;
      /** Runs the queries of Genie spaces that `genie:deploy` creates, and the checks of causes. */
      readonly warehouseId: string | null;
      /** Where the SQL driver connects, when it is not the host; and authorities it trusts beside the system's. */
      readonly sqlUrl: string | null;
      readonly sqlCaFile: string | null;
    };
    readonly model: {
      /** A serving endpoint's name or an http(s) base URL. */
      readonly endpoint: string | null;
      readonly name: string | null;
      readonly apiKey: string | null;
      /** Null leaves it to the model. */
      readonly temperature: number | null;
    };
    readonly database: {
      readonly url: string | null;
      readonly prepares: boolean;
      /** Of Lakebase, whose password is a token; null for any other PostgreSQL. */
      readonly lakebaseEndpoint: string | null;
    };
    readonly temporal: { readonly address: string | null; readonly workerVersion: string | null };
    readonly limits: {
      readonly genieTimeoutMs: number;
      readonly agentTimeoutMs: number;
      readonly genieFirstLookMs: number;
      readonly genieQuestionsPerMinute: number;
      readonly queueMaxSeconds: number;
      readonly dailyGenieQuestions: number | null;
      readonly maxBudgetSeconds: number;
      readonly maxDeepBudgetSeconds: number;
    };
    readonly timeZone: string;
    /** The time that is taken for now, ISO-8601; null for the real one. */
    readonly pinnedNow: string | null;
    /** The groups that may ask a domain; a domain without an entry is open to all. */
    readonly domainAccess: Readonly<Record<string, readonly string[]>>;
    readonly local: {
      readonly dir: string;
      readonly cacheDir: string;
      readonly now: string | null;
      readonly genieSpeed: 'fast' | 'realistic';
      readonly genieStyle: 'certified' | 'free';
      /** Folder with the user's own system tables; null for generated data. */
      readonly data: string | null;
      /** Ids of planted incidents with commas between them, `all` or `none`; null for the usual ones. */
      readonly incidents: string | null;
      readonly decoys: string | null;
      readonly genieQpm: number;
      readonly seed: number;
    };
    /** What alerts have that are proposed. */
    readonly alerts: {
      /** E-mail addresses and ids of notification destinations. */
      readonly subscribers: readonly string[];
      /** When they are checked, a Quartz expression. */
      readonly cron: string;
    };
    readonly tools: {
      /** Names of the settings of tools that have a value. */
      readonly set: readonly string[];
      /** Index of Vector Search with the runbooks; null searches those in PostgreSQL. */
      readonly runbookIndex: string | null;
      readonly web: {
        /** Null: nothing is searched. */
        readonly apiKey: string | null;
        readonly baseUrl: string;
        /** Host names that results may come from. */
        readonly domains: readonly string[];
        readonly dailyCredits: number;
      };
    };
    readonly memory: {
      readonly ttlHours: number;
      readonly store: 'postgres' | 'databricks';
      /** Full names of the tables, on Databricks. */
      readonly shortTerm: string | null;
      readonly longTerm: string | null;
    };
    /** How long the rows of investigations, and these themselves, are kept. */
    readonly kept: { readonly evidenceDays: number; readonly investigationDays: number };
    readonly evaluation: {
      /** When the schedule starts one, a cron expression; null for never. */
      readonly cron: string | null;
      /** The share of Genie's quota that evaluations may take, 0 to 1. */
      readonly quotaShare: number;
      /** Where people are told of a fall; its path is a secret. */
      readonly webhookUrl: string | null;
    };
    /** Systems that watch this one; each is sent to where it is set. */
    readonly telemetry: {
      /** A collector of OpenTelemetry, without `/v1/traces`. */
      readonly collector: string | null;
      readonly collectorHeaders: Readonly<Record<string, string>>;
      readonly mlflow: string | null;
      readonly mlflowToken: string | null;
      readonly experiment: string;
      /** Whether questions, answers, rows and comments are sent. */
      readonly content: boolean;
    };
  };

/**
 * Groups the settings by what they are for; the result is frozen.
 *
 * @param cacheDir Where downloads are kept when no setting says so.
 */
export function shape(s: Settings, cacheDir: string): Config {
  return deepFreeze({
    api: {
      host: s.HOST,
      port: s.DATABRICKS_APP_PORT ?? s.PORT ?? 8787,
      url: s.HEALTH_MONITOR_URL,
      token: s.HEALTH_MONITOR_TOKEN,
    },
    ...authOf(s),
    databricks: databricksOf(s),
    model: {
      endpoint: s.LLM_ENDPOINT,
      name: s.LLM_MODEL,
      apiKey: s.LLM_API_KEY,
      temperature: s.LLM_TEMPERATURE,
    },
    database: {
      url: s.DATABASE_URL,
      prepares: s.DATABASE_PREPARED_STATEMENTS === 'on',
      lakebaseEndpoint: s.LAKEBASE_ENDPOINT,
    },
    temporal: { address: s.TEMPORAL_ADDRESS, workerVersion: s.WORKER_VERSION },
    limits: limitsOf(s),
    timeZone: s.TIME_ZONE,
    pinnedNow: s.PINNED_NOW,
    domainAccess: domainAccessOf(s),
    local: localOf(s, cacheDir),
    alerts: { subscribers: s.ALERT_SUBSCRIBERS, cron: s.ALERT_CRON },
    tools: toolsOf(s),
    memory: {
      ttlHours: s.MEMORY_TTL_HOURS,
      store: s.MEMORY_STORE,
      shortTerm: s.SHORT_TERM_MEMORY_TABLE,
      longTerm: s.LONG_TERM_MEMORY_TABLE,
    },
    kept: {
      evidenceDays: s.EVIDENCE_KEPT_DAYS,
      investigationDays: s.INVESTIGATIONS_KEPT_DAYS,
    },
    evaluation: {
      // Nobody is there at night as whom the workspace could be asked.
      cron: s.EVALUATION_CRON === 'off' || s.ON_BEHALF_OF !== null ? null : s.EVALUATION_CRON,
      quotaShare: s.EVALUATION_QUOTA_SHARE,
      webhookUrl: s.EVALUATION_WEBHOOK_URL,
    },
    ...scheduledWork(s),
    ...metricsOf(s),
    ...onBehalfOfUsers(s),
    failpoints: s.FAILPOINTS,
    telemetry: telemetryOf(s),
  });
}

function localOf(s: Settings, cacheDir: string): Config['local'] {
  const speed = s.LOCAL_GENIE_SPEED;
  return {
    dir: s.LOCAL_DIR,
    cacheDir: s.CACHE_DIR ?? cacheDir,
    now: s.LOCAL_NOW,
    genieSpeed: speed,
    genieStyle: s.LOCAL_GENIE_STYLE,
    data: s.LOCAL_DATA,
    incidents: s.LOCAL_INCIDENTS,
    decoys: s.LOCAL_DECOYS,
    genieQpm: s.LOCAL_GENIE_QPM ?? (speed === 'fast' ? 60 : 5),
    seed: s.LOCAL_SEED,
  };
}

function databricksOf(s: Settings): Config['databricks'] {
  return {
    host: s.DATABRICKS_HOST,
    token: s.DATABRICKS_TOKEN,
    clientId: s.DATABRICKS_CLIENT_ID,
    clientSecret: s.DATABRICKS_CLIENT_SECRET,
    profile: s.DATABRICKS_CONFIG_PROFILE,
    spaces: forEachDomain((domain) => s[spaceSettingOf(domain)]),
    dashboards: forEachDomain((domain) => s.DASHBOARDS[domain] ?? null),
    warehouseId: s.DATABRICKS_WAREHOUSE_ID,
    sqlUrl: s.DATABRICKS_SQL_URL,
    sqlCaFile: s.DATABRICKS_SQL_CA_FILE,
  };
}

function toolsOf(s: Settings): Config['tools'] {
  return {
    set: [
      ...(s.TAVILY_API_KEY === null ? [] : ['TAVILY_API_KEY']),
      ...(s.DATABRICKS_WAREHOUSE_ID === null ? [] : ['DATABRICKS_WAREHOUSE_ID']),
    ],
    runbookIndex: s.VECTOR_SEARCH_INDEX,
    web: {
      apiKey: s.TAVILY_API_KEY,
      baseUrl: s.TAVILY_BASE_URL,
      domains: s.WEB_SEARCH_DOMAINS,
      dailyCredits: s.WEB_SEARCH_DAILY_CREDITS,
    },
  };
}

/** Who is in a group is only known with a way in; what is most private is closed until it is given to one. */
function domainAccessOf(s: Settings): Config['domainAccess'] {
  return s.AUTH.length === 0 ? s.DOMAIN_ACCESS : { ...closedUntilGiven, ...s.DOMAIN_ACCESS };
}

const closedUntilGiven = { security: [], unified: [] } as const satisfies Partial<
  Record<Domain, readonly string[]>
>;

function telemetryOf(s: Settings): Config['telemetry'] {
  return {
    collector: s.OTEL_EXPORTER_OTLP_ENDPOINT,
    collectorHeaders: s.OTEL_EXPORTER_OTLP_HEADERS,
    mlflow: s.MLFLOW_TRACKING_URI,
    mlflowToken: s.MLFLOW_TRACKING_TOKEN,
    experiment: s.MLFLOW_EXPERIMENT_NAME,
    content: s.TRACE_CONTENT === 'on',
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
    maxDeepBudgetSeconds: s.MAX_DEEP_BUDGET_SECONDS,
  };
}
