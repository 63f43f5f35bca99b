import { createHash } from 'node:crypto';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Tells our items from an owner's, also when the file that one came from is gone. */
const ours = hash('health-monitor').slice(0, 8);

/**
 * The id of an item in a Genie space: 32 hex digits, the same for the same path.
 *
 * @param path Where the item is written, such as `sql/questions/cost/spend_by_day.sql`.
 */
export const itemId = (path: string): string => `${ours}${hash(path).slice(0, 24)}`;

/** Whether an item's id was made by `itemId`. */
export const isOurs = (id: string): boolean => id.startsWith(ours);
