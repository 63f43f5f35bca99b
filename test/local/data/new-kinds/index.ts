import type { Incident } from '../../../../local/data/incidents/incident.ts';
import { changedColumn } from './changed-column.ts';
import { newOwner } from './new-owner.ts';
import { sleeplessWarehouse } from './sleepless-warehouse.ts';

/** Incidents of kinds that the planted ones do not have, for a search that must not know its judge. */
export const newKinds: readonly Incident[] = [sleeplessWarehouse, newOwner, changedColumn];
