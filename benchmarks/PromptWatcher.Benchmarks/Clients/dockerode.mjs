// The measurements of ../Measurements for dockerode: node --expose-gc dockerode.mjs FOLDER-OF-NODE_MODULES SETTINGS-AS-JSON
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const [, , cache, json] = process.argv;
const settings = JSON.parse(json);
const Docker = createRequire(cache + '/')('dockerode');
const docker = new Docker({ socketPath: settings.endpoint.slice('unix://'.length) });

const raw = 'stty raw -echo; printf R; ';
const echo = ['sh', '-c', raw + 'exec cat'];
const attached = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true };

async function open(command) {
  if (settings.container) {
    const exec = await docker.getContainer(settings.container).exec({ ...attached, Cmd: command });
    const stream = await exec.start({ hijack: true, stdin: true, Tty: true });
    return { stream, close: async () => stream.destroy() };
  }
  const container = await docker.createContainer({
    ...attached, Image: settings.image, Cmd: command, OpenStdin: true, Labels: { 'promptwatcher-benchmark': settings.run },
    HostConfig: { Init: true, NetworkMode: 'none', LogConfig: { Type: 'none' } },
  });
  const stream = await container.attach({ stream: true, hijack: true, stdin: true, stdout: true, stderr: true });
  await container.start();
  return { stream, close: async () => { stream.destroy(); await container.remove({ force: true }); } };
}

/** Waits until the program has printed R, which is all that it prints before it is told to go on. */
function ready({ stream }) {
  return new Promise((resolve, reject) => stream.once('data', data =>
    data.toString() === 'R' ? resolve() : reject(new Error(`The program printed '${data}' in place of 'R'.`))));
}

async function openMany(count, command) {
  const all = [];
  while (all.length < count) {
    all.push(...await Promise.all(Array.from({ length: Math.min(4, count - all.length) }, async () => {
      const terminal = await open(command);
      await ready(terminal);
      return terminal;
    })));
  }
  return all;
}

/** Compares output with the bytes that it must repeat; what differs is the rest. */
class Transcript {
  count = 0; reads = 0; rest = '';
  constructor(repeated) { this.repeated = repeated; }
  take(part) {
    this.reads++;
    while (this.rest === '' && part.length > 0) {
      const at = this.count % this.repeated.length;
      const length = Math.min(part.length, this.repeated.length - at);
      if (part.compare(this.repeated, at, at + length, 0, length) !== 0) break;
      this.count += length;
      part = part.subarray(length);
    }
    if (part.length > 0) this.rest = (this.rest + part.toString()).slice(0, 1024);
  }
}

const usage = () => ({ time: process.hrtime.bigint(), cpu: process.cpuUsage() });
function since(begin) {
  const cpu = process.cpuUsage(begin.cpu);
  return { us: Number(process.hrtime.bigint() - begin.time) / 1e3, cpuUs: cpu.user + cpu.system };
}

async function print(data, copies) {
  const files = Array(copies).fill('/tui.bin');
  const terminal = await open(['sh', '-c', raw + 'head -c 1 > /dev/null; exec cat "$@"', 'sh', ...files]);
  await ready(terminal);
  const transcript = new Transcript(data);
  const total = data.length * copies;
  const begin = usage();
  const window = await new Promise((resolve, reject) => {
    terminal.stream.on('data', part => { transcript.take(part); if (transcript.count === total) resolve(since(begin)); });
    terminal.stream.on('end', () => reject(new Error('The output ended early.')));
    terminal.stream.write('g');
  });
  await delay(100);
  if (transcript.count !== total || transcript.rest !== '') throw new Error(`${transcript.count} of ${total} bytes were right, and then came '${transcript.rest}'.`);
  await terminal.close();
  return window;
}

