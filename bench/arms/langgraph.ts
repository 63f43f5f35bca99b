import { randomUUID } from 'node:crypto';
import { Annotation, END, Send, START, StateGraph } from '@langchain/langgraph';
import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';
import pg from 'pg';
import type { Domain } from '../../domain/domains.ts';
import type { BareSteps, Rows } from '../steps.ts';
import { behindHttp, type HttpArm } from './behind-http.ts';

/**
 * The arm with LangGraph: the steps as nodes, five of them sent at once, each checkpoint written to
 * PostgreSQL before the next step begins.
 *
 * Effect: creates the tables of the saver in a schema of its own.
 */
export async function createLangGraphArm(databaseUrl: string, steps: BareSteps): Promise<HttpArm> {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  const checkpointer = new PostgresSaver(pool, undefined, { schema: 'langgraph' });
  await checkpointer.setup();
  const graph = graphOf(steps).compile({ checkpointer });
  const arm = await behindHttp(async (question) => {
    const config = { configurable: { thread_id: randomUUID() }, durability: 'sync' as const };
    return (await graph.invoke({ question }, config)).answer;
  });
  return {
    ...arm,
    close: async () => {
      await arm.close();
      await pool.end();
    },
  };
}

const State = Annotation.Root({
  question: Annotation<string>,
  domains: Annotation<readonly Domain[]>,
  tables: Annotation<readonly Rows[], readonly Rows[]>({
    reducer: (all, some) => [...all, ...some],
    default: () => [],
  }),
  answer: Annotation<string>,
});

type Asked = { readonly domain: Domain; readonly question: string };

function graphOf({ classify, askDomain, synthesise, save }: BareSteps) {
  return new StateGraph(State)
    .addNode('classify', async ({ question }) => ({ domains: await classify(question) }))
    .addNode('askDomain', async ({ domain, question }: Asked) => ({
      tables: [await askDomain(domain, question)],
    }))
    .addNode('synthesise', async ({ tables }) => ({ answer: await synthesise(tables) }))
    .addNode('save', async ({ answer }) => {
      await save(answer);
      return {};
    })
    .addEdge(START, 'classify')
    .addConditionalEdges(
      'classify',
      ({ domains, question }) =>
        domains.map((domain) => new Send('askDomain', { domain, question })),
      ['askDomain'],
    )
    .addEdge('askDomain', 'synthesise')
    .addEdge('synthesise', 'save')
    .addEdge('save', END);
}
