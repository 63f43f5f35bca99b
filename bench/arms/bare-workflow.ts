import { proxyActivities } from '@temporalio/workflow';
import type { BareSteps } from '../steps.ts';

const { classify, askDomain, synthesise, save } = proxyActivities<BareSteps>({
  startToCloseTimeout: '1 minute',
});

/** Runs the steps of one question as eight activities, without other work. */
export async function bare(question: string): Promise<string> {
  const domains = await classify(question);
  const tables = await Promise.all(domains.map((domain) => askDomain(domain, question)));
  const answer = await synthesise(tables);
  await save(answer);
  return answer;
}
