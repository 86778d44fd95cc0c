// What a page needs to check licences with the npm package.
import { init, TrustedKeys, verify } from '../npm/index.js';

// A page of yours has its vendor's public keys in its own source. Those of the samples are there in the
// demonstration alone; without them no key is trusted here, and every file is refused.
async function trustedKeys() {
  const response = await fetch('../samples/keys.json');
  return response.ok ? new TrustedKeys(await response.json()) : new TrustedKeys();
}

// The verdict in lines of text: the licence's status and what is left of it, or what is wrong.
function check(file, keys) {
  try {
    const license = verify(file, keys, { host: 'any' });
    const limits = license.report().limits.filter((limit) => limit.metric !== 'feature');
    return [
      `${license.name} for ${license.holder}: ${license.status}`,
      ...limits.map(({ id, available }) => `${id}: ${available} left`),
    ];
  } catch (error) {
    return [error.message, error.code];
  }
}

function show(lines) {
  const paragraphs = lines.map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  });
  document.querySelector('section').replaceChildren(...paragraphs);
}

await init();
const keys = await trustedKeys();

const input = document.getElementById('file');
input.addEventListener('change', async () => {
  if (input.files.length > 0) show(check(await input.files[0].arrayBuffer(), keys));
});
input.disabled = false;

const sample = document.getElementById('sample');
sample.addEventListener('click', async () => {
  show(check(await (await fetch('../samples/ucware-testlizenz.lic')).arrayBuffer(), keys));
});
sample.hidden = keys.thumbprints.length === 0;
