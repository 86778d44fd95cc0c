// What every entry of the package says of a licence, in whatever this is bundled by and runs in.
import * as main from "countersign";
import * as mainInline from "countersign/inline";
import * as host from "countersign/host";
import * as hostInline from "countersign/host/inline";
import * as issuer from "countersign/issuer";
import * as issuerInline from "countersign/issuer/inline";
import * as pool from "countersign/pool";
import * as poolInline from "countersign/pool/inline";
import * as slim from "countersign/slim";
import * as slimInline from "countersign/slim/inline";
import * as state from "countersign/state";
import * as stateInline from "countersign/state/inline";
import * as volume from "countersign/volume";
import * as volumeInline from "countersign/volume/inline";

export const ordinary = { main, slim, state, host, issuer, pool, volume };
export const inline = { main: mainInline, slim: slimInline, state: stateInline, host: hostInline, issuer: issuerInline, pool: poolInline, volume: volumeInline };

/** What an entry says of the licence; of those that verify none, one that issues of its issuer, that of volumes of a key, those of a host and of a pool nothing. */
function said({ Ledger, parseProductKey, TrustedKeys, verify }, license, source) {
  if (parseProductKey) return parseProductKey("2mg3g3bntt3mfw9kdqw3tck7r").kind;
  if (!TrustedKeys) return "loaded";
  const keys = new TrustedKeys(source);
  if (verify) return verify(license, keys).name;
  return Ledger.create({ issuer: "Testvendor", keys }).ledger.issuer;
}

/** Of each entry what it says, or why it could not be loaded. */
export async function verdicts(entries, license, keys) {
  const all = Object.entries(entries).map(async ([name, entry]) => {
    try {
      await entry.init();
      return `${name}: ${said(entry, license, keys)}`;
    } catch (error) {
      return `${name}: ${error.name} ${error.code} ${error.message}`;
    }
  });
  return (await Promise.all(all)).join(", ");
}
