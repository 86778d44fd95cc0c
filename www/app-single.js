// Starts the app from the module in this page: gzip in base64, in the element with the id "wasm".
(async () => {
  const packed = Uint8Array.from(atob(document.getElementById('wasm').textContent), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  await wasm_bindgen({ module_or_path: await new Response(unpacked).arrayBuffer() });
})();
