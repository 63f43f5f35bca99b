import { writeFile } from 'node:fs/promises';
import { DefaultLogger } from '@temporalio/worker';
import { bundleWorkflows } from './bundle.ts';

// Run by `bundleWorkflows`, with the file for the bundle.
const [file = ''] = process.argv.slice(2);
const logger = new DefaultLogger('WARN', ({ message }) => process.stderr.write(`${message}\n`));
await writeFile(file, (await bundleWorkflows(logger)).code);
