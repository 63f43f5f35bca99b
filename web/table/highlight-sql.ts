import highlighter from 'highlight.js/lib/core';
import sqlLanguage from 'highlight.js/lib/languages/sql';
import { sanitized } from '../answer/render-markdown.ts';

highlighter.registerLanguage('sql', sqlLanguage);

/** A statement with its words in classes `hljs-…`. */
export function highlightSql(sql: string): DocumentFragment {
  return sanitized(highlighter.highlight(sql, { language: 'sql' }).value);
}
