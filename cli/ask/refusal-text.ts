import type { ServiceRefusal } from '../service-client.ts';

/** What the user of the command wrote, by field of the request. */
const optionOf: Readonly<Record<string, string>> = {
  question: 'The question',
  sessionId: '--session',
  domains: '--domains',
  budgetSeconds: '--budget',
  mode: '--deep',
};

/** Why the service refused, with options of the command in place of fields of the request. */
export function refusalText({ status, message, problems }: ServiceRefusal): string {
  if (status !== 400 || problems.length === 0) return message;
  const lines = problems.map(({ path, message: expected }) => {
    const [field = ''] = path.split('.', 1);
    return `${optionOf[field] ?? path}: ${expected}`;
  });
  return lines.join('\n');
}
