import { defineConfig } from 'vitest/config';

/** The tests that judge mutants: fast ones without engines, and seeds of the simulator in one process. */
export default defineConfig({
  test: {
    pool: 'forks',
    setupFiles: ['test/support/no-product-variables.ts'],
    include: [
      'test/{domain,causes}/**/*.test.ts',
      'test/mutants/seeds.test.ts',
      'test/simulator/{investigate,model-deadlines,commands,lane-commands,search-commands}.test.ts',
    ],
    isolate: false,
    testTimeout: 30_000,
  },
});
