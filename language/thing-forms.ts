const fullName = '([\\p{L}\\d_]+\\.[\\p{L}\\d_]+\\.[\\p{L}\\d_]+)';
/** What one thing of a list is like. */
const property = 'size|type|node type|runtime|owner|edition|channel|version|layer';
const kinds = 'warehouses|clusters|pipelines|endpoints|jobs|tables';

/** Ways to ask what things are like and what they have, each with the form that is understood. */
export const thingForms: readonly (readonly [RegExp, string])[] = [
  // "What sizes do our warehouses have?"
  [
    new RegExp(
      `^[^\\p{L}\\d]*(?:what|which) (${property})s? (?:do |does |are )?(?:the |our |all )*(?:sql )?((?:all-purpose )?(?:${kinds}))(?: (?:currently|now))? (?:have|has|of)(?: (?:currently|now|right now))?\\W*$`,
      'iu',
    ),
    'list all $2 with their $1?',
  ],
  // "Bronze tables list, w/ owner".
  [
    new RegExp(
      `^[^\\p{L}\\d]*([\\p{L}-]+ (?:${kinds})) list,? (?:with|w/) (?:the |their )?(${property})s?\\W*$`,
      'iu',
    ),
    'list $1 with $2',
  ],
  // "Which jobs do we have in `prod-eu` and what team owns each?"
  [
    new RegExp(
      `(?<=^[^\\p{L}\\d]*|[.!] )(?:which|what) (${kinds}) (?:do we have|are there|exist|have we(?: got)?)( in \\S+)?,? and (?:which|what) (team|owner|user) (?:owns|has|runs) (?:each|them|each of them|each one)\\W*$`,
      'iu',
    ),
    'list all $1$2 with their $3',
  ],
  // "The data type of `a.b.c.d`": a column of a table.
  [
    new RegExp(`(?<![\\p{L}\\d_.])${fullName}\\.([\\p{L}_][\\p{L}\\d_]*)(?![\\p{L}\\d_.])`, 'giu'),
    'the column `$2` of $1',
  ],
  // "Which columns called `x` exist, and in which tables?"
  [
    /^[^\p{L}\d]*(?:which|what|are there|list) (?:all )?columns? (?:(?:that are |is )?(?:called|named)) [`"']?([\p{L}_][\p{L}\d_]*)[`"']?(?: exist| are there)?,? (?:and )?in (?:which|what) tables?\W*$/iu,
    'which tables have the column `$1`?',
  ],
  // "Does every table in `a` have a tag, and which have not?"
  [
    /^[^\p{L}\d]*(?:does|do|has|have) (?:every|each|all) (table|job|cluster|pipeline)s? in (?:the )?(?:catalog )?(\S+) (?:have|has|carry|got) (?:an? |the )?(.{3,40}?),? and (?:if not,? )?which (?:ones? )?(?:have not|haven['’]?t|has not|hasn['’]?t|do not|don['’]?t|does not|doesn['’]?t|not)\W*$/iu,
    'which $1s in the catalog $2 have no $3?',
  ],
  // "Tables nothing depends on".
  [
    /\btables? (?:that |which )?(?:nothing|nobody|no (?:other )?table) (?:depends|relies|is built|reads) (?:on|from)(?: (?:it|them))?(?:,? (?:i\.e\.|that is|meaning),? (?:with )?no downstream(?: tables?)?(?: at all)?)?/giu,
    'tables without downstream tables',
  ],
  [
    /\btables? (?:that |which )?(?:have|has|with) no (?:downstream(?: tables?)?|dependents|consumers)\b(?: at all)?/giu,
    'tables without downstream tables',
  ],
  // "`etl`: deleted? since when?"
  [
    /^[^\p{L}\d]*(?:(?:is|was) )?(\w+_\w+)(?::|,| [-–—])? (?:is it |was it |already )?(deleted|gone|removed)\?,? (?:and )?(?:since )?when\W*$/iu,
    'when was $1 deleted?',
  ],
  // "Orders table fresh?"
  [
    /^[^\p{L}\d]*(?:the |our )?(\w+) table (fresh|stale|healthy|unhealthy|ok|up to date)\W*$/iu,
    'is the table $1 $2?',
  ],
  [
    /^[^\p{L}\d]*([^\s,:?]+)(?: table)?(?:,|:)? (?:health|quality|freshness) (?:per|by|each) day\b/iu,
    'quality history of $1',
  ],
  // "When was `a.b.c` last written, and by whom?"
  [
    new RegExp(
      `\\bwhen (?:was|were) (?:the )?(?:table )?${fullName} last (?:written|filled|loaded|updated),? (?:and )?by (?:whom|who)\\b`,
      'giu',
    ),
    'who wrote $1 last',
  ],
  // "As of the latest check": what is so now.
  [
    /\b(?:as of|at|in|by|according to) (?:the|its|their) (?:latest|last|newest|most recent) (?:check|scan)s?\b/giu,
    'right now',
  ],
  // "Among the tables of `prod`, which one has most columns?"
  [
    /^[^\p{L}\d]*(?:among(?:st)?|out of|of|on|from)(?: all)?(?: of)? (?:the |our )?((?:\p{L}+ )?(?:clusters|warehouses|jobs|tables|pipelines|endpoints|users|teams|workspaces|queries)(?: [^,?:]{1,40})?)[,:] which(?: one| ones| of them)? /iu,
    'which $1 ',
  ],
  // "Which warehouses have the largest size?": sizes have words, and no number to sort by.
  [
    /\b(?:which|what) warehouses? (?:has|have|is of|are of) (?:the )?(?:largest|biggest|smallest) sizes?\b/giu,
    'list all warehouses with their size',
  ],
  // "Do we have any column with a mask, and which one is it?"
  [
    /^[^\p{L}\d]*(?:do we have|have we(?: got)?|is there|are there) (?:any|an?) (column|table|job|pipeline|warehouse|cluster|endpoint)s? ([^?,]{2,60}?)(?: on (?:it|them))?,? (?:and )?(?:if so,? )?which(?: ones?)?(?: is it| are they| is that)?\W*$/iu,
    'which $1s $2?',
  ],
  // "From which table does the `email` column in `a.b.c` come?"
  [
    new RegExp(
      `\\b(?:from|out of) which (?:tables?|columns?) does (?:the )?(?:column )?[\`"']?(\\w+)[\`"']?(?: column| field)? (?:in|of) ${fullName} come(?: from)?\\b`,
      'giu',
    ),
    'where does the column $1 of $2 come from',
  ],
];
