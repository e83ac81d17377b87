// Reads JSON lines {columns, rows, bytes (base64)}, feeds each to a fresh xterm.js and prints what it then holds.
const { Terminal } = require('@xterm/headless');
const lines = require('readline').createInterface({ input: process.stdin });

function color(cell, which) {
  if (cell[`is${which}Default`]()) return 'default';
  const value = cell[`get${which}Color`]();
  return cell[`is${which}RGB`]() ? '#' + value.toString(16).padStart(6, '0') : String(value);
}

function look(cell) {
  const flags = ['Bold', 'Dim', 'Italic', 'Underline', 'Blink', 'Inverse', 'Invisible', 'Strikethrough', 'Overline'];
  return `${color(cell, 'Fg')} ${color(cell, 'Bg')} ${flags.map(flag => (cell[`is${flag}`]() ? 1 : 0)).join('')}`;
}

async function show({ columns, rows, bytes }) {
  const terminal = new Terminal({ cols: columns, rows, scrollback: 1000, allowProposedApi: true });
  let noise = '';
  let title = '';
  terminal.onData(data => (noise += data));
  terminal.onBell(() => (noise += 'bell'));
  terminal.onTitleChange(changed => (title = changed));
  await new Promise(done => terminal.write(Buffer.from(bytes, 'base64'), done));
  const buffer = terminal.buffer.active;
  const shown = [`${buffer.type} ${buffer.length} ${buffer.cursorX} ${buffer.cursorY} '${title}' '${noise}'`];
  for (let y = 0; y < buffer.length; y++) {
    const line = buffer.getLine(y);
    let text = buffer.getLine(y + 1)?.isWrapped ? 'wrapped' : 'ended';
    let last = '';
    for (let x = 0; x < columns; x++) {
      const cell = line.getCell(x);
      if (cell.getWidth() === 0) continue;
      const next = look(cell);
      if (next !== last) text += ` <${next}> `;
      last = next;
      text += cell.getChars() || ' ';
    }
    shown.push(text);
  }
  terminal.dispose();
  return shown;
}

(async () => {
  for await (const line of lines) console.log(JSON.stringify(await show(JSON.parse(line))));
})();
