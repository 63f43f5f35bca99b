import type { TestProject } from 'vitest/node';
import { ownEnvironment } from '../../config/environment.ts';

/** A real model, as the settings of the product name it; null when none was named. */
export type RealModel = Readonly<Record<string, string>> | null;

declare module 'vitest' {
  export interface ProvidedContext {
    model: RealModel;
  }
}

/** Names the model of the run, and says aloud when there is none. */
export function setup(project: TestProject): void {
  const {
    TEST_LLM_ENDPOINT: endpoint = '',
    TEST_LLM_MODEL: name = '',
    TEST_LLM_API_KEY: key = '',
  } = ownEnvironment();
  if (endpoint === '') {
    process.stderr.write(
      '\nSKIPPED: no real model was asked: set TEST_LLM_ENDPOINT to the base URL of one, and TEST_LLM_MODEL.\n',
    );
  }
  const model = {
    LLM_ENDPOINT: endpoint,
    ...(name === '' ? {} : { LLM_MODEL: name }),
    ...(key === '' ? {} : { LLM_API_KEY: key }),
  };
  project.provide('model', endpoint === '' ? null : model);
}
