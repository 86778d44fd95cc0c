// The host in Node: its key in a file, and what the system tells of the machine. All of it is as the command
// `countersign host` has it: one machine has one lock code.
import { excerpt } from "../arguments.js";
import { refusal } from "../errors.js";

/** The most bytes of a file with a key. */
const LARGEST_KEY_FILE = 1 << 20;

/** What boards and disks say that nobody gave a serial number. */
const NO_SERIAL = /^(|none|n\/a|0+|f+|x+|default string|not (specified|applicable|available)|(system|base ?board) serial number|to be filled by o\.?e\.?m\.?)$/i;

/** How built-in modules are had; nothing where this is not Node, nor what does as Node does. */
export function builtIn() {
  const { process } = globalThis;
  return process?.getBuiltinModule && ((name) => process.getBuiltinModule(`node:${name}`));
}

/** The key of a file, made where there is no such file: its public half, and what signs by it. */
export async function fileKey(node, path) {
  const pem = (await read(node, path)) ?? (await make(node, path));
  const { createPrivateKey, createPublicKey, sign } = node("crypto");
  let key;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    if (/ENCRYPTED/.test(pem)) throw refused("key_secret", path, "the key is encrypted. A host's own key is not: no one is there to type", cause);
    throw unfit(path, cause);
  }
  if (key.asymmetricKeyType !== "ed25519") throw unfit(path);
  const { x } = createPublicKey(key).export({ format: "jwk" });
  return {
    x: new Uint8Array(node("buffer").Buffer.from(x, "base64url")),
    sign: async (message) => new Uint8Array(sign(null, message, key)),
  };
}

function unfit(path, cause) {
  return refused("key_format", path, "this is no Ed25519 private key, PKCS#8 in PEM. Give that of this host, or the name of a new file", cause);
}

function refused(code, path, message, cause) {
  const said = cause ? `: ${excerpt(String(cause.message), 200)}` : "";
  return refusal(code, `${excerpt(path, 200)}: ${message}${said}.`, cause);
}

/** The text of the file; nothing where there is none. One that others can read is no secret of this host. */
async function read(node, path) {
  const { readFile, stat } = node("fs").promises;
  let found;
  try {
    found = await stat(path);
    if (!found.isFile() || found.size > LARGEST_KEY_FILE) throw Error("it is no file of a key");
    if (node("process").platform === "win32" || (found.mode & 0o077) === 0) return await readFile(path, "utf8");
  } catch (cause) {
    if (cause.code === "ENOENT") return undefined;
    throw refused("file_unreadable", path, "the host's key can't be read. Check the name and that you may read it", cause);
  }
  const mode = (found.mode & 0o777).toString(8).padStart(4, "0");
  throw refused("key_exposed", path, `others than its owner may use the host's key (mode ${mode}). Set its mode to 0600; if others may have read it, make a new one`);
}

/** Makes the key. Of two processes that do so at once, both get the one that came first, whole. */
async function make(node, path) {
  const { link, open, rm, writeFile } = node("fs").promises;
  const { generateKeyPairSync, randomBytes } = node("crypto");
  const pem = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
  const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    try {
      const file = await open(draft, "wx", 0o600);
      try {
        await file.writeFile(pem);
        await file.sync();
      } finally {
        await file.close();
      }
      await link(draft, path).catch((error) => {
        // Some file systems have no links. Whoever reads such a file while it is written, finds no key in it.
        if (error.code === "EEXIST" || error.syscall !== "link") throw error;
        return writeFile(path, pem, { flag: "wx", mode: 0o600, flush: true });
      });
    } finally {
      await rm(draft, { force: true });
    }
  } catch (cause) {
    if (cause.code !== "EEXIST") {
      throw refused("file_unwritable", path, "the host's key can't be kept there. Name a file in a folder that is there, that lasts, and that you may write to", cause);
    }
  }
  const kept = await read(node, path);
  if (kept === undefined) throw refused("file_unreadable", path, "the host's key was removed while it was made");
  return kept;
}

