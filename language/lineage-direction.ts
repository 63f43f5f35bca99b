/** "Which tables feed X?", "what goes into X?". */
const feeding =
  /^\W*(?:what|which)(?: other)?(?: (?:tables?|sources?|data|datasets?|things?))?(?: \w+){0,2}? (?:feeds?|fed|are feeding|is feeding|flows? into|goes? into|populates?) (?:into )?(?:the )?(?:table )?(?!(?:does|do|is)\b)(\S+)\W*$/iu;
/** "What is X built from?". */
const built =
  /^\W*(?:(?:from|out of) )?(?:what tables?|what sources?|what|which tables?|which sources?|where)(?: \w+)? (?:is|does|was|did) (?:the )?(?:table )?(\S+) (?:get |gets )?(?:built|made|derived|computed|filled|populated|fed|loaded|come|comes|(?:its|the|their) (?:data|rows|input|records))(?: (?:from|of|out of|by))?\W*$/iu;

/** "Which tables are fed by X?", "what gets its data from X?": what it feeds. */
const fedBy =
  /^\W*(?:what|which)(?: other)?(?: (?:tables?|data|datasets?|things?))? (?:is|are|was|were|gets?|got)(?: \w+ly)? (?:(?:fed|filled|populated|built|loaded|derived|computed|made)(?: \w+ly)? (?:by|from|out of)|(?:its|their) (?:data|rows|input) from) (?:the )?(?:table )?(\S+?)\W*$/iu;

/**
 * A question for the sources of a table in words of one order: the same words in another order ask for what
 * the table feeds. Others stay as they are.
 *
 * Pure.
 */
export function withSources(question: string): string {
  const source = fedBy.exec(question)?.[1];
  if (source?.includes('.') === true) return `which tables does ${source} feed?`;
  const table = (feeding.exec(question) ?? built.exec(question))?.[1];
  return table === undefined || !table.includes('.')
    ? question
    : `Which tables does ${table} come from?`;
}
