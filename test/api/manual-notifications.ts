import type { InvestigationId } from '../../domain/ids.ts';

/** Notifications that the test sends itself; `heard` resolves when somebody listens. */
export function manualNotifications() {
  const calls = new Set<() => void>();
  const listening = Promise.withResolvers<void>();
  return {
    listen: (_: InvestigationId, onNotify: () => void) => {
      calls.add(onNotify);
      listening.resolve();
      return () => void calls.delete(onNotify);
    },
    notify: (): void => {
      for (const call of calls) call();
    },
    listeners: (): number => calls.size,
    heard: listening.promise,
  };
}
