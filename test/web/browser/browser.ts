import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where systems keep a Chromium: Debian, Ubuntu, Fedora, Google's packages, macOS, Windows. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser of this machine; null when it has none. */
export const browserPath: string | null = places.find((place) => existsSync(place)) ?? null;

if (browserPath === null) {
  process.stderr.write(
    'SKIPPED: the tests of the page need a browser. Install one, as with `apt-get install chromium`.\n',
  );
}

/** What went wrong on a page since it was opened. */
export type Opened = AsyncDisposable & {
  readonly page: Page;
  /** Errors of scripts, of the console, and what the policy refused. */
  readonly complaints: readonly string[];
  /** Addresses of requests, in order. */
  readonly requested: readonly string[];
};

/** How a page is looked at. */
export type OpenOptions = {
  readonly dark?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly timeZone?: string;
  readonly noScript?: boolean;
};

/** A browser without a profile. The sandbox of Chromium does not work as root, as in containers. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath ?? '',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}

/** Opens an empty page of its own; its disposal closes it. */
export async function open(browser: Browser, options: OpenOptions = {}): Promise<Opened> {
  const { dark = false, width = 1280, height = 900, timeZone = 'Europe/Berlin' } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    timezoneId: timeZone,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    javaScriptEnabled: options.noScript !== true,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requested: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${error.name}: ${error.message}`));
  page.on('console', (message) => {
    // What the service refuses is told by the page itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('request', (request) => requested.push(request.url()));
  return {
    page,
    complaints,
    requested,
    [Symbol.asyncDispose]: () => context.close(),
  };
}
