import { proxyActivities } from '@temporalio/workflow';
import type { BareSteps } from '../steps.ts';

const { classify, askDomain, synthesise, save } = proxyActivities<BareSteps>({
  startToCloseTimeout: '1 minute',
});

/** Runs the steps of one question as eight activities, without other work. */
export async function bare(question: string): Promise<number> {
  const domains = await classify(question);
  const tables = await Promise.all(domains.map((domain) => askDomain(domain, question)));
  return save(await synthesise(tables));
}
