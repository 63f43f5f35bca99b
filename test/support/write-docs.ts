import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocsFacts } from './docs-facts.ts';
import { docsTables, tablesPage, withTables } from './docs-tables.ts';
import { root } from './sources.ts';

const file = join(root, tablesPage);
writeFileSync(file, withTables(readFileSync(file, 'utf8'), docsTables(readDocsFacts())));
