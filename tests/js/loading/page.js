// What becomes of loading from here and there, one after another: what failed can be tried again.
import * as main from "./node_modules/countersign/index.js";
import * as inline from "./node_modules/countersign/inline.js";

async function outcome(init, source) {
  try {
    await init(source);
    return "loaded";
  } catch ({ name, code, message }) {
    return `${name} ${code} ${/wasm-unsafe-eval|countersign\/inline/.exec(message)}`;
  }
}

async function show() {
  const outcomes = [];
  for (const source of ["none.wasm", "index.html", "not.wasm", "http://[", "renamed.bin"]) {
    outcomes.push(await outcome(main.init, source));
  }
  outcomes.push(await outcome(inline.init));
  document.querySelector("pre").textContent = outcomes.join(", ");
}

show();
