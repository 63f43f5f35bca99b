import { describe } from 'vitest';
import { browserPath } from './browser.ts';

/** `describe`, skipped where there is no browser. */
export const describeInBrowser = describe.skipIf(browserPath === null);
