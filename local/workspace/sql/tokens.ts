/** A piece of a statement; `code` is white space, a word, a number or a sign. */
export type Token = {
  readonly kind: 'text' | 'name' | 'comment' | 'space' | 'number' | 'word' | 'sign';
  readonly text: string;
};

const pieces: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /(?:\b[rR](?=['"]))?(?:'(?:[^'\\]|''|\\[\s\S])*'|"(?:[^"\\]|""|\\[\s\S])*")/y],
  ['name', /`(?:[^`]|``)*`/y],
  ['comment', /--[^\n]*|\/\*[\s\S]*?\*\//y],
  ['space', /\s+/y],
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?:BD|[LSYDF])?\b/iy],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['sign', /<=>|::|<=|>=|<>|!=|==|\|\||->|\/\/|\*\*|[\s\S]/y],
];

/** Splits a statement into tokens; joined, their texts are the statement. Pure. */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length;) {
    for (const [kind, pattern] of pieces) {
      pattern.lastIndex = at;
      const text = pattern.exec(sql)?.[0];
      if (text === undefined || text === '') continue;
      tokens.push({ kind, text });
      at += text.length;
      break;
    }
  }
  return tokens;
}

const isBlank = ({ kind }: Token): boolean => kind === 'space' || kind === 'comment';

/** Tokens with a cursor that sees past white space and comments. */
export class TokenList {
  readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  /** Index of the next token after `index` that is not blank; the length when there is none. */
  after(index: number): number {
    let next = index + 1;
    while (next < this.tokens.length && isBlank(this.tokens[next] as Token)) next += 1;
    return next;
  }

  /** Index of the last token before `index` that is not blank; -1 when there is none. */
  before(index: number): number {
    let last = index - 1;
    while (last >= 0 && isBlank(this.tokens[last] as Token)) last -= 1;
    return last;
  }

  /** The token's text in lower case; empty outside of the statement and for texts and names. */
  code(index: number): string {
    const token = this.tokens[index];
    return token === undefined || token.kind === 'text' || token.kind === 'name'
      ? ''
      : token.text.toLowerCase();
  }

  /** Whether the codes of the tokens from `index` on, blanks left out, are these. */
  has(index: number, ...codes: readonly string[]): boolean {
    let at = index;
    for (const code of codes) {
      if (this.code(at) !== code) return false;
      at = this.after(at);
    }
    return true;
  }

  /** Index of the bracket that closes the one at `index`; the length when none does. */
  closing(index: number): number {
    let depth = 0;
    for (let at = index; at < this.tokens.length; at += 1) {
      const code = this.code(at);
      if (code === '(' || code === '[') depth += 1;
      else if (code === ')' || code === ']') depth -= 1;
      if (depth === 0) return at;
    }
    return this.tokens.length;
  }

  /** Index of the bracket that the one at `index` closes; -1 when there is none. */
  opening(index: number): number {
    let depth = 0;
    for (let at = index; at >= 0; at -= 1) {
      const code = this.code(at);
      if (code === ')' || code === ']') depth += 1;
      else if (code === '(' || code === '[') depth -= 1;
      if (depth === 0) return at;
    }
    return -1;
  }

  /** Whether the token can end an operand, so that an operator may follow it. */
  endsOperand(index: number): boolean {
    const token = this.tokens[index];
    if (token === undefined) return false;
    if (token.kind === 'word') return !opens.has(token.text.toLowerCase());
    return token.kind !== 'sign' || token.text === ')' || token.text === ']';
  }
}

/** Words after which an operand begins. */
const opens = new Set(
  'select distinct all where on and or not in like ilike when then else case by having qualify limit offset between is from join using values with as union except intersect over interval return returns end'
    .split(' ')
    .filter((word) => word !== 'end'),
);
