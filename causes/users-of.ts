import { dayMs } from '../language/time/span.ts';
import type { Asker } from './asker.ts';
import { actionSeries } from './checks.ts';
import { daysAsked } from './symptom/find-symptom.ts';
import { msOf, textOf } from './symptom/rows.ts';
import { windowAsked } from './symptom/window-asked.ts';

const address = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g;
/** An address that more people came from is told of by itself. */
const mostUsers = 1;

/**
 * A question about an address from which one user alone worked, as one about that user: what was done stands
 * with users.
 *
 * Effect: reads the actions by day where the question has an address.
 */
export async function withUsersOf(
  question: string,
  asker: Asker,
  { nowMs, timeZone }: { readonly nowMs: number; readonly timeZone: string },
): Promise<string> {
  const addresses = [...new Set(question.match(address))];
  if (addresses.length === 0) return question;
  const check = actionSeries(nowMs);
  await asker.ask([{ hypothesis: 'symptom', checks: [check] }]);
  const { fromDay, toDay } = daysAsked(windowAsked(question, nowMs, timeZone), nowMs);
  const rows = asker.look(check).filter((row) => {
    const day = (msOf(row, 'event_date') ?? NaN) / dayMs;
    return day >= fromDay && day < toDay;
  });
  return addresses.reduce((text, one) => {
    const own = rows.filter((row) => textOf(row, 'source_ip_address') === one);
    const users = [...new Set(own.flatMap((row) => textOf(row, 'user_name') ?? []))];
    const [user] = users;
    return user === undefined || users.length > mostUsers ? text : text.replaceAll(one, user);
  }, question);
}
