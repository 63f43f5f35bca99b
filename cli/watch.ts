import { endSignal, loadConfig, loadDotEnv } from '../config/index.ts';
import type { WatchEvent } from '../domain/watch.ts';
import { findService } from './find-service.ts';
import { runCommand } from './run-command.ts';
import { deleteResource, read, send } from './service-client.ts';
import { readWatchArguments, usage } from './watch/arguments.ts';
import type { WatchCommand } from './watch/arguments.ts';
import { watchLines, watchPage } from './watch/lines.ts';
import type { ShownWatch } from './watch/lines.ts';

type Access = { readonly url: string; readonly token: string | null };
type WithLog = ShownWatch & { readonly events: readonly WatchEvent[] };

const list = async ({ url, token }: Access): Promise<readonly ShownWatch[]> =>
  (await read<{ watches: readonly ShownWatch[] }>(`${url}/v1/watches`, token)).watches;

/** The id of a watch that is named by its id or its name. */
async function idOf(access: Access, which: string): Promise<string> {
  const found = (await list(access)).find(({ id, name }) => id === which || name === which);
  if (found === undefined) throw new Error(`You have no watch “${which}”: npm run watch -- list`);
  return found.id;
}

async function run(
  access: Access,
  command: Exclude<WatchCommand, { name: 'help' }>,
): Promise<readonly string[]> {
  const { url, token } = access;
  if (command.name === 'list') return watchLines(await list(access));
  if (command.name === 'add')
    return watchPage(await send<WithLog>(`${url}/v1/watches`, command.body, { token }));
  const self = `${url}/v1/watches/${await idOf(access, command.which)}`;
  if (command.name === 'show') return watchPage(await read<WithLog>(self, token));
  if (command.name === 'delete') {
    await deleteResource(self, token);
    return [`${command.which} is watched no longer.`];
  }
  const body = command.name === 'snooze' ? { hours: command.hours } : {};
  return watchPage(await send<WithLog>(`${self}/${command.name}`, body, { token }));
}

await runCommand(async () => {
  const command = readWatchArguments(process.argv.slice(2));
  if (command.name === 'help') {
    console.log(usage);
    return true;
  }
  loadDotEnv();
  const service = await findService(loadConfig(), (line) => console.error(line), endSignal());
  try {
    for (const line of await run(service, command)) console.log(line);
    return true;
  } finally {
    await service.stop();
  }
});
