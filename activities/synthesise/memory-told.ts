import { titleOf } from '../../domain/citations.ts';
import type { Evidence } from '../../domain/evidence.ts';
import { literal } from '../../domain/markdown.ts';
import type { UsedPreference } from '../../domain/preferences.ts';
import type { Routing } from '../../domain/routing.ts';
import { preferenceText } from '../../domain/preferences.ts';

/** What the answer says of the owner's memory. */
export type MemoryTold = {
  /** What was applied. */
  readonly used: readonly UsedPreference[];
  readonly caveats: readonly string[];
  /** The reply to a message that only told preferences; null for any other. */
  readonly noted: string | null;
};

/** Names of rows that are shown of one table. */
const mostNamed = 3;

/**
 * What of the owner's memory an answer used, with its source, and what could not be applied: a workspace
 * counts as applied only where a query or a row has it.
 *
 * Pure.
 */
export function memoryTold(
  routing: Pick<Routing, 'memory'> | null,
  evidence: readonly Evidence[],
  hasLanes: boolean,
): MemoryTold {
  const { used: asked, learned } = routing?.memory ?? { used: [], learned: [] };
  const missed = asked.filter((one) => !isTaken(one, evidence));
  const used = asked.filter((one) => !missed.includes(one));
  const remembered = learned.map(({ key, value }) =>
    value === null ? `${key} is forgotten` : literal(preferenceText(key, value)),
  );
  if (!hasLanes && remembered.length > 0) {
    return { used: [], caveats: [], noted: noted(remembered) };
  }
  return {
    used,
    noted: null,
    caveats: [
      ...missed.map(
        ({ text }) =>
          `“${literal(text)}”, as you prefer, could not be applied: no query and no row of this answer has it.`,
      ),
      ...(used.length === 0 ? [] : [`From your preferences: ${used.map(told).join('; ')}.`]),
      ...used.flatMap((one) => flagged(one, evidence)),
      ...(remembered.length === 0
        ? []
        : [`Remembered for your next questions: ${remembered.join('; ')}.`]),
    ],
  };
}

const noted = (remembered: readonly string[]): string =>
  `Noted: ${remembered.join('; ')}. It holds for your next questions; \`npm run ask -- memory\` shows and changes what is remembered.`;

function isTaken({ key, value }: UsedPreference, evidence: readonly Evidence[]): boolean {
  if (key !== 'preferredWorkspace' || evidence.length === 0) return true;
  const name = String(value).toLowerCase();
  return evidence.some(
    ({ sql, parameters, rows }) =>
      sql.toLowerCase().includes(name) ||
      parameters.some((one) => one.value.toLowerCase() === name) ||
      rows.some((row) => row.some((cell) => String(cell).toLowerCase() === name)),
  );
}

function told({ text, source }: UsedPreference): string {
  const day = source.at.slice(0, 10);
  const how =
    source.said === null ? `set on ${day}` : `you said “${literal(source.said)}” on ${day}`;
  return `${literal(text)} (${how})`;
}

/** The rows of each table that cost more than the owner's threshold. */
function flagged({ key, value }: UsedPreference, evidence: readonly Evidence[]): readonly string[] {
  if (key !== 'costThresholdUsd') return [];
  const limit = Number(value);
  return evidence.flatMap((table) => {
    const cost = table.columns.findIndex(({ is, unit }) => is === 'measure' && unit === 'USD');
    const name = table.columns.findIndex(({ is }) => is === 'label' || is === 'key');
    const above = table.rows.filter((row) => cost >= 0 && Number(row[cost]) > limit);
    if (cost < 0) return [];
    const names = above
      .slice(0, mostNamed)
      .flatMap((row) => (name < 0 || row[name] === null ? [] : literal(String(row[name]))));
    const which = names.length === 0 ? '' : `: ${names.join(', ')}`;
    const more = above.length > names.length && names.length > 0 ? ' …' : '';
    return [
      `Above ${limit} USD in “${titleOf(table)}”: ${above.length} of ${table.rows.length} rows${which}${more}.`,
    ];
  });
}
