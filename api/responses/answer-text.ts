import type { Answer } from '../../domain/answer.ts';

/** What of an answer its text is made of. */
export type AnswerText = Pick<Answer, 'markdown' | 'citations' | 'sources'>;

/** A place of a text, counted in UTF-16 units, that stands for something on another page. */
export type Annotation = {
  readonly type: 'url_citation';
  readonly start_index: number;
  readonly end_index: number;
  readonly url: string;
  readonly title: string;
};

const marker = /\[([a-z_]+:\d+)\]/g;

/** The text of an answer in the pieces in which it is sent: lines, with the breaks behind them. Pure. */
export const piecesOf = ({ markdown }: AnswerText): readonly string[] =>
  markdown.match(/[^\n]+\n*|\n+/g) ?? [];

/**
 * What the markers of an answer stand for, in the order of the text.
 *
 * Pure.
 *
 * @param page Address of the page that shows the rows.
 */
export function annotationsOf(answer: AnswerText, page: string): readonly Annotation[] {
  const cells = new Map(
    answer.citations.map(({ marker: name, column, value }) => [
      name,
      { url: page, title: `${name}: ${column ?? 'rows'} = ${String(value)}` },
    ]),
  );
  const sources = new Map(
    (answer.sources ?? []).map(({ marker: name, title, url }) => [
      name,
      { url: url ?? page, title },
    ]),
  );
  return [...answer.markdown.matchAll(marker)].flatMap((match) => {
    const [text, name = ''] = match;
    const target = cells.get(name) ?? sources.get(name);
    return target === undefined
      ? []
      : [
          {
            type: 'url_citation' as const,
            start_index: match.index,
            end_index: match.index + text.length,
            ...target,
          },
        ];
  });
}