/** The values of the machine id, where there is one, and of the parts that are `wanted`: found out where none is given. */
export async function foundParts(node, wanted) {
  const values = { machine_id: await machineId(node) };
  for (const [name, given] of wanted) {
    values[name] = given ?? (name === "machine_id" ? values[name] : await FINDERS[name](node));
    if (values[name] === undefined) {
      throw refusal("part_missing", `The ${name} of this machine can't be learnt. Give its value in parts, or do not ask for it.`);
    }
  }
  return values;
}

const FINDERS = {
  hostname: async (node) => node("os").hostname() || undefined,

  /** That of the first card by name which has one of its maker's: those of bridges and containers come and go. */
  mac: async (node) => {
    const cards = Object.entries(node("os").networkInterfaces()).sort(([a], [b]) => (a < b ? -1 : 1));
    const addresses = cards.flatMap(([, [card]]) => (card.internal ? [] : [card.mac.toLowerCase()]));
    return addresses.find((mac) => mac !== "00:00:00:00:00:00" && (Number.parseInt(mac.slice(0, 2), 16) & 2) === 0);
  },

  disk: async (node) => {
    if (node("process").platform === "win32") return serial(await queried(node, "Win32_DiskDrive -Filter Index=0"));
    const disks = await node("fs").promises.readdir("/sys/block").catch(() => []);
    for (const disk of disks.sort()) {
      const found = serial((await line(node, `/sys/block/${disk}/device/serial`)) ?? (await line(node, `/sys/block/${disk}/serial`)));
      if (found) return found;
    }
    return undefined;
  },

  board: async (node) => {
    const { platform } = node("process");
    if (platform === "win32") return serial(await queried(node, "Win32_BaseBoard"));
    if (platform === "darwin") return serial(await registered(node, "IOPlatformSerialNumber"));
    return serial(await line(node, "/sys/class/dmi/id/board_serial"));
  },
};

function serial(value) {
  return value === undefined || NO_SERIAL.test(value) ? undefined : value;
}

/** What the operating system calls the machine. */
async function machineId(node) {
  const { env, platform } = node("process");
  if (platform === "darwin") return registered(node, "IOPlatformUUID");
  if (platform === "win32") {
    const view = env.PROCESSOR_ARCHITEW6432 ? ["/reg:64"] : [];
    const key = "HKLM\\SOFTWARE\\Microsoft\\Cryptography";
    const said = await printed(node, `${env.SystemRoot}\\System32\\reg.exe`, ["query", key, "/v", "MachineGuid", ...view]);
    return /MachineGuid\s+REG_SZ\s+(\S+)/.exec(said)?.[1];
  }
  if (platform === "linux" || platform === "android") {
    return (await line(node, "/var/lib/dbus/machine-id")) ?? line(node, "/etc/machine-id");
  }
  return (await line(node, "/etc/hostid")) ?? ((await printed(node, "/bin/kenv", ["-q", "smbios.system.uuid"])).trim() || undefined);
}

/** What a file says, in UTF-8; nothing where it can't be read. */
async function line(node, path) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await node("fs").promises.readFile(path)).trim();
  } catch {
    return undefined;
  }
}

async function registered(node, name) {
  const said = await printed(node, "/usr/sbin/ioreg", ["-rd1", "-c", "IOPlatformExpertDevice"]);
  return new RegExp(`"${name}" = "([^"]*)"`).exec(said)?.[1];
}

async function queried(node, what) {
  const program = `${node("process").env.SystemRoot}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
  return (await printed(node, program, ["-NoProfile", "-Command", `(Get-CimInstance ${what}).SerialNumber`])).trim();
}

/** What a program of the system prints; nothing where it fails. */
function printed(node, program, given) {
  return new Promise((resolve) => {
    node("child_process").execFile(program, given, { timeout: 10_000, windowsHide: true }, (error, said) => resolve(error ? "" : said));
  });
}
