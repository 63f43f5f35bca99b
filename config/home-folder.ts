import { existsSync } from 'node:fs';
import { homedir } from 'node:os';

/**
 * The user's home folder: HOME, else what the system's list of users says; null for a user who is not in
 * that list, and for one whose folder does not exist, such as `nobody`.
 *
 * Effect: looks whether the folder exists.
 */
export function homeFolder(): string | null {
  try {
    const home = homedir();
    return existsSync(home) ? home : null;
  } catch {
    return null;
  }
}
