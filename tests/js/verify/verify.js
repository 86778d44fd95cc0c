// Verifies the documents of a request on standard input with the installed package.
import { text } from "node:stream/consumers";
import { init, TrustedKeys, verify } from "countersign";

await init();
const request = JSON.parse(await text(process.stdin));
const keys = new TrustedKeys(request.keys);
const licenses = request.documents.map((document) => verify(document, keys));
console.log(JSON.stringify(licenses.map(({ id, signers }) => ({ id, signers }))));
