// Has the browser keep the app, and tells the app when a newer version waits to take its place. Here and not in
// the app, because the single file needs none of it.

const WORKER = 'service-worker.js';

export async function keepForOffline() {
  const workers = navigator.serviceWorker;
  if (!workers) return; // It came over an open network, where browsers keep nothing.
  // Where scripts may only come from policies, this is the one that there is, and it knows one script.
  const policy = globalThis.trustedTypes?.createPolicy('service-worker', { createScriptURL: () => WORKER });
  const registration = await workers.register(policy ? policy.createScriptURL('') : WORKER);
  const tell = () => {
    if (registration.waiting && registration.active) dispatchEvent(new Event('countersign-new-version'));
  };
  tell();
  registration.addEventListener('updatefound', () => registration.installing.addEventListener('statechange', tell));
  addEventListener('countersign-take-new-version', () => {
    // Another tab may have taken it before.
    if (!registration.waiting) return location.reload();
    workers.addEventListener('controllerchange', () => location.reload(), { once: true });
    registration.waiting.postMessage('take over');
  });
}
