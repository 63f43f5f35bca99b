import type { Evidence } from '../../domain/evidence.ts';
import { plainText } from '../../domain/plain-text.ts';

/** The SQL behind each table, with the values of its parameters. */
export function sqlText(evidence: readonly Evidence[]): string {
  if (evidence.length === 0) return 'There is no table, so there is no SQL.\n';
  return evidence.map(statementText).join('\n');
}

function statementText({ domain, title, sql, parameters, source }: Evidence): string {
  const lines = [
    `-- ${domain}: ${title.replaceAll(/\s+/g, ' ')}`,
    ...parameters.map(({ name, value }) => `-- :${name} = ${value}`),
    source.kind === 'computed' ? `-- computed: ${source.rule.replaceAll(/\s+/g, ' ')}` : sql.trim(),
  ];
  return `${plainText(lines.join('\n'))}\n`;
}
