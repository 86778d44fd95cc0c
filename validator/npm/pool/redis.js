// A pool of sessions that several processes share by Redis or Valkey, through the client `redis` of whoever imports it.
import { excerpt, refuse, taken, text } from "../arguments.js";
import { refusal } from "../errors.js";
import { shape } from "../shapes.js";
import { bound } from "./own.js";
import { bindShared, common } from "./shared.js";

export * from "./inline.js";

/** The version, the text where another version is known, and what time it is. */
const READ = `
local version = redis.call('HGET', KEYS[1], 'version') or ''
local text = ''
if version ~= '' and version ~= ARGV[1] then text = redis.call('HGET', KEYS[1], 'text') end
return {version, text, redis.call('TIME')[1]}`;

/** Puts a version and its text in place of another, unless that is gone or it is late. */
const SWAP = `
local version = redis.call('HGET', KEYS[1], 'version') or ''
if version ~= ARGV[1] or tonumber(redis.call('TIME')[1]) > tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], 'version', ARGV[2], 'text', ARGV[3])
if ARGV[5] ~= '[]' then redis.call('PUBLISH', KEYS[1], ARGV[5]) end
return 1`;

class RedisStore {
  #client;
  #key;
  /** Ends the connection that messages come by. */
  #end = () => {};

  constructor(client, key) { [this.#client, this.#key] = [client, key]; }

  async read(known) {
    const [version, text, now] = await this.#eval(READ, [known]);
    return { version: String(version), text: String(text), now: Number(now) };
  }

  async swap(version, next, text, latest, freed) {
    return Number(await this.#eval(SWAP, [version, next, text, String(latest), JSON.stringify(freed)])) === 1;
  }

  async #eval(script, given) {
    try {
      return await this.#client.eval(script, { keys: [this.#key], arguments: given });
    } catch (error) {
      // To wait and try again would not help.
      if (!error.message?.includes("WRONGTYPE")) throw error;
      throw refusal("usage_invalid", `The key ${excerpt(this.#key, 80)} of the store holds something else than a pool of sessions. Name another key, or take away what is there.`, error);
    }
  }

  /** Tells what other processes free. Messages go by a connection of their own, which is made here. */
  async listen({ freed, lost }) {
    const own = this.#client.duplicate();
    this.#end();
    const end = this.#end = () => {
      this.#end = () => {};
      own.removeAllListeners("end");
      own.destroy();
    };
    own.on("error", () => {}); // Where it fails, it connects again by itself, and says so.
    own.on("ready", () => freed()); // Nobody knows what was missed meanwhile.
    own.on("end", lost);
    try {
      await own.connect();
      await own.subscribe(this.#key, (message) => freed(ids(message)));
    } catch (error) {
      end();
      throw error;
    }
    return end;
  }

  /** The client is whose it was. */
  async close() { this.#end(); }
}

function ids(message) {
  const found = JSON.parse(message);
  return Array.isArray(found) ? found : undefined;
}

function client(value, at) {
  const isClient = ["eval", "duplicate"].every((name) => typeof value?.[name] === "function");
  return isClient ? value : refuse(at, "something else", "a client that createClient of the package redis made");
}

const settings = shape({ ...common, client, key: text }, { required: ["client"], within: "" });

function connect(options) {
  const [{ client, key = "countersign:pool", ...rest }] = taken({ options: settings }, [options]);
  return { store: new RedisStore(client, key), ...rest };
}

export const RedisSessionPool = bindShared(bound, connect);
