import { proxyActivities } from '@temporalio/workflow';
import type { BareSteps } from '../steps.ts';

const { classify, askDomain, synthesise, save } = proxyActivities<BareSteps>({
  startToCloseTimeout: '1 minute',
});

/** The steps of one question as eight activities, and nothing else. */
export async function bare(question: string): Promise<number> {
  const domains = await classify(question);
  const tables = await Promise.all(domains.map((domain) => askDomain(domain, question)));
  return save(await synthesise(tables));
}
