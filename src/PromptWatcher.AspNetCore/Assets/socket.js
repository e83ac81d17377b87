import { Line } from './line.js';
import { Wish } from './wish.js';

/** Bytes of one message of ours at most. */
const largestPiece = 16 * 1024;

/** Unread bytes above which the connection is given up until they are read; the server keeps count meanwhile. */
const mostUnread = 2 * 1024 * 1024;

/**
 * @typedef {object} Listener what the socket of a session tells
 * @property {(state: 'connecting' | 'open' | 'reconnecting') => void} onState
 * @property {(size: {columns: number, rows: number}, bytes: Uint8Array, missed: number | null) => void} onSnapshot
 * @property {(bytes: Uint8Array) => void} onOutput
 * @property {number} unread bytes it was given and has not read
 * @property {(size: {columns: number, rows: number}) => void} onResize
 * @property {(holder: 'you' | 'other' | 'none', isAwaited: boolean) => void} onLease and whether control comes back by itself
 * @property {(reason: string) => void} onRefused
 * @property {(exit: {code: number | null, signal: number | null, isOutOfMemory: boolean, error: string | null}) => void} onExit
 * @property {(text: string) => void} onTrouble why it does not come to be connected; it is tried on
 * @property {(reason: string) => void} onEnd it is over, and why
 */

/** One viewer of one session. After a cut it goes on where it was; the server sends what is missing, or says how much is. */
export class SessionSocket {
    #epoch = '';

    /** The place in this epoch's output; none until its first snapshot has come. */
    #cursor = -1;
    #shownEpoch = '';
    #snapshot = null;
    #role = 'viewer';

    /** Bytes of one message, and typed at once, that the server takes. */
    #limits = { maxMessage: largestPiece, maxInput: Infinity };
    #wish = new Wish();

    /** The listener reads on before more is asked for. */
    #isBehind = false;

    /** What is typed while control is away for that reason: most likely what is to stop the flood. @type {Uint8Array[] | null} */
    #typed = null;

    /** @param {string} id @param {Listener} listener */
    constructor(id, listener) {
        this.listener = listener;
        this.line = new Line(id, () => ({ role: this.#role, place: this.#cursor < 0 ? {} : { cursor: String(this.#cursor), epoch: this.#epoch } }), {
            onMessage: data => this.#message(data),
            onCut: () => this.#cut(),
            onTrouble: text => listener.onTrouble(text),
            onEnd: reason => listener.onEnd(reason),
        });
        listener.onState('connecting');
        this.#connect();
    }

    /** Becomes the one who types. A viewer's socket may not: it is exchanged for a writer's first. */
    takeControl() {
        this.#wish.take();
        if (this.#role === 'writer' && this.line.isOpen) this.#send({ type: 'lease', action: 'take' });
        else {
            this.#role = 'writer';
            if (!this.#isBehind) this.#connect();
        }
    }

    release() {
        this.#wish.end();
        this.#typed = null;
        this.#send({ type: 'lease', action: 'release' });
    }

    /** @param {{columns: number, rows: number}} size */
    resize(size) {
        this.#send({ type: 'resize', ...size });
    }

    /** @param {Uint8Array} bytes */
    type(bytes) {
        if (this.#typed) this.#typed.push(bytes);
        else if (bytes.length > this.#limits.maxInput) this.listener.onRefused('too-much');
        else {
            const piece = Math.min(largestPiece, this.#limits.maxMessage);
            for (let at = 0; at < bytes.length; at += piece) this.line.send(bytes.subarray(at, at + piece));
        }
    }

    /** Tries at once instead of waiting on. */
    hurry() {
        this.line.hurry();
    }

    /** The listener has read what it was given. */
    read() {
        if (this.line.isOver || !this.#isBehind) return;
        this.#isBehind = false;
        this.#connect();
    }

    close() {
        this.line.close();
    }

    #connect() {
        this.#snapshot = null;
        this.line.connect();
    }

    #message(data) {
        if (typeof data === 'string') this.#told(JSON.parse(data));
        else this.#bytes(new Uint8Array(data));
    }

    #cut() {
        this.#snapshot = null;
        this.#wish.cut();
        this.#typed = null;
        this.listener.onState('reconnecting');
    }

    /** More comes than is read: what has not come yet stays at the server. */
    #pause() {
        this.#isBehind = true;
        if (this.#wish.cut()) this.#typed = [];
        this.line.drop();
    }

    #told(message) {
        switch (message.type) {
            case 'hello':
                // A place in another run's output means nothing in this one's.
                if (message.epoch !== this.#epoch) this.#cursor = -1;
                this.#epoch = message.epoch;
                this.#limits = { ...this.#limits, ...message.limits };
                this.line.greeted();
                this.listener.onState('open');
                if (this.#wish.isAsking) this.#send({ type: 'lease', action: 'take' });
                break;
            case 'snapshot':
                this.#snapshot = message;
                break;
            case 'resize':
                // A change of size has a place of its own among the bytes.
                if (this.#cursor >= 0) this.#cursor = message.cursor;
                this.listener.onResize(message.size);
                break;
            case 'lease':
                this.#lease(message.holder);
                break;
            case 'refused':
                this.listener.onRefused(message.reason);
                break;
            case 'exit':
                this.listener.onExit(message);
                break;
        }
    }

    #lease(holder) {
        if (this.#wish.told(holder)) return this.#send({ type: 'lease', action: 'take' });
        const typed = this.#typed ?? [];
        this.#typed = null;
        this.listener.onLease(holder, this.#wish.isWaiting);
        if (holder === 'you') typed.forEach(bytes => this.type(bytes));
        else if (typed.length > 0) this.listener.onRefused('lease');
    }

    /** The cursor counts what the listener was given, and nothing else. */
    #bytes(bytes) {
        if (this.#snapshot === null) {
            if (this.#cursor >= 0) this.#cursor += bytes.length;
            this.listener.onOutput(bytes);
        } else {
            const { cursor, size, gap } = this.#snapshot;
            this.#snapshot = null;
            this.#cursor = cursor;
            const missed = this.#shownEpoch === '' ? 0 : this.#shownEpoch === this.#epoch ? gap ?? null : null;
            this.#shownEpoch = this.#epoch;
            this.listener.onSnapshot(size, bytes, missed);
        }
        if (this.listener.unread > mostUnread) this.#pause();
    }

    #send(message) {
        this.line.send(JSON.stringify(message));
    }
}
