import type { ApiClient } from '../client/index.ts';
import { endSignal, loadConfig, loadDotEnv } from '../config/index.ts';
import { findService } from './find-service.ts';
import { runCommand } from './run-command.ts';
import { createApi } from './service-client.ts';

/** A command of a service: how its arguments are read, and what it does. */
export type ServiceCommand<Command extends { readonly name: string }> = {
  readonly usage: string;
  /** @throws {UsageError} */
  readonly read: (args: readonly string[]) => Command;
  readonly run: (
    api: ApiClient,
    command: Exclude<Command, { readonly name: 'help' }>,
  ) => Promise<boolean>;
};

const isHelp = <Command extends { readonly name: string }>(
  command: Command,
): command is Extract<Command, { readonly name: 'help' }> => command.name === 'help';

/**
 * Runs a command against the service that the settings name, or one of this machine that is started for it.
 *
 * Effect: as `runCommand`; stops what it started.
 */
export async function runServiceCommand<Command extends { readonly name: string }>({
  usage,
  read,
  run,
}: ServiceCommand<Command>): Promise<void> {
  await runCommand(async () => {
    const command = read(process.argv.slice(2));
    if (isHelp(command)) {
      console.log(usage);
      return true;
    }
    loadDotEnv();
    const service = await findService(loadConfig(), (line) => console.error(line), endSignal());
    try {
      return await run(
        createApi(service.url, service.token),
        command as Exclude<Command, { readonly name: 'help' }>,
      );
    } finally {
      await service.stop();
    }
  });
}
