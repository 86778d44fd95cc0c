// The entry that needs no file beside it, for Node and wherever else a WebAssembly file is hard to come by.
import { bound } from "./own.js";

export const { CountersignError, init, initSync, isCountersignError, SessionPool } = bound.faces;
