// Starts the hosted console: the WebAssembly module lies beside its glue.
import init from './countersign-console.js';

try {
  await init({ module_or_path: new URL('countersign-console_bg.wasm', import.meta.url) });
} catch (reason) {
  document.getElementById('app').hidden = true;
  document.getElementById('start-failure-reason').textContent = String(reason);
  document.getElementById('start-failure').hidden = false;
}
