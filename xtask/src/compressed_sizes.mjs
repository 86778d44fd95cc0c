// Prints the sizes in bytes of the files named: plain, by gzip -9, by brotli -q 11. A line for each.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

for (const name of process.argv.slice(2)) {
  const content = readFileSync(name);
  const gzip = gzipSync(content, { level: 9 });
  const brotli = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  console.log(content.length, gzip.length, brotli.length);
}
