import { init, State, TrustedKeys } from "countersign/state";

await init();
const [keys, license] = await Promise.all(["keys.json", "license.lic"].map(async (name) => (await fetch(name)).text()));
const vendor = new TrustedKeys(keys);
const state = new State(localStorage.getItem("state"), vendor);
state.add({ "license.lic": license });
for (let number = state.people.count; number < 20; number += 1) {
  state.people.add({ name: `user${number}` });
  state.assign({ name: `user${number}`, id: "client_bundle" });
}
localStorage.setItem("state", state);
const { people, dropped } = new State(localStorage.getItem("state"), vendor);
people.add({ name: "ＪÜRGEN" });
const { code, limit } = state.judge().decide("client_bundle");
document.querySelector("section").textContent =
  `${people.count} people, ${dropped.length} lines dropped, ${people.get("jürgen").name}: ${code} (limit ${limit})`;
