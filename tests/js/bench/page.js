// Says what each contender takes in this browser: `?rounds=15&length=0`, for the first licence.
import { countersign, jose, libsodium, noble, webcrypto } from "./contenders.js";
import { measured } from "./rounds.js";

const asked = new URLSearchParams(location.search);
const { keys, licences } = await (await fetch("given.json")).json();
const given = { keys, licences: [licences[asked.get("length")]] };
const contenders = { countersign, WebCrypto: webcrypto, jose, "libsodium.js": libsodium, noble };
const times = await measured(contenders, given, Number(asked.get("rounds")));
document.querySelector("pre").textContent = JSON.stringify(times);
