import type { BareSteps } from '../steps.ts';
import { behindHttp, type HttpArm } from './behind-http.ts';

/** The baseline arm: the steps in one process, the five questions with `Promise.all`, without storage. */
export function createPlainArm(steps: BareSteps): Promise<HttpArm> {
  return behindHttp(async (question) => {
    const domains = await steps.classify(question);
    const tables = await Promise.all(domains.map((one) => steps.askDomain(one, question)));
    const answer = await steps.synthesise(tables);
    await steps.save(answer);
    return answer;
  });
}
