import type { ApiClient, components } from '../client/index.ts';
import type { WatchEvent } from '../domain/watch.ts';
import { runServiceCommand } from './run-service-command.ts';
import { ours } from './service-client.ts';
import { readWatchArguments, usage } from './watch/arguments.ts';
import type { WatchCommand } from './watch/arguments.ts';
import { watchLines, watchPage } from './watch/lines.ts';
import type { ShownWatch } from './watch/lines.ts';

/** What a command asks; the service checks it. */
type NewWatch = components['schemas']['NewWatch'];
type WithLog = ShownWatch & { readonly events: readonly WatchEvent[] };

const one = '/v1/watches/{id}';

const list = async (api: ApiClient): Promise<readonly ShownWatch[]> =>
  (await ours<{ watches: readonly ShownWatch[] }>(api.GET('/v1/watches'))).watches;

/** The id of a watch that is named by its id or its name. */
async function idOf(api: ApiClient, which: string): Promise<string> {
  const found = (await list(api)).find(({ id, name }) => id === which || name === which);
  if (found === undefined) throw new Error(`You have no watch “${which}”: npm run watch -- list`);
  return found.id;
}

async function run(
  api: ApiClient,
  command: Exclude<WatchCommand, { name: 'help' }>,
): Promise<readonly string[]> {
  if (command.name === 'list') return watchLines(await list(api));
  if (command.name === 'add')
    return watchPage(await ours(api.POST('/v1/watches', { body: command.body as NewWatch })));
  const of = { params: { path: { id: await idOf(api, command.which) } } };
  const shown = async (call: Promise<{ readonly data?: unknown }>): Promise<readonly string[]> =>
    watchPage(await ours<WithLog>(call));
  switch (command.name) {
    case 'show':
      return shown(api.GET(one, of));
    case 'delete':
      await api.DELETE(one, of);
      return [`${command.which} is watched no longer.`];
    case 'snooze':
      return shown(api.POST(`${one}/snooze`, { ...of, body: { hours: command.hours } }));
    case 'pause':
    case 'resume':
    case 'acknowledge':
      return shown(api.POST(`${one}/${command.name}`, of));
  }
}

await runServiceCommand({
  usage,
  read: readWatchArguments,
  run: async (api, command) => {
    for (const line of await run(api, command)) console.log(line);
    return true;
  },
});
