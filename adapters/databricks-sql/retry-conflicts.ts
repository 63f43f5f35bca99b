import { setTimeout as delay } from 'node:timers/promises';
import { isConflict } from './failure.ts';

const mostAttempts = 12;
const shortestMs = 25;
const longestMs = 800;

/**
 * Repeats a statement while other writers change what it reads, after waits that grow and differ.
 *
 * Effect: that of `work`, which must be harmless to repeat.
 *
 * @throws What `work` threw last.
 */
export async function retryConflicts<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || attempt === mostAttempts) throw error;
      const most = Math.min(longestMs, shortestMs * 2 ** attempt);
      await delay(shortestMs + Math.random() * most);
    }
  }
}
