// Code of a backend in CommonJS, where nothing of a browser is declared. It is checked, and run.
import { init, initSync, TrustedKeys, verify, type CountersignError, type ModuleSource } from "countersign";
import inline = require("countersign/inline");
import * as slim from "countersign/slim";
import type { State } from "countersign/state";
import { TrustedKeys as StateKeys } from "countersign/state/inline";

export async function check(license: string, keys: Uint8Array): Promise<string> {
  const module: ModuleSource = "node_modules/countersign/slim/countersign_bg.wasm";
  await Promise.all([init(), slim.init(module)]);
  inline.initSync();
  const names = [
    verify(license, new TrustedKeys(keys)).name,
    inline.verify(license, new inline.TrustedKeys(keys)).name,
    slim.verify(license, new slim.TrustedKeys(keys)).name,
  ];
  return names.join();
}

export function mistakes(state: State, bytes: ArrayBuffer, view: DataView): unknown {
  initSync(bytes);
  // @ts-expect-error no form of a module
  initSync("module.wasm");
  // @ts-expect-error no form of a module
  void init(5);
  // @ts-expect-error a misspelt code
  if (({} as CountersignError).code === "module_mising") return;
  // @ts-expect-error the documents of a state are read only
  state.documents = [];
  return [init(view), StateKeys];
}
