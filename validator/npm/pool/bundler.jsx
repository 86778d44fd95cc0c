// The entry for bundlers. Vite's development server bundles what it imports, and loses the files that are named by
// `new URL(…, import.meta.url)`; but no entry of this extension, which it serves as it is.
export * from "./index.js";
