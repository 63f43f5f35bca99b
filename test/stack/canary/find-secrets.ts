import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

/** What must not be found, by what it is. */
export type Secrets = Readonly<Record<string, string>>;

/** A secret as texts have it: as it is, in the forms of headers and URLs, and with signs escaped. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    // Of three beginnings, as something may stand before it; without the ends, which depend on what is beside it.
    ...[0, 1, 2].flatMap((before) => {
      const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
      const own = text.slice(4, -4);
      return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
    }),
  ];
}

/**
 * The secrets that bytes or a text have, as `place: secret`.
 *
 * Pure.
 */
export function secretsIn(place: string, text: string | Buffer, secrets: Secrets): string[] {
  return Object.entries(secrets).flatMap(([name, secret]) =>
    formsOf(secret).some((form) => text.includes(form)) ? [`${place}: ${name}`] : [],
  );
}

/** What the files of a folder have, by their paths in it. Effect: reads them all. */
export function secretsInFiles(dir: string, secrets: Secrets): string[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .flatMap((file) => {
      const path = join(file.parentPath, file.name);
      return secretsIn(path.slice(dir.length + 1), readFileSync(path), secrets);
    });
}

/** What the rows of a database have, by table. Effect: reads every row. */
export async function secretsInDatabase(
  url: string,
  secrets: Secrets,
): Promise<{ readonly tables: number; readonly found: string[] }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select relname::text as name from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: object }>(
        `select to_jsonb(t) as row from ${name} t`,
      );
      const text = rows.map(({ row }) => JSON.stringify(row)).join('\n');
      found.push(...secretsIn(name, text, secrets));
    }
    return { tables: tables.length, found };
  } finally {
    await client.end();
  }
}
