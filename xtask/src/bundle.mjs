// Makes a CommonJS module of each of some ES modules of a folder, with all that it imports: NAME.cjs beside NAME.js. What
// several of them import is in one more module, once, so that what one of them makes goes to the others.
// Usage: node bundle.mjs NODE_MODULES FOLDER NAME...
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// jsdom, in which Jest runs the tests of pages, lacks what Node.js has.
const TEXT_CODERS =
  'const { TextDecoder, TextEncoder } = globalThis.TextDecoder ? globalThis : globalThis.process.getBuiltinModule("node:util");';

const [modules, folder, ...names] = process.argv.slice(2);
const { rolldown } = await import(pathToFileURL(createRequire(`${modules}/`).resolve('rolldown')));
const input = Object.fromEntries(names.map((name) => [name, join(folder, `${name}.js`)]));
const bundle = await rolldown({ input, onwarn: (warning) => { throw new Error(warning.message); } });
// The modules are as short as they get already; what is added to them is not.
const minify = { compress: false, mangle: false, codegen: { removeWhitespace: true } };
const one = names.length === 1;
const { output } = await bundle.write({
  dir: folder, format: 'cjs', minify, exports: 'named', intro: TEXT_CODERS, entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs', ...one && { codeSplitting: false },
});
if (output.length !== (one ? 1 : names.length + 1)) throw new Error(`${names} of ${folder} are ${output.map(({ fileName }) => fileName)}`);
