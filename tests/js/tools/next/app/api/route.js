import { readFileSync } from "node:fs";
import { inline, ordinary, verdicts } from "../../entries.js";

export const dynamic = "force-dynamic";

export async function GET() {
  const files = ["license.lic", "keys.json"].map((name) => readFileSync(`public/${name}`));
  return new Response(`${await verdicts(ordinary, ...files)}; ${await verdicts(inline, ...files)}`);
}
