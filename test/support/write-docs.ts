import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientTypes, clientTypesFile } from './client-types.ts';
import { readDocsFacts } from './docs-facts.ts';
import { docsTables, tablesPage, withTables } from './docs-tables.ts';
import { openApiDocument } from './openapi-document.ts';
import { root } from './sources.ts';

const file = join(root, tablesPage);
writeFileSync(file, withTables(readFileSync(file, 'utf8'), docsTables(readDocsFacts())));

writeFileSync(join(root, clientTypesFile), clientTypes(await openApiDocument()));
execFileSync(process.execPath, [join(root, 'node_modules/oxfmt/bin/oxfmt'), clientTypesFile], {
  cwd: root,
});
