// The words of codes, which an application shows in its reader's language.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { before, test } from "node:test";
import { init, LicenseSet, TrustedKeys, verify } from "countersign";

const file = (name) => readFileSync(new URL(name, import.meta.url));
const messages = (language) => createRequire(import.meta.url)(`countersign/messages/${language}.json`);
const languages = ["en", "fr", "de", "ru"];

before(() => init());

test("what is refused, denied and warned of has words in each language", () => {
  const keys = new TrustedKeys(file("orange-keys.json"));
  const refused = (() => {
    try {
      return verify("", keys);
    } catch (error) {
      return error;
    }
  })();
  const judgement = new LicenseSet({ base: file("orange-uce-base.lic") }, keys).judge({ now: 1, floor: 1_400_000_000 });
  const { code, remedies } = judgement.decide("users", 1_000);
  const report = judgement.report();
  const said = languages.map((language) => {
    const { denials, errors, remedies: ways, statuses, warnings } = messages(language);
    return [errors[refused.code].meaning, errors[refused.code].remedy, denials[code], ...remedies.map((way) => ways[way]),
      statuses[report.documents[0].status], ...report.warnings.map((warning) => warnings[warning.code])];
  });
  assert.ok(said.flat().every((words) => typeof words === "string" && words.length > 3), JSON.stringify(said));
  assert.ok(refused.message.startsWith(said[0][0].slice(0, -1)), refused.message);
  assert.ok(report.warnings.length > 0 && remedies.length > 0);
});
