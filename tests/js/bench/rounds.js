// What contenders take, in rounds that each has its turn in: what a machine does beside falls on all alike.

/** How long a turn is at least, in milliseconds. */
const TURN = 40;

/** What each contender takes, by the name of the licence and its own: microseconds, in every round. */
export async function measured(makers, given, count) {
  const contenders = {};
  for (const [name, make] of Object.entries(makers)) contenders[name] = await make(given);
  const times = {};
  for (const licence of given.licences) times[licence.name] = await rounds(contenders, licence, count);
  return times;
}

async function rounds(contenders, { text, id }, count) {
  const times = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  const runs = {};
  // The first turn warms up, and tells how many runs make one.
  for (const [name, verify] of Object.entries(contenders)) {
    runs[name] = 1;
    while (await turn(verify, text, id, runs[name]) < TURN) runs[name] *= 2;
  }
  for (let round = 0; round < count; round += 1) {
    for (const [name, verify] of Object.entries(contenders)) {
      times[name].push(await turn(verify, text, id, runs[name]) * 1_000 / runs[name]);
    }
  }
  return times;
}

async function turn(verify, text, id, runs) {
  const start = performance.now();
  for (let run = 0; run < runs; run += 1) {
    let limit = verify(text, id);
    if (limit instanceof Promise) limit = await limit;
    if (!(limit >= 10)) throw Error(`${limit} is no limit of the licence`);
  }
  const time = performance.now() - start;
  // Whoever drives the page has a turn, too.
  await new Promise((done) => { setTimeout(done); });
  return time;
}
