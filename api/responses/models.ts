import { domains } from '../../domain/domains.ts';
import type { Domain } from '../../domain/domains.ts';
import type { InvestigationRow, Mode } from '../../domain/investigation.ts';

/** What a name of a model stands for: how it is asked, and which domains; null where routing chooses. */
export type Model = {
  readonly id: string;
  readonly mode: Mode;
  readonly domains: readonly Domain[] | null;
};

export const defaultModel: Model = { id: 'health-monitor', mode: 'standard', domains: null };

/** Every name that a client may put where its protocol asks for a model. */
export const models: readonly Model[] = [
  defaultModel,
  { id: 'health-monitor-deep', mode: 'deep', domains: null },
  ...domains.map((domain): Model => ({
    id: `health-monitor-${domain}`,
    mode: 'standard',
    domains: [domain],
  })),
];

/** The name for an investigation that was asked in another way. Pure. */
export function modelOf({ mode, domains: asked }: InvestigationRow): string {
  if (mode === 'deep') return 'health-monitor-deep';
  const [only, ...others] = asked ?? [];
  return only === undefined || others.length > 0 ? defaultModel.id : `health-monitor-${only}`;
}
