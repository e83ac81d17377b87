import { Events } from './events.js';

/** All tabs of this page, and of no other page of the application. */
const name = `promptwatcher ${new URL('.', document.baseURI).pathname}`;

/**
 * Follows the changes of all sessions, with one stream for all tabs: a browser has six connections to a server that speaks HTTP/1.1, and a
 * stream keeps one for good. The tab that was looked at last reads it and tells the others, since a browser may halt one that is hidden.
 * Browsers have locks for pages over HTTPS and of this machine; elsewhere each tab reads a stream of its own.
 * @param {import('./sessions.js').Sessions} sessions
 * @param {(isConnected: boolean, refusal?: string) => void} onConnection
 */
export function follow(sessions, onConnection) {
    const apply = {
        reset: all => sessions.reset(all),
        session: session => sessions.put(session),
        removed: ({ id }) => sessions.remove(id),
        connection: state => onConnection(...state),
    };
    const channel = new BroadcastChannel(name);
    let connection = /** @type {[boolean, string?]} */ ([true]);
    let waiting = new AbortController();

    /** This tab's turn at the stream, while it has it. @type {object | null} */
    let turn = null;

    function tell(type, data) {
        apply[type](data);
        channel.postMessage({ type, data });
    }

    const events = new Events(tell, (...state) => {
        connection = state;
        tell('connection', state);
    });

    function lead(mine) {
        turn = mine;
        events.open();
        return new Promise(() => { });
    }

    /** Reads the stream from when this tab has the lock until another takes it, and then waits for the next turn. @param {LockOptions} options */
    async function hold(options) {
        const mine = {};
        await navigator.locks.request(name, options, () => lead(mine)).catch(() => { });
        if (turn !== mine) return;
        turn = null;
        events.close();
        queueUp();
    }

    function queueUp() {
        waiting = new AbortController();
        hold({ signal: waiting.signal });
    }

    /** A tab that comes into view reads the stream itself. */
    function show() {
        if (document.hidden || turn) return;
        waiting.abort();
        hold({ steal: true });
    }

    channel.addEventListener('message', ({ data: { type, data } }) => {
        if (type !== 'hello') return turn || apply[type](data);
        if (!turn) return;
        channel.postMessage({ type: 'reset', data: sessions.all });
        channel.postMessage({ type: 'connection', data: connection });
    });
    addEventListener('online', () => turn && events.open());
    if (!navigator.locks) return void lead({});
    addEventListener('visibilitychange', show);
    channel.postMessage({ type: 'hello' });
    if (document.hidden) queueUp();
    else show();
}
