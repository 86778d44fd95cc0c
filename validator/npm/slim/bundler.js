// The entry for bundlers. Vite's development server bundles dependencies without the files that they name by
// `new URL(…, import.meta.url)`, but leaves files of this extension as they are, and what they import.
export * from "./served.jsx";
