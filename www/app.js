// Starts the hosted page: the WebAssembly module lies beside its glue.
import init from './countersign-admin.js';

init().catch((reason) => {
  document.getElementById('app').hidden = true;
  document.getElementById('start-failure-reason').textContent = String(reason);
  document.getElementById('start-failure').hidden = false;
});
