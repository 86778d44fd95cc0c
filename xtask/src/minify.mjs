// Prints a JavaScript file without what only its readers need.
// Usage: node minify.mjs NODE_MODULES module|script FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, kind, file] = process.argv.slice(2);
const { minifySync } = await import(pathToFileURL(createRequire(`${modules}/`).resolve('rolldown/utils')));
const { code, errors } = minifySync(file, readFileSync(file, 'utf8'), { module: kind === 'module' });
if (errors.length > 0) throw new Error(JSON.stringify(errors));
process.stdout.write(code);
