// Loaded before every script of package.json (`node --require`), so it must run on any Node: an older one
// cannot read the TypeScript of the product and would not say why. One line tells what is missing.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const modules = join(__dirname, '..', 'node_modules');
const [major] = process.versions.node.split('.');

function problem() {
  // Node takes `*` of a path for that of a pattern in a package's "exports", and refuses a backslash in one.
  const [refused] = process.platform === 'win32' ? [] : (/[\\*]/.exec(modules) ?? []);
  if (refused !== undefined) {
    return `Node cannot load packages from a folder with ${refused} in its path (${modules}). Rename the folder.`;
  }
  if (!existsSync(modules)) return 'The packages are not installed. Run: npm ci';
  if (Number(major) >= 24) {
    // Run by itself it stands before the tools, which are packages for development.
    return require.main !== module || existsSync(join(modules, 'typescript'))
      ? null
      : 'The packages for development are not installed. Run: npm ci --include=dev';
  }
  const program = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const needs = `This needs Node 24, and this is Node ${process.versions.node}.`;
  if (!existsSync(program)) {
    return `${needs} ${program} is missing: its install script did not run. Run: npm ci --ignore-scripts=false`;
  }
  // npm puts the folder of the programs on PATH, which ":" separates.
  return modules.includes(':')
    ? `${needs} npm cannot find the installed one in a folder with ":" in its path (${modules}). Rename the folder.`
    : `${needs} npm installed one; start the command by npm, as in: npm start`;
}

const found = problem();
if (found !== null) {
  process.stderr.write(`${found}\n`);
  process.exit(1);
}
