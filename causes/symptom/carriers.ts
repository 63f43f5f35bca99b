import { excessOf, keyOf } from './breaks.ts';
import type { Break } from './breaks.ts';
import type { Days } from './find-symptom.ts';
import { isNamed, partsNamed } from './named.ts';

/** What carries less than this is not told. */
const leastCarried = 0.05;
/** The few objects that carry at least this share of the change are its carriers. */
const carried = 0.8;
const mostCarriers = 3;

/** An object that carries a part of the change, and the part of all that changed alike, 0 to 1. */
export type Carrier = { readonly symptom: Break; readonly share: number };

/** How much of the change on the days asked about is a break's; of measures that do not add up, how large it is. Pure. */
export function weightOf(one: Break, { fromDay, toDay }: Days): number {
  const { measure, excess, usual } = one;
  if (measure.days !== 'add') {
    const days = Math.sqrt(one.toDay - one.fromDay + 1);
    return (Math.abs(excessOf(one)) / Math.max(Math.abs(usual), measure.floor)) * days;
  }
  const inside = [...excess].filter(([day]) => day >= fromDay && day < toDay);
  return Math.abs(inside.reduce((sum, [, size]) => sum + size, 0));
}

/** The first breaks that together carry most of the change; of an object that the question describes, only it. Pure. */
export function carriersOf(
  found: readonly Break[],
  text: string,
  window: Days,
): readonly Carrier[] {
  const [best] = found;
  const parts = best === undefined ? 0 : partsNamed(text, best.object);
  const alike = found.filter(({ object }) => partsNamed(text, object) === parts);
  const total = alike.reduce((sum, one) => sum + weightOf(one, window), 0);
  const carriers: Carrier[] = [];
  let sum = 0;
  for (const symptom of alike) {
    const share = total === 0 ? 1 / alike.length : weightOf(symptom, window) / total;
    if (carriers.length >= mostCarriers || sum >= carried) break;
    if (carriers.length > 0 && share < leastCarried) continue;
    carriers.push({ symptom, share });
    sum += share;
  }
  return [...carriers, ...alsoNamed(alike, carriers, text)].slice(0, mostCarriers);
}

/** Of several that are named, each is told of, however little of the whole it carries. */
function alsoNamed(
  found: readonly Break[],
  carriers: readonly Carrier[],
  text: string,
): readonly Carrier[] {
  const isTold = ({ object }: Break): boolean =>
    carriers.some(({ symptom }) => keyOf(symptom.object) === keyOf(object));
  return found
    .filter((one, at) => {
      const first = found.findIndex(({ object }) => keyOf(object) === keyOf(one.object));
      return first === at && !isTold(one) && isNamed(text, one.object);
    })
    .map((symptom) => ({ symptom, share: 0 }));
}
