import { inline, ordinary, verdicts } from "./entries.js";

async function show() {
  const files = await Promise.all(["license.lic", "keys.json"].map(async (name) => (await fetch(name)).text()));
  const [first, second] = [await verdicts(ordinary, ...files), await verdicts(inline, ...files)];
  document.querySelector("[aria-label=Ordinary]").textContent = first;
  document.querySelector("[aria-label=Inline]").textContent = second;
}

show();
