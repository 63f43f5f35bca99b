import type { Domain } from '../domain/domains.ts';
import { AppError } from '../domain/errors.ts';

/**
 * Carries out plans one after the other; where the workspace fails, that is said and the rest is left as it is.
 *
 * Effect: as `carryOut`.
 */
export async function inTurn<Plan extends { readonly wanted: { readonly domain: Domain } }, Done>(
  plans: readonly Plan[],
  carryOut: (plan: Plan) => Promise<Done>,
  say: (line: string) => void,
): Promise<readonly Done[]> {
  const done: Done[] = [];
  for (const plan of plans) {
    try {
      done.push(await carryOut(plan));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      say(`${plan.wanted.domain}: ${error.message}`);
      break;
    }
  }
  return done;
}
