import { readFileSync } from "node:fs";

const text = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

export const license = text("testlizenz.lic");
export const compact = text("testlizenz.jwt");
export const keySet = JSON.parse(text("keys.json"));
