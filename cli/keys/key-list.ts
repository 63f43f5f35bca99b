import type { ApiKey } from '../../domain/access-ports.ts';

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const minute = (ms: number): string => `${new Date(ms).toISOString().slice(0, 16)}Z`;

/**
 * Keys as lines of text.
 *
 * Pure.
 *
 * @param nowMs Epoch milliseconds.
 */
export function keyLines(keys: readonly ApiKey[], nowMs: number): string[] {
  if (keys.length === 0) return ['There is no key. Make one: npm run keys -- create --for ann'];
  const header = ['id', 'acts as', 'role', 'groups', 'for', 'state', 'last used', 'name'];
  const rows = keys.map((key) => [
    key.id,
    key.principal,
    key.role,
    key.groups.join(',') || '-',
    key.scopes?.join(',') ?? 'all of the role',
    stateOf(key, nowMs),
    key.usedAtMs === null ? 'never' : minute(key.usedAtMs),
    key.name,
  ]);
  const all = [header, ...rows];
  const widths = header.map((_, n) => Math.max(...all.map((row) => row[n]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function stateOf({ revokedAtMs, expiresAtMs }: ApiKey, nowMs: number): string {
  if (revokedAtMs !== null) return `revoked ${day(revokedAtMs)}`;
  return `${expiresAtMs > nowMs ? 'until' : 'expired'} ${day(expiresAtMs)}`;
}
