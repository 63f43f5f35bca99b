import { randomUUID } from 'node:crypto';
import type { Principal } from '../oauth/principals.ts';
import type { AlertSettings, AlertState } from './alert.ts';

export type Alert = {
  readonly id: string;
  readonly owner: Principal;
  readonly settings: AlertSettings;
  readonly createdMs: number;
  readonly updatedMs: number;
  /** The workspace's clock when the alert was made or unpaused: what was due before is not made up for. */
  readonly watchedFromMs: number;
  readonly isTrashed: boolean;
  readonly state: AlertState;
  readonly evaluatedMs: number | null;
};

/** The alerts, in order of creation; kept until the process ends. */
export type AlertStore = {
  readonly list: () => readonly Alert[];
  readonly find: (id: string) => Alert | null;
  /** @param clockMs The workspace's clock. */
  readonly create: (owner: Principal, settings: AlertSettings, clockMs: number) => Alert;
  /** Effect: replaces the alert of the same id. */
  readonly save: (alert: Alert) => Alert;
  /** Effect: removes the alert for good. */
  readonly purge: (id: string) => void;
};

/** Starts without alerts. Effect: keeps changes in memory. */
export function createAlerts(): AlertStore {
  const alerts = new Map<string, Alert>();
  const save = (alert: Alert): Alert => {
    alerts.set(alert.id, alert);
    return alert;
  };
  return {
    list: () => [...alerts.values()],
    find: (id) => alerts.get(id) ?? null,
    create: (owner, settings, clockMs) => {
      const nowMs = Date.now();
      const times = { createdMs: nowMs, updatedMs: nowMs, watchedFromMs: clockMs };
      const unseen = { isTrashed: false, state: 'UNKNOWN', evaluatedMs: null } as const;
      return save({ id: randomUUID(), owner, settings, ...times, ...unseen });
    },
    save,
    purge: (id) => {
      alerts.delete(id);
    },
  };
}
