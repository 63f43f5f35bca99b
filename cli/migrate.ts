import { migrate } from '../adapters/postgres/migrate.ts';
import { loadConfig, loadDotEnv } from '../config/index.ts';

loadDotEnv();
const { url } = loadConfig().database;
if (url === null) {
  console.error(
    'DATABASE_URL is not set. Set it, or run `npm start`, which migrates its own database.',
  );
  process.exitCode = 1;
} else {
  await migrate(url, (line) => console.error(line));
}
