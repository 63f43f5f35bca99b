import { withoutMarkers } from '../../domain/citations.ts';
import type { SessionHistory } from '../../domain/memory-port.ts';
import { cut } from '../../domain/text.ts';

/** How much of an earlier message a model is shown, in UTF-16 units. */
const longestMessage = 1_500;

/**
 * Writes text that others wrote as one line that cannot leave its place in a prompt: a JSON string
 * has no line break, and `</` in it is written `<\/`, so that no tag of ours is closed.
 */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('</', '<\\/');
}

/** The earlier turns of a session for a prompt, oldest first, one line each; of long ones that share. */
export function quotedHistory(
  { messages, earlier, recalled = [] }: SessionHistory,
  share = 1,
): string {
  if (messages.length === 0 && recalled.length === 0) return '(none)';
  const lines = messages.map(
    ({ role, content }) =>
      `${role}: ${quoted(cut(withoutMarkers(content), longestMessage * share))}`,
  );
  const before = recalled.map(
    ({ kind, text, at }) =>
      `earlier ${kind} of ${at.slice(0, 10)}: ${quoted(cut(text, longestMessage * share))}`,
  );
  return [
    ...before,
    ...(earlier === undefined ? [] : [`summary: ${quoted(earlier)}`]),
    ...lines,
  ].join('\n');
}
