import { createApiKeyStore } from '../adapters/postgres/api-keys.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';
import type { ApiKeyStore } from '../domain/access-ports.ts';
import { findDatabase } from './find-database.ts';
import { readKeysArguments, usage } from './keys/arguments.ts';
import type { KeysCommand } from './keys/arguments.ts';
import { keyLines } from './keys/key-list.ts';
import { runCommand } from './run-command.ts';

/** The key alone goes to standard output, so that a script can take it from there. */
async function run(
  command: Exclude<KeysCommand, { name: 'help' }>,
  keys: ApiKeyStore,
): Promise<boolean> {
  switch (command.name) {
    case 'create': {
      const { key, text } = await keys.create(command.key);
      const until = new Date(key.expiresAtMs).toISOString().slice(0, 10);
      console.error(
        `Key ${key.id} acts as ${key.principal} (${key.role}) until ${until}. It is shown once:`,
      );
      console.log(text);
      return true;
    }
    case 'list':
      for (const line of keyLines(await keys.list(), Date.now())) console.log(line);
      return true;
    case 'revoke': {
      const isRevoked = await keys.revoke(command.id);
      console.error(
        isRevoked
          ? `Key ${command.id} lets nobody in any more.`
          : `There is no key ${command.id}, or it is revoked already.`,
      );
      return isRevoked;
    }
  }
}

await runCommand(async () => {
  const command = readKeysArguments(process.argv.slice(2));
  if (command.name === 'help') {
    console.log(usage);
    return true;
  }
  loadDotEnv();
  const config = loadConfig();
  const pool = createPool(findDatabase(config), 1);
  try {
    return await run(command, createApiKeyStore(pool));
  } finally {
    await pool.end();
  }
});
