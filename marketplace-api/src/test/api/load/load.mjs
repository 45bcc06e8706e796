// Load on a running market: node load.mjs URL PID FILE [SECONDS]. A warm-up, then list, search and item by
// turns, then all of them together for SECONDS (300), during which the memory of process PID is looked at.
// Writes what it saw to FILE; fails where an answer was not a good one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import autocannon from 'autocannon';

const [url, pid, file, seconds = '300'] = process.argv.slice(2);
const CONNECTIONS = 16;
const ALONE_S = 20;
const LOOK_MS = 5000;

const lists = ['/v1/models', '/v1/datasets', '/v1/runs'];
const items = [];
const entries = {};
for (const list of lists) {
  for (let next = `${list}?limit=100`, left = 5; next && left > 0; left--) {
    const page = await (await fetch(url + next)).json();
    items.push(...page.items.map(item => `${list}/${item.id}`));
    entries[list] = page.total;
    next = page.next;
  }
}
const words = ['digit', 'ward', 'tumour-field', 'price', 'school', 'sleep plant'];
const pick = from => from[Math.floor(Math.random() * from.length)];
const kinds = {
  list: () => `${pick(lists)}?sort=${pick(['created', '-created', 'name', '-rows'])}`,
  search: () => `${pick(lists)}?search=${encodeURIComponent(pick(words))}`,
  item: () => pick(items),
};

async function shoot(paths, duration) {
  const requests = paths.map(path => ({ setupRequest: request => ({ ...request, path: path() }) }));
  const result = await autocannon({ url, connections: CONNECTIONS, duration, requests });
  const { '2xx': good, non2xx, errors, timeouts } = result;
  assert.deepEqual({ non2xx, errors, timeouts }, { non2xx: 0, errors: 0, timeouts: 0 });
  return {
    requests: good,
    per_second: Math.round(good / result.duration),
    ms: { p50: result.latency.p50, p99: result.latency.p99, max: result.latency.max },
    bytes_per_answer: Math.round(result.throughput.total / good),
  };
}

/** Resident memory and what lies in the heap; behind a collection that is what lives. */
function memory(collected) {
  if (collected) execFileSync('jcmd', [pid, 'GC.run']);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const heap = execFileSync('jcmd', [pid, 'GC.heap_info'], { encoding: 'utf8' });
  const used = [...heap.matchAll(/^ *(?:garbage-first heap|def new|tenured|PSYoungGen|ParOldGen).* used (\d+)K/gm)];
  return {
    rss_mib: Math.round(/VmRSS:\s+(\d+)/.exec(status)[1] / 1024),
    heap_mib: Math.round(used.reduce((sum, part) => sum + Number(part[1]), 0) / 1024),
    threads: Number(/Threads:\s+(\d+)/.exec(status)[1]),
  };
}

const report = { entries, connections: CONNECTIONS };
await shoot(Object.values(kinds), 15);
for (const [name, path] of Object.entries(kinds)) {
  report[name] = await shoot([path], ALONE_S);
}
const samples = [];
const before = memory(true);
const watch = setInterval(() => samples.push(memory(false)), LOOK_MS);
report.together = await shoot(Object.values(kinds), Number(seconds));
clearInterval(watch);
const rss = samples.map(sample => sample.rss_mib);
const third = Math.floor(rss.length / 3);
report.memory = {
  before,
  after: memory(true),
  samples: samples.length,
  rss_mib: { first_third: Math.max(...rss.slice(0, third)), last_third: Math.max(...rss.slice(-third)) },
  heap_mib: { least: Math.min(...samples.map(s => s.heap_mib)), most: Math.max(...samples.map(s => s.heap_mib)) },
};
writeFileSync(file, JSON.stringify(report, null, 2) + '\n');
console.log(JSON.stringify(report, null, 2));
const grown = report.memory.after.heap_mib - report.memory.before.heap_mib;
assert.ok(grown <= 8, `what lives in the heap grew by ${grown} MiB`);
