// Ten lines that decide: the files are verified together once, and each question is answered at once.
import { init, LicenseSet, TrustedKeys } from '../npm/index.js';

const bytes = async (name) => (await fetch(`../samples/${name}`)).arrayBuffer();
await init();
const names = ['orange-uce-base.lic', 'orange-uce-addon.lic'];
const files = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await bytes(name)])));
const licenses = new LicenseSet(files, new TrustedKeys(await bytes('keys.json')));
const users = document.getElementById('users');
const ask = () => licenses.judge({ usage: { users: users.valueAsNumber || 0 } }).decide('users');
const show = ({ decision, code, limit }) => `${decision}${code ? `: ${code}` : ''} (limit ${limit})`;
users.oninput = () => { document.getElementById('answer').textContent = show(ask()); };
users.oninput();
