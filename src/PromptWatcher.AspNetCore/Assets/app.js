import { Answers } from './answers.js';
import { tick } from './age.js';
import { badge } from './badge.js';
import { Connection } from './connection.js';
import { byId } from './dom.js';
import { NewSession } from './form.js';
import { Hosts } from './hosts.js';
import { listen } from './keys.js';
import { Notices } from './notify.js';
import { Queue } from './queue.js';
import { Sessions } from './sessions.js';
import { follow } from './share.js';
import { themeSwitch } from './theme.js';
import { Tiles } from './tiles.js';

/** @type {import('./terminal.js').TerminalView | null} */
let terminal = null;

const sessions = new Sessions();
const answers = new Answers(sessions, () => queue.draw());
const queue = new Queue(sessions, answers, look);
const tiles = new Tiles(sessions, look);
const notices = new Notices(id => {
    open(id);
    queue.focus(id);
});
const form = new NewSession(session => {
    // The events may have told of it already, and more than was known when it was started.
    if (!sessions.get(session.id)) sessions.put(session);
    queue.focus(session.id);
});
const connection = new Connection(isConnected => {
    answers.isOffline = !isConnected;
    if (isConnected) terminal?.hurry();
});

/** The next view is asked for by somebody who is going to look at it. */
let isLooking = false;

/** Opens a terminal, and takes the focus along. */
function look(id) {
    isLooking = true;
    open(id);
}

function open(id) {
    // The address stays the same, and what is open is over or could not be loaded: it is begun anew.
    if (queue.opened === id && (!terminal || terminal.isOver)) renew();
    location.hash = new URLSearchParams({ s: id }).toString();
}

function back() {
    location.hash = '';
    queue.focus();
}

/** Shows what the address says: `#s=ID` a terminal, `#tiles` the tiles, nothing the queue. */
async function route() {
    const address = new URLSearchParams(location.hash.slice(1));
    const id = address.get('s') ?? '';
    document.body.dataset.view = id ? 'terminal' : address.has('tiles') ? 'tiles' : 'queue';
    byId('show-tiles').setAttribute('aria-pressed', String(document.body.dataset.view === 'tiles'));
    tiles.show(document.body.dataset.view === 'tiles');
    queue.opened = id;
    queue.draw();
    if (isLooking && id) byId('terminal').focus();
    isLooking = false;
    if (terminal?.id === id) return;
    closeTerminal();
    if (id) await openTerminal(id);
}

function closeTerminal() {
    terminal?.dispose();
    terminal = null;
    byId('unloaded').hidden = true;
}

function renew() {
    const id = queue.opened;
    closeTerminal();
    openTerminal(id);
}

/** xterm.js is large, and on a phone often not needed: it comes with the first terminal. */
async function openTerminal(id) {
    const loaded = await import('./terminal.js').catch(() => null);
    if (queue.opened !== id || terminal) return;
    byId('unloaded').hidden = loaded !== null;
    if (!loaded) return;
    const { TerminalView } = loaded;
    terminal = new TerminalView(id, back);
    terminal.update(sessions.get(id));
}

function showTiles() {
    location.hash = document.body.dataset.view === 'tiles' ? '' : 'tiles';
}

sessions.watch(() => {
    queue.draw();
    tiles.draw();
    terminal?.update(sessions.get(terminal.id));
    if (terminal?.isOutlived) renew();
    notices.update(sessions.all);
    badge(queue.waiting.length);
});
byId('new').addEventListener('click', () => form.open());
byId('show-tiles').addEventListener('click', showTiles);
byId('close').addEventListener('click', back);
byId('skip').addEventListener('click', event => {
    // Followed, it would change what the address says is shown.
    event.preventDefault();
    byId('queue-title').focus();
});
for (const button of document.querySelectorAll('.reload')) button.addEventListener('click', () => location.reload());
listen({ queue, open: look, back, tiles: showTiles, create: () => form.open(), leave: () => terminal?.leave(), watching: () => terminal?.hint() });
themeSwitch(() => terminal?.screen.setTheme());
addEventListener('hashchange', route);
setInterval(tick, 1_000);
new Hosts();
badge(0);
route();
follow(sessions, (isConnected, refusal) => connection.set(isConnected, refusal));
