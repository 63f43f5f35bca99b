import type { NeedRule } from './need-rule.ts';
import { pastTime, words } from './need-rule.ts';

const provider =
  '(?:databricks|aws|azure|gcp|google cloud|amazon|microsoft|cloud provider|our cloud|the cloud|s3|adls|gcs|ec2|control plane|(?:us|eu|ap|ca|sa)-(?:east|west|central|north|south|southeast|northeast)-?\\d?|west ?europe|north ?europe|east ?us ?\\d?|west ?us ?\\d?|uk ?south)';
const trouble =
  '(?:down|outages?|incidents?|degraded|degradation|disruptions?|status page|status|issues?|problems?|trouble|unavailable|maintenance|hiccups?|unreachable|(?:really |very |so )?slow|laggy|not (?:working|responding|reachable)|flaky|broken|(?:going on|wrong|happening|up) with|having (?:issues|a bad day))';
const feature =
  '(?:unity catalog|delta(?: lake| tables?| sharing)?|auto ?loader|liquid clustering|photon|serverless|predictive optimi[sz]ation|lakehouse federation|lakehouse monitoring|mlflow|genie|dlt|lakeflow|declarative pipelines?|materiali[sz]ed views?|streaming tables?|z-?order(?:ing)?|vacuum|optimize|deletion vectors?|time travel|(?:shallow|deep) clones?|cluster polic(?:y|ies)|compute polic(?:y|ies)|init scripts?|instance pools?|spot instances?|(?:databricks )?runtime|dbr|sql warehouses?|asset bundles?|terraform|databricks cli|the cli|sdk|rest api|apis?|oauth|personal access tokens?|service principals?|scim|ip access lists?|private ?link|secret scopes?|volumes?|marketplace|clean rooms?|model serving|provisioned throughput|vector search|foundation models?|ai functions?|notebooks?|repos|git folders?|structured streaming|change data feed|cdf|merge into|row filters?|column masks?|dynamic views?|system tables?|system\\.\\w+(?:\\.\\w+)?|query history|audit logs?|lineage|predictive io|autoscaling|auto[- ]?stop|autotermination|result cach(?:e|ing)|disk cache|query cach(?:e|ing)|query profile|statement execution|job clusters?|all[- ]purpose|task values?|repair runs?|for each tasks?|file arrival triggers?|alerts v2|dashboards?|lakebase|databricks apps?|ai\\/?bi|metric views?|materialization|partition(?:ing|s)?|clustering|tags?|budgets?|budget polic(?:y|ies)|data quality monitoring|constraints?|schema evolution|identity columns?|primary keys?|foreign keys?|variant|python udfs?|spark connect|spark|pyspark|parquet|iceberg|uniform)';
const polite =
  '^\\W*(?:(?:so|and|hey|hi|hello|quick question|question|pls|please|ok|just wondering|wondering|anyone know|do you know|does anyone know|remind me|can you (?:tell|remind) me|tell me|i wonder|curious|dumb question|stupid question|btw)\\W+)*';
/** Asks in general, not of something that happened here. */
const inGeneral =
  "(?:explain|describe|can|could|does|do|is|are|will|may|should|must|would|has|have|whats?|how (?:come|do|does|can|could|to|is|are|many \\w+ can|big|large|long|far|often does|should|would)|what(?:'s| is| are|s| does| do| happens?| kind| would| counts?| can)|when (?:does|do|should|will|is)|where (?:do|does|can|is)|why (?:does|do|can'?t|is)|if|whether|which (?:regions?|runtimes?|versions?|clouds?|languages?|formats?|types?|permissions?|privileges?|instance types?|node types?|\\w+ (?:types?|versions?|regions?))|any (?:way|limit|known)|max(?:imum)?|min(?:imum)?|limit|difference)";