const measurements = {
  async throughput() {
    const data = readFileSync(settings.dataFile);
    await print(data, 2);
    const window = await print(data, settings.copies);
    const bytes = data.length * settings.copies;
    return { 'MB/s': bytes / window.us, 'CPU s/GB': window.cpuUs / 1e6 / (bytes / 1e9) };
  },

  async updates() {
    const update = Buffer.from('\x1b[?2026h\x1b[38;2;215;119;87m✳ Thinking…\x1b[39m'.padEnd(287, '=') + '\x1b[?2026l\r');
    const program = raw + 'read line; n=0; until read -t 0.05 line; do printf %s "$1"; n=$((n + 1)); done; printf END%d $n';
    const terminals = await openMany(settings.busySessions, ['bash', '-c', program, 'bash', update.toString()]);
    const transcripts = terminals.map(({ stream }) => {
      const transcript = new Transcript(update);
      stream.on('data', part => transcript.take(part));
      stream.write('go\n');
      return transcript;
    });
    const reads = () => transcripts.reduce((sum, transcript) => sum + transcript.reads, 0);
    await delay(2_000);
    const [begin, before] = [usage(), reads()];
    await delay(settings.seconds * 1_000);
    const [window, count] = [since(begin), reads() - before];
    await Promise.all(terminals.map(({ stream }) => new Promise(resolve => { stream.once('end', resolve); stream.write('stop\n'); })));
    for (const { count, rest } of transcripts) {
      if (count % update.length || !(rest === `END${count / update.length}`)) throw new Error(`${count / update.length} updates were right, and then came '${rest}'.`);
    }
    await Promise.all(terminals.map(terminal => terminal.close()));
    return { 'CPU %': 100 * window.cpuUs / window.us, 'CPU us/read': window.cpuUs / count, 'reads/s': count / (window.us / 1e6) };
  },

  async echo() {
    const terminal = await open(echo);
    await ready(terminal);
    const type = key => new Promise((resolve, reject) => {
      const typed = process.hrtime.bigint();
      terminal.stream.once('data', data => {
        const us = Number(process.hrtime.bigint() - typed) / 1e3;
        data.toString() === key ? resolve(us) : reject(new Error(`'${key}' came back as '${data}'.`));
      });
      terminal.stream.write(key);
    });
    const keys = async count => {
      const us = [];
      for (let i = 0; i < count; i++) us.push(await type(String.fromCharCode(97 + i % 26)));
      return us.sort((a, b) => a - b);
    };
    await keys(settings.keys / 10);
    const begin = usage();
    const us = await keys(settings.keys);
    const window = since(begin);
    await terminal.close();
    return { 'p50 us': us[settings.keys / 2], 'p99 us': us[Math.floor(settings.keys * 0.99)], 'CPU us/key': window.cpuUs / settings.keys };
  },

  async spawn() {
    const time = async () => {
      const begin = usage();
      const terminal = await open(echo);
      await ready(terminal);
      const { us } = since(begin);
      await terminal.close();
      return us / 1e3;
    };
    await time();
    const ms = [];
    for (let i = 0; i < settings.spawns; i++) ms.push(await time());
    ms.sort((a, b) => a - b);
    return { 'p50 ms': ms[Math.floor(ms.length / 2)], 'slowest ms': ms.at(-1) };
  },

  async idle() {
    const memory = async () => {
      await delay(2_000);
      global.gc(); global.gc();
      const anonymous = /RssAnon:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1] * 1024;
      return [anonymous, process.memoryUsage().heapUsed];
    };
    const first = await openMany(40, echo);
    const [before, heapBefore] = await memory();
    const idle = await openMany(settings.idleSessions, echo);
    const [after, heapAfter] = await memory();
    const begin = usage();
    await delay(settings.seconds * 1_000);
    const window = since(begin);
    for (const terminal of [...first, ...idle]) await terminal.close();
    return {
      'KiB/session': (after - before) / 1024 / settings.idleSessions,
      'managed KiB/session': (heapAfter - heapBefore) / 1024 / settings.idleSessions,
      'CPU %': 100 * window.cpuUs / window.us,
    };
  },
};

console.log(JSON.stringify(await measurements[settings.measurement]()));
process.exit(0);
