// Prints an ES module, with all that it imports, as one CommonJS module.
// Usage: node bundle.mjs NODE_MODULES FILE
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// jsdom, in which Jest runs the tests of pages, lacks what Node.js has.
const TEXT_CODERS =
  'const { TextDecoder, TextEncoder } = globalThis.TextDecoder ? globalThis : globalThis.process.getBuiltinModule("node:util");';

const [modules, file] = process.argv.slice(2);
const { rolldown } = await import(pathToFileURL(createRequire(`${modules}/`).resolve('rolldown')));
const bundle = await rolldown({ input: file, onwarn: (warning) => { throw new Error(warning.message); } });
const { output } = await bundle.generate({ format: 'cjs', exports: 'named', intro: TEXT_CODERS, codeSplitting: false });
if (output.length !== 1) throw new Error(`${file} is not one file`);
process.stdout.write(output[0].code);
