// What every entry of the package says of a licence, in whatever this is bundled by and runs in.
import * as main from "countersign";
import * as mainInline from "countersign/inline";
import * as host from "countersign/host";
import * as hostInline from "countersign/host/inline";
import * as slim from "countersign/slim";
import * as slimInline from "countersign/slim/inline";
import * as state from "countersign/state";
import * as stateInline from "countersign/state/inline";

export const ordinary = { main, slim, state, host };
export const inline = { main: mainInline, slim: slimInline, state: stateInline, host: hostInline };

/** Of each entry what it says of the licence, if it verifies any, or why it could not be loaded. */
export async function verdicts(entries, license, keys) {
  const said = Object.entries(entries).map(async ([name, { init, TrustedKeys, verify }]) => {
    try {
      await init();
      return `${name}: ${!verify ? "loaded" : verify(license, new TrustedKeys(keys)).name}`;
    } catch (error) {
      return `${name}: ${error.name} ${error.code} ${error.message}`;
    }
  });
  return (await Promise.all(said)).join(", ");
}
