// Says what each contender takes in this browser, by the length of the licence.
import { countersign, jose, libsodium, noble, webcrypto } from "./contenders.js";
import { measured } from "./rounds.js";

const given = await (await fetch("given.json")).json();
const contenders = { countersign, WebCrypto: webcrypto, jose, "libsodium.js": libsodium, noble };
const times = await measured(contenders, given, Number(location.search.slice(1)));
document.querySelector("pre").textContent = JSON.stringify(times);