/** Documentation, status pages and the like. */
export const outsideRule: NeedRule = {
  need: 'outside',
  reason: 'Asks for what is not on the platform.',
  surely: [
    words(
      `(?:is|are) (?:this|it|that) (?:\\w+ )?(?:${provider}(?:'?s)?|our|their) (?:fault|problem|issue|side|end)|is there an? (?:\\w+ )?(?:outage|incident)(?! (?:table|job|pipeline|report|ticket|board|runbook))`,
    ),
    words(`(?:going on|wrong|happening|up) (?:with|at|in) (?:\\w+ )?${provider}`),
    words(`${provider} .{0,40}\\b${trouble}`),
    words(`${trouble} (?:\\w+ ){0,3}?(?:at|with|in|of|on|from|by) (?:\\w+ )?${provider}`),
    words(
      `(?:${provider}) (?:outages?|incidents?|status|problems?|issues?)|status page|cloud outages?`,
    ),
    words(
      "release notes?|changelog|what(?:'?s| is|s) new (?:in|with|for)|deprecat\\w+|end of (?:life|support)|eol|roadmap|(?:public|private) preview|generally available|\\bga yet|coming (?:soon|release)|next (?:runtime|release|version)",
    ),
    words(
      '(?:databricks|official|microsoft|azure|product|online|vendor|the|public) (?:docs?|documentation|knowledge base|kb|community|forum|reference|manual|blog)|(?:docs?|documentation) (?:for|on|about|of|say|says|page|link|page)|according to (?:databricks|the docs|microsoft|azure)',
    ),
    words(
      'known (?:bugs?|issues?|limitations?|problems?|regressions?)|best practices?|(?:look up|find out|google|read up on) what .{1,60} means|(?:which|what|a|the) (?:page|article|chapter|section|link) (?:at|of|on|from|by) databricks|(?:search|look (?:it )?up|google|check) (?:on )?(?:the web|online|the internet|the docs|stack ?overflow)|stack ?overflow|recommended (?:by databricks|setting|way|size|number)',
    ),
    // A code of an error, in a question that does not count or list what failed with it.
    /^(?!\W*(?:(?:please|pls|can you|could you)\W+)?(?:show|list|which|who|how many|how much|how often|count|when|top|did|has|have|were|was)\b)(?!.*\b(?:yesterday|last (?:night|week|month)|this week)\b)(?!(?!.*\bmean).*\bwhat (?:should|do|can|must) (?:i|we) do\b).*\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b/,
    words(
      'what (?:does|do|is|are)? ?(?:the |an? |this )?(?:error|error code|exception|message|code|status code|sqlstate|http) .{0,60}(?:mean|means|about|for|saying|tell)',
    ),
  ],
  asks: [
    words(
      "(?:limit|restriction|requirement|rule) .{0,40}still (?:true|valid|there|apply|applies)|new pricing|pricing (?:of|for|model)|when (?:was|is|will|did) (?:the )?\\w+(?: \\w+){0,3} (?:made|become|became|be|get|released|introduced|added|removed|available|default|ga)|what(?:'s| has| is)? changed in (?:runtime|dbr|version|release|the (?:latest|last|new))|can (?:i|we|you|one) (?:downgrade|upgrade|move|rename|recover|delete|transfer|convert|split|change|disable|limit|restrict) (?:an? |the )?(?:metastore|catalog|workspace|account|warehouse|cluster|region|runtime|index|endpoint|feature|pipeline type)",
    ),
    words(
      '(?:can|could|may) (?:one|an?|two|several|multiple|different) \\w+ (?:\\w+ ){0,2}?(?:use|have|run|share|own|read|write|be|contain|hold|belong)',
    ),
    words(
      'do (?:i|you|we) (?:need|have to (?:be|have|use|pay))|is there an? (?:\\w+ )?(?:api|function|command|setting|option|parameter|flag|feature|connector|sdk|way)|official(?:ly)?|on the (?:website|pricing page)|pricing page',
    ),
    words(
      'how (?:is|are|does) (?:\\w+ ){1,6}?(?:calculated|computed|billed|measured|metered|defined|charged|priced|counted|determined)',
    ),
    words(
      'how (?:is|are|does|do) (?:an? |the )?(?:\\w+ ){1,3}?(?:calculated|computed|billed|measured|defined|charged|priced|counted|determined)',
    ),
    words(
      'what happens (?:to|when|if|with)|why (?:would|might|could) (?:an? |the )?\\w+|(?:meaning|definition) of|what does (?:the )?(?:\\w+ ){1,5}?mean',
    ),
    words(
      '(?:latest|newest|current|next|upcoming) (?:databricks )?(?:runtime|version|release|lts|dbr)|lts version',
    ),
    words(
      '(?:syntax|sql function|built-?in function|sdk (?:call|method)|api (?:call|endpoint|for|to)|cli (?:command|flag)|example|tutorial|sample code|code snippet|documented) (?:\\w+ ){0,2}?(?:for|of|to|that|on)|how (?:do|can|to|would) (?:i |we |you |one )?(?:write|use|call|create|set up|schedule|pass|read|merge|query|share|grant|add|attach|deploy|run|make|define|access|get)',
    ),
    words(
      '(?:max(?:imum)?|highest possible|hard|soft|upper|documented|platform) (?:number|limit|count|size|amount|length|concurren\\w+|rate|timeout|quota|value|allowed)',
    ),
    words(
      "(?:what(?:'?s| is|s| are)?|is there|are there|any) (?:the |a |an |any )?(?:\\w+ ){0,2}?(?:limits?|quotas?|cap|maximum|max|default|minimum) (?:\\w+ ){0,2}?(?:for|of|on|per|in|to) (?!\\w+[_-]\\w|the \\w+'s|our |my )",
    ),
    words(
      'how many \\w+(?: \\w+){0,3} can (?:one|a|an|you|i|we|each|be)|how many \\w+(?: \\w+){0,4} (?:are|is) (?:allowed|possible|supported|permitted)|how (?:big|large|long|much|many|far|small) (?:\\w+ )?can (?:a|an|one|the|you|it|i)',
    ),
    words(
      'how long (?:does|do|is|are|will) .{1,50}(?:keep|kept|retain|retained|stored|store|available|live|valid)|retention (?:of|for|period|time)',
    ),
    words(
      `differen(?:ce|t)s? between (?:an? |the )?(?:\\w+ ){0,3}?(?:${feature}|\\w+ cluster|\\w+ warehouse)`,
    ),
    words(
      'what (?:permissions?|privileges?|rights?|grants?|scopes?|roles?) (?:does|do|is|are|must|should|would|to)? ?(?:an? |the |i |we |one |you )?(?:\\w+ ){0,4}?(?:needs?|needed|required?|have to have|have|necessary)',
    ),
    new RegExp(`${polite}${inGeneral}\\b.{0,80}\\b${feature}\\b`, 'i'),
    new RegExp(
      `${polite}(?:can|could|does|do|is|are|will|may) (?:an? |the )?(?:\\w+[ -]){0,5}?(?:supports?|supported|be (?:used|combined|shared|nested|renamed|enabled|disabled|partitioned|shallow|attached|mounted|changed after)|shared between|compatible|works? (?:with|on|across|together)|possible|available (?:in|on|for)|guaranteed)\\b`,
      'i',
    ),
    words(
      '(?:is (?:there|it)|any) (?:a way|any way|way|possible) (?:in databricks |with databricks )?(?:to|for)|does databricks|can databricks|in databricks|databricks (?:supports?|allows?|has|offers?|recommends?)',
    ),
    words(
      'how (?:do|can|could|to|would|should) (?:i |we |you |one )?(?:turn (?:on|off)|enable|disable|configure|migrate|upgrade|install|integrate|authenticate|register|rotate|provision|parametri[sz]e|encrypt|mount|convert)',
    ),
  ],
  unless: [
    // Times that have passed, and two of them set against each other.
    words(
      '(?:january|february|march|april|june|july|august|september|sept?|october|oct|november|nov|december|dec)(?: \\d{4})?(?:\\W*$| (?:and|vs|to|against|until) )|(?:in|for|of|since|during) (?:january|february|march|april|june|july|august|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)',
    ),
    words(
      '(?:in|from|by|according to) (?:our|the|my) (?:own )?(?:billing|usage|audit|cost|system) (?:data|tables?|logs?|records?)|(?:in|from) the comments? of|(?:documentation|docs?) in ',
    ),
    // Names of workspaces and warehouses, and logs of our own.
    words(
      '(?:prod|dev|test|stage|staging|uat|bi|ml)-\\w+|dash-\\d+|(?:in|from) (?:the|our) (?:audit )?logs?',
    ),
    // An object of the platform by its name, or a question whether there is one.
    /(?<![.\w])(?!system|billing|usage|max_|min_)[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b(?!.*\bmean)/,
    /^\W*(?:do|does|are|is|did) (?:any|there|all|some|every)\b(?!.*\b(?:docs?|documentation|limit|way|something|anything|guide)\b)/i,
    words('is (?:the )?\\w+ (?:on|off|enabled|disabled|set|active) (?:for|on|in) \\w+[-_]\\w+'),
    words('dash ?boards?(?!.*\\b(?:support|in databricks|embed|api|limit|filters?|parameters?))'),
    words(
      `(?:${pastTime})(?!.*\\b(?:docs|release notes|status page|outages?|${provider} ${trouble}))`,
    ),
    words(
      '(?:our|my)(?: \\w+){0,2} (?:costs?|spend|jobs?|tables?|endpoints?|dashboards?|users?|workspaces?|warehouses?|clusters?|pipelines?|nodes?|gpus?|instances?|drivers?|workers?|notebooks?|runs?|queries|schemas?|catalogs?|tokens?|groups?|secrets?|models?|apps?)|the documentation (?:catalog|schema|table|notebook|job|column)|we (?:have|spent|paid|pay|spend|used|ran)|do we (?:have|use|own|run)',
    ),
    words(
      '(?:how much|what) (?:\\w+ ){0,5}?(?:costs?|spend|spent|usd|dollars?)(?!.*\\bofficial)|(?:spend|spent|spending|usd|dollars?|bill)(?!.*\\b(?:docs|documentation|metered|calculated|billed)\\b)',
    ),
    /^\W*(?:(?:please|pls|hey|hi|can you|could you)\W+)*(?:show|list|who|whose|count|top|give|why (?:is|are|was|were) (?:the|my|our))\b/i,
    // A thing of ours with an article and its kind, which documentation speaks of in general.
    words(
      "(?:is|are|was|has|have|does|on|for|of|in|at|by) (?:the|our|my|this|that) (?!same|first|last|latest|other|new|number|size|maximum|right|default|serverless|sql|job|pro|classic)(?:[\\w-]+[ '’|-]+){1,3}?(?:warehouse|cluster|job|pipeline|endpoint|workspace|notebook)(?!s)|(?:our|my) account (?:price|rate|discount)s?",
    ),
    words(
      'is (?:the )?\\w+ (?:warehouse|cluster|endpoint|job|pipeline|table) (?:set|on|in|running|up|down|using|still|configured)',
    ),
    words(
      '(?:catalog|schema|table|job|pipeline|cluster|warehouse|endpoint) (?:\\w+_\\w+|\\w+\\.\\w+\\.\\w+)|(?<!system\\.)\\b(?!system)\\w+\\.\\w+\\.\\w+',
    ),
    words(
      '(?:which|what) (?:jobs?|tables?|clusters?|warehouses?|users?|pipelines?|endpoints?|queries|dashboards?|notebooks?|workspaces?|teams?)',
    ),
    words(
      `how many (?:jobs?|tables?|clusters?|warehouses?|users?|pipelines?|endpoints?|queries|dashboards?|notebooks?|runs?|rows?|tokens?|requests?|documents?) (?:did|do we|does|are there|were|was|have|ran|use|used|got|failed)`,
    ),
    words(
      'dash ?board (?:for|about|on|of)|existing report|(?<!what )changed(?! in (?:runtime|dbr|version|release))|did',
    ),
    words('what (?:share|list price|part) |can you (?:warn|alert|notify|let|ping|message)'),
  ],
};
