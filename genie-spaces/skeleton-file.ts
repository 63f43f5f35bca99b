import { stringify } from 'yaml';
import { z } from 'zod';
import type { WholeSpace } from '../adapters/databricks/genie-spaces.ts';
import { insideComment } from './question-file.ts';
import { type Item, textOf } from './serialized-space.ts';

/** No field of a header reads so: the file is refused until a person has replaced it. */
const open = 'TO BE COMPLETED';

const Parameters = z
  .array(
    z.object({
      name: z.string(),
      type_hint: z.string().optional(),
      description: z.array(z.string()).optional(),
      default_value: z.object({ values: z.array(z.string()).optional() }).optional(),
    }),
  )
  .catch([]);

/** Types on the wire → types of a header. */
const types: Readonly<Record<string, string>> = {
  STRING: 'STRING',
  INTEGER: 'INT',
  DECIMAL: 'DOUBLE',
  DATE: 'DATE',
};

function parametersOf(item: Item): Record<string, unknown> {
  const entries = Parameters.parse(item['parameters']).map(
    ({ name, type_hint: type = '', description, default_value: given }) => {
      const value = given?.values?.[0] ?? open;
      const isNumber = ['INTEGER', 'DECIMAL'].includes(type) && Number.isFinite(Number(value));
      const says = textOf(description).trim();
      return [
        name,
        {
          type: types[type] ?? 'STRING',
          role: open,
          default: isNumber ? Number(value) : value,
          ...(says === '' ? {} : { says }),
        },
      ] as const;
    },
  );
  return Object.fromEntries(entries);
}

/**
 * The file of a certified question from an example query that somebody else wrote: its statement
 * under a header of which a person must complete the rest.
 */
export function skeletonFile(item: Item, { spaceId, title }: WholeSpace): string {
  const parameters = parametersOf(item);
  const header = {
    question: textOf(item['question']).trim(),
    variants: [],
    meaning: textOf(item['usage_guidance']).trim() || open,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    columns: {},
    rows: { key: [], order: [], max: 1000 },
    scope: open,
  };
  const from = `# From the Genie space ${spaceId} (${title.replaceAll(/\s+/g, ' ')}); ${open}: columns, rows, scope.`;
  const yaml = stringify(header, { lineWidth: 0 }).trimEnd();
  return `/*---\n${insideComment(`${from}\n${yaml}`)}\n---*/\n${textOf(item['sql']).trim()}\n`;
}
