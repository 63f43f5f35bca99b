import { loadConfig } from '../config/index.ts';
import { cachedPage } from './page/cached-page.ts';

// Run when an image is built, so that the API finds the page in `CACHE_DIR`.
await cachedPage(loadConfig().local.cacheDir);
