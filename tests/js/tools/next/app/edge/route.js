import { init, TrustedKeys, verify } from "countersign";
import module from "../../node_modules/countersign/countersign_bg.wasm?module";

export const runtime = "edge";

export async function GET({ url }) {
  const read = async (name) => (await fetch(new URL(name, url))).text();
  await init(module);
  return new Response(verify(await read("/license.lic"), new TrustedKeys(await read("/keys.json"))).name);
}
