import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { loadConfig, loadDotEnv, serviceUrl } from '../config/index.ts';
import { probe } from './find-service.ts';
import { createBridge } from './mcp/bridge.ts';
import { runCommand } from './run-command.ts';
import { asksForHelp, orUsage } from './usage-error.ts';

const usage = `npm --silent run mcp

Speaks the Model Context Protocol on standard input and output for a client that starts it, and passes
everything to the service at HEALTH_MONITOR_URL (default: the one of this machine), with HEALTH_MONITOR_TOKEN.`;

await runCommand(async () => {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    console.log(usage);
    return true;
  }
  orUsage(usage, () => parseArgs({ args, options: {} }));
  loadDotEnv();
  const { url: named, host, port, token } = loadConfig().api;
  const url = named ?? serviceUrl(host, port);
  if ((await probe(url)) !== 'ours')
    throw new Error(
      `No Health Monitor answers at ${url}: start one with \`npm start\`, or set HEALTH_MONITOR_URL.`,
    );
  const bridge = createBridge({ url: `${url}/mcp`, token }, (line) => process.stdout.write(line));
  for await (const line of createInterface({ input: process.stdin })) bridge.pass(line);
  await bridge.end();
  return true;
}, 2);
