import type { KnownPreference, Preference } from '../resources.ts';

/** A value as somebody types it. Pure. */
export const valueText = (value: Preference['value']): string =>
  typeof value === 'object' ? value.join(', ') : String(value);

/** What somebody typed as the service takes it; what is no number goes as it is, and is refused with a reason. Pure. */
export function typedValue(text: string, { kind }: KnownPreference): Preference['value'] {
  const trimmed = text.trim();
  if (kind === 'number' && trimmed !== '' && Number.isFinite(Number(trimmed)))
    return Number(trimmed);
  if (kind !== 'names') return trimmed;
  return trimmed
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
