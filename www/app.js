// Starts the hosted page: the WebAssembly module lies beside its glue.
import init from './countersign-admin.js';
import { keepForOffline } from './offline.js';

try {
  await init({ module_or_path: new URL('countersign-admin_bg.wasm', import.meta.url) });
  // Where the browser keeps nothing, in private windows for one, the page needs its server, and works.
  keepForOffline().catch(() => {});
} catch (reason) {
  document.getElementById('app').hidden = true;
  document.getElementById('start-failure-reason').textContent = String(reason);
  document.getElementById('start-failure').hidden = false;
}
