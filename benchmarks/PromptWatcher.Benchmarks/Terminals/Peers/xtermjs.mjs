// Feeds a file to xterm.js without a window and prints how fast it went, as `throughput` does:
// node xtermjs.mjs PACKAGES FILE CHUNK ROUNDS COLUMNS ROWS SCROLLBACK
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const [packages, file, ...numbers] = process.argv.slice(2);
const [chunk, rounds, cols, rows, scrollback] = numbers.map(Number);
if (!(rounds > 0)) {
  console.error('Usage: node xtermjs.mjs PACKAGES FILE CHUNK ROUNDS COLUMNS ROWS SCROLLBACK');
  process.exit(2);
}

const { Terminal } = createRequire(join(packages, 'node_modules', '/'))('@xterm/headless');
const data = readFileSync(file);
const terminal = new Terminal({ cols, rows, scrollback, allowProposedApi: true });

// The public write() only queues, and takes turns with timers: its time would be that of the queue. writeSync is what the queue calls.
function feed(length) {
  for (let i = 0; i < length; i += chunk) {
    terminal._core.writeSync(data.subarray(i, Math.min(i + chunk, length)));
  }
}

const median = values => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};

feed(Math.min(data.length, 8 << 20));
const speeds = [];
for (let round = 0; round < rounds; round++) {
  const start = process.cpuUsage();
  feed(data.length);
  const { user, system } = process.cpuUsage(start);
  speeds.push(data.length / (user + system));
}

console.log(JSON.stringify({ layer: 'screen', file, bytes: data.length, mbPerSecond: median(speeds), allocatedBytes: null, chunk, peer: 'xterm.js' }));
