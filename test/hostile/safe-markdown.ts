/** Markdown that loads, runs or leads somewhere else, or turns the direction of a line. */
const live =
  /(?<!\\)!\[|(?<!\\)\]\((?!https:\/\/docs\.databricks\.com\/)|(?<!\\)<[a-z/!]|\p{Bidi_Control}|^\[[^\]]+\]:|https?:\/\/(?!docs\.databricks\.com\/)|www\./imu;

/** What of an answer loads, runs or leads somewhere else, outside of code; null when nothing does. */
export function liveMarkdown(markdown: string): string | null {
  const shown = markdown.replaceAll(/(?<!\\)`[^`\n]*`/g, '');
  return live.exec(shown)?.[0] ?? null;
}
