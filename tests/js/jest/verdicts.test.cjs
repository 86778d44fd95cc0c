// Run by Jest, which makes a realm for each file of tests: what is global there is not what Node.js gives.
const { readFileSync } = require("node:fs");

const [license, keys] = ["license.lic", "keys.json"].map((name) => readFileSync(`public/${name}`));
const names = ["countersign", "countersign/slim", "countersign/state"];

test.each(names.flatMap((name) => [name, `${name}/inline`]))("%s verifies", async (name) => {
  const { init, TrustedKeys, verify } = require(name);
  await init();
  for (const form of [(file) => file, String, (file) => new Uint8Array(file).buffer]) {
    expect(verify(form(license), new TrustedKeys(form(keys))).name).toBe("Testlizenz");
  }
  expect(() => verify("nothing", new TrustedKeys(keys))).toThrow(expect.objectContaining({ code: "armor_missing" }));
});

test("countersign/issuer signs", async () => {
  const { init, sign, SigningKey, TrustedKeys } = require("countersign/issuer");
  await init();
  const key = SigningKey.generate();
  expect(new TrustedKeys(key.publicKey).thumbprints).toEqual([key.thumbprint]);
  expect(() => sign({}, { keys: key })).toThrow(expect.objectContaining({ code: "claims_missing" }));
});

test("a failed init says what to do", async () => {
  jest.resetModules();
  const { init, initSync } = require("countersign");
  await expect(init("nothing.wasm")).rejects.toMatchObject({ code: "module_missing", name: "CountersignError" });
  initSync();
});
