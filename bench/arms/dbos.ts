import { DBOS } from '@dbos-inc/dbos-sdk';
import type { BareSteps } from '../steps.ts';
import { behindHttp, type HttpArm } from './behind-http.ts';

/**
 * The arm with DBOS: the steps of one workflow, each result written to PostgreSQL.
 *
 * Effect: creates the tables of DBOS in a schema of its own; one such arm a process.
 */
export async function createDbosArm(databaseUrl: string, steps: BareSteps): Promise<HttpArm> {
  const { classify, askDomain, synthesise, save } = steps;
  const answer = DBOS.registerWorkflow(
    async (question: string): Promise<string> => {
      const domains = await DBOS.runStep(() => classify(question), { name: 'classify' });
      const tables = await Promise.all(
        domains.map((domain) =>
          DBOS.runStep(() => askDomain(domain, question), { name: `ask ${domain}` }),
        ),
      );
      const text = await DBOS.runStep(() => synthesise(tables), { name: 'synthesise' });
      await DBOS.runStep(() => save(text), { name: 'save' });
      return text;
    },
    { name: 'answer' },
  );
  DBOS.setConfig({
    name: 'bench',
    systemDatabaseUrl: databaseUrl,
    systemDatabaseSchemaName: 'dbos',
    logLevel: 'error',
  });
  await DBOS.launch();
  const arm = await behindHttp(answer);
  return {
    ...arm,
    close: async () => {
      await arm.close();
      await DBOS.shutdown();
    },
  };
}
