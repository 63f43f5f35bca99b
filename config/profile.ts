import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from './home-folder.ts';

/**
 * The workspace that a profile of the Databricks CLI names: its `host` in `~/.databrickscfg`, or in the
 * file that `DATABRICKS_CONFIG_FILE` names.
 *
 * Effect: reads the file.
 *
 * @returns Null when there is no such file, profile or host.
 */
export function hostOfProfile(profile: string, file: string | undefined): string | null {
  let text: string;
  try {
    text = readFileSync(file || join(homeFolder() ?? '', '.databrickscfg'), 'utf8');
  } catch {
    return null;
  }
  let section = '';
  // `trim` also removes the mark that editors of Windows put in front.
  for (const line of text.split('\n').map((one) => one.trim())) {
    section = /^\[(.+)\]$/.exec(line)?.[1]?.trim() ?? section;
    const host = /^host\s*=\s*(\S+)$/.exec(line)?.[1];
    if (section === profile && host !== undefined) return host;
  }
  return null;
}
