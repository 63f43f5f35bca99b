/** A place of a question where things are listed: its words before and after, and the things between. */
export type Coordination = {
  readonly before: string;
  readonly things: readonly string[];
  readonly after: string;
};

type Token = { readonly text: string; readonly from: number; readonly to: number };

/** Words between things that are listed: each of them, and where they stand between two. */
const joinsOf = (words: string) => ({
  word: new RegExp(`^(?:${words})$`, 'i'),
  between: new RegExp(`\\s*,\\s*(?:(?:${words})\\s+)?|\\s+(?:${words})\\s+`, 'i'),
});
const byAnd = joinsOf('and|plus|&|\\+');
/** Where it is the same whether all or any of the things are meant. */
export const byAndOr = joinsOf('and|plus|&|\\+|or|nor');

/** Words that are no part of what is named: a listed thing ends before them. */
const outside = new RegExp(
  `^(?:${[
    'a an the all any both each every my our their its this that these those some',
    'i we you they it he she who whom whose which what when where why how many much',
    'is are was were be been do does did has have had can could will would should',
    'show give tell list compare get see want need know say find check please pls me us there',
    'in on over for since from during at by per with within between until before after to than as across under about',
    'yesterday today tonight now currently right last past previous current next ago so far up',
    'day days week weeks weekend month months quarter year',
    'changed change changes develop developed moved went go look looked grew fell rose happened vs versus if or but not',
  ]
    .join(' ')
    .split(' ')
    .join('|')})(?:['’]s)?$|['’]s$|^\\d`,
  'i',
);

/** A mark behind a word that ends what is named; a comma may stand between two things. */
const ends = /[:;.?!–—]$/;

const bare = ({ text }: Token): string => text.replaceAll(/^[("“]+|[),;:.?!”"]+$/g, '');

/** "hours of waiting" is one thing, "queries of prod-us" is limited to a name. */
function isOutside(tokens: readonly Token[], index: number): boolean {
  const [token, next] = [tokens[index], tokens[index + 1]];
  if (token === undefined) return true;
  if (/^of$/i.test(token.text)) return next === undefined || isName(bare(next));
  return outside.test(bare(token));
}

const isName = (word: string): boolean => /[-_.@\d]/.test(word);

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/\S+/g)].map((found) => ({
    text: found[0],
    from: found.index,
    to: found.index + found[0].length,
  }));
}

/** How far the things before a conjunction reach back, and those behind it forward; as indexes of words. */
function boundsOf(tokens: readonly Token[], at: number): readonly [first: number, last: number] {
  let first = at;
  while (first > 0) {
    if (ends.test(tokens[first - 1]?.text ?? '') || isOutside(tokens, first - 1)) break;
    first -= 1;
  }
  let last = at;
  while (last + 1 < tokens.length) {
    if (isOutside(tokens, last + 1)) break;
    last += 1;
    if (/[,:;.?!–—]$/.test(tokens[last]?.text ?? '')) break;
  }
  return [first, last];
}

/**
 * The places where a question lists things with "and": "yesterday's total spend and number of failed
 * runs" lists two. What is no list of things ("and which of them fail") is none.
 *
 * Pure.
 */
export function coordinationsIn(
  question: string,
  { word, between }: ReturnType<typeof joinsOf> = byAnd,
): readonly Coordination[] {
  const tokens = tokensOf(question);
  return tokens.flatMap((token, at) => {
    if (!word.test(bare(token))) return [];
    const [first, last] = boundsOf(tokens, at);
    const [begin, end] = [tokens[first], tokens[last]];
    if (first === at || last === at || begin === undefined || end === undefined) return [];
    const mark = /[),;:.?!”"]*$/.exec(end.text)?.[0].length ?? 0;
    const listed = question.slice(begin.from, end.to - mark);
    const things = listed.split(between).filter((thing) => thing !== '');
    const before = question.slice(0, begin.from).replace(/\bboth\s+$/i, '');
    return [{ before, things, after: question.slice(end.to - mark) }];
  });
}

/** The question about some of the things only. Pure. */
export const onlyAbout = ({ before, after }: Coordination, things: readonly string[]): string =>
  `${before}${things.join(' and ')}${after}`;
