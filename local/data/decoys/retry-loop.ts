import { jobs, findByName } from '../estate.ts';
import { daysBefore, namedObject } from '../incidents/objects.ts';
import { addPrice } from '../prices.ts';
import { iso, type World } from '../world.ts';
import type { Decoy } from './decoy.ts';

const skuName = 'ENTERPRISE_JOBS_SERVERLESS_COMPUTE_ASIA_PACIFIC_SYDNEY';

function inject(world: World): ReturnType<Decoy['inject']> {
  const { workspace } = findByName(jobs, 'payments_ledger_sync');
  const atMs = daysBefore(world, 1);
  const since = { skuName, account: 40, promoted: null } as const;
  const from2024 = Date.UTC(2024, 0, 1);
  addPrice(world, { ...since, list: 50, fromMs: from2024, untilMs: atMs });
  addPrice(world, { ...since, list: 150, fromMs: atMs, untilMs: null });
  return {
    id: 'retry-loop',
    confusion: 'a price change of a SKU that nobody uses',
    at: iso(atMs),
    never: { who: null, objects: [namedObject('sku', skuName)], words: ['price'] },
    why: `No usage in ${workspace.name} or elsewhere has the SKU.`,
  };
}

/** A price of a SKU without usage, three times as high from the day of the incident. */
export const retryLoopDecoy: Decoy = { id: 'retry-loop', inject };
