import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { neutralEnvironment } from '../../config/index.ts';

/** Of whoever started this run, which removes it. */
const given = neutralEnvironment()['COMPILED_CODE'] ?? null;

/** Folder of this run for the code that Node compiles in the processes that suites start. */
export const compiledCode = given ?? join(tmpdir(), `health-monitor-compiled-${process.pid}`);

/** Effect: removes the folder at the end of the run; a process that ends may still be writing to it. */
export const teardown = async (): Promise<void> => {
  if (given === null) await rm(compiledCode, { recursive: true, force: true, maxRetries: 5 });
};
