// Starts the page that is one file: the WebAssembly module, gzipped, stands in the page as base64.
(async () => {
  try {
    const base64 = document.getElementById('wasm').textContent;
    const gzipped = Uint8Array.from(atob(base64.trim()), (character) => character.charCodeAt(0));
    const unpacked = new Blob([gzipped]).stream().pipeThrough(new DecompressionStream('gzip'));
    const headers = { 'Content-Type': 'application/wasm' };
    await wasm_bindgen({ module_or_path: new Response(unpacked, { headers }) });
  } catch (reason) {
    document.getElementById('app').hidden = true;
    document.getElementById('start-failure-reason').textContent = String(reason);
    document.getElementById('start-failure').hidden = false;
  }
})();
