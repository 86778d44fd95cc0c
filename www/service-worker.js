// Keeps the app's own files in the browser, so that it opens with its server gone. Before this the build puts
// VERSION, which is another wherever a byte of the app is, and FILES, what the app is made of: './' and the rest.

const CACHES = 'countersign-';
const CACHE = CACHES + VERSION;
const PAGE = new URL('./', location).href;
const KEPT = new Set(FILES.map((file) => new URL(file, location).href));

// All or none, and past the browser's own cache, which might mix two versions. That cache is not written to either:
// where an installation is broken off, Firefox lets the next page wait 20 s for each file that was being written.
addEventListener('install', (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: 'no-store' }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

// Once no page of the version before is open any more, or its reader asked for this one.
addEventListener('activate', (event) => {
  const isOld = (name) => name.startsWith(CACHES) && name !== CACHE;
  const clear = async () => Promise.all((await caches.keys()).filter(isOld).map((name) => caches.delete(name)));
  event.waitUntil(clear());
});

// Other files of the site go their way.
addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const file = origin + pathname === `${PAGE}index.html` ? PAGE : origin + pathname;
  if (event.request.method === 'GET' && KEPT.has(file)) {
    event.respondWith(caches.match(file, { cacheName: CACHE, ignoreVary: true }).then((kept) => kept ?? fetch(event.request)));
  }
});

// The page asks, and then loads itself anew.
addEventListener('message', () => skipWaiting());
