import { DefaultLogger } from '@temporalio/worker';
import { loadConfig } from '../config/index.ts';
import { preparedBundle } from './prepared-bundle.ts';

// Run when an image is built, so that its workers find the bundle in `CACHE_DIR`.
const logger = new DefaultLogger('WARN', ({ message }) => process.stderr.write(`${message}\n`));
await preparedBundle(loadConfig().local.cacheDir, logger);
