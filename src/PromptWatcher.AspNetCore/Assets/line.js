import { session, socketAddress, ticket } from './api.js';

const protocol = 'promptwatcher.v1';

/** Waits between attempts, in ms: doubled each time, and no two pages come at the same moment. */
const firstWait = 500, longestWait = 10_000;

/** Sockets that were refused one after the other before it is told. */
const mostRefused = 3;

/** Close codes after which trying again would only be refused again: malformed, read-only, too fast, too big. */
const final = new Set([4400, 4403, 4429, 1009]);

/** A browser does not say why a socket was refused; these are what it can be. */
const refused = 'The server is there, and refuses the connection: too many watch, or something on the way lets no WebSockets through. It is tried again.';

/**
 * @typedef {object} LineListener
 * @property {(data: string | ArrayBuffer) => void} onMessage
 * @property {() => void} onCut it is tried again
 * @property {(text: string) => void} onTrouble why it does not come to be connected; it is tried on
 * @property {(reason: string) => void} onEnd it is over, and why
 */

/** The connection to a session's socket: gets a ticket for each, and tries again until the server says that it is over. */
export class Line {
    /** @type {WebSocket | null} */
    #socket = null;
    #wait = firstWait;
    #timer = 0;
    #attempt = 0;
    #refusals = 0;
    #isOver = false;

    /**
     * @param {string} id
     * @param {() => {role: 'viewer' | 'writer', place: Object<string, string>}} wish what to come as, and where to go on from
     * @param {LineListener} listener
     */
    constructor(id, wish, listener) {
        this.id = id;
        this.wish = wish;
        this.listener = listener;
    }

    get isOpen() {
        return this.#socket?.readyState === WebSocket.OPEN;
    }

    get isOver() {
        return this.#isOver;
    }

    /** @param {string | Uint8Array} data is lost where nothing is connected */
    send(data) {
        if (this.isOpen) this.#socket?.send(data);
    }

    /** Connects, anew where it is connected. */
    async connect() {
        this.drop();
        const attempt = this.#attempt;
        const { role, place } = this.wish();
        let opened;
        try {
            opened = await ticket(this.id, role);
        } catch (problem) {
            if (attempt === this.#attempt) this.#noTicket(problem);
            return;
        }
        if (attempt !== this.#attempt) return;
        const socket = new WebSocket(socketAddress(this.id, { ticket: opened.ticket, ...place }), protocol);
        socket.binaryType = 'arraybuffer';
        this.#socket = socket;
        let isAccepted = false;
        const isOurs = () => attempt === this.#attempt;
        socket.onopen = () => isAccepted = true;
        socket.onmessage = ({ data }) => isOurs() && this.listener.onMessage(data);
        socket.onclose = close => isOurs() && this.#closed(close, isAccepted);
    }

    /** The server has greeted: what went wrong before counts no more. */
    greeted() {
        this.#wait = firstWait;
        this.#refusals = 0;
    }

    /** Tries at once instead of waiting on. */
    hurry() {
        if (!this.#isOver && this.#timer !== 0) this.connect();
    }

    /** Lets go of the connection, and makes no other until it is told to. */
    drop() {
        clearTimeout(this.#timer);
        this.#timer = 0;
        this.#attempt++;
        this.#socket?.close();
        this.#socket = null;
    }

    close() {
        this.#isOver = true;
        this.drop();
    }

    #noTicket(problem) {
        const isRefused = problem.status >= 400 && problem.status < 500 && problem.status !== 429;
        if (isRefused) return this.#end(problem.message);
        this.#again();
        if (problem.status !== 0) this.listener.onTrouble(problem.message);
    }

    #closed({ code, reason }, isAccepted) {
        if (code === 1000) this.#end(reason);
        else if (final.has(code)) this.#end(`The server closed the connection: ${reason} (${code}).`);
        else {
            this.#again();
            if (!isAccepted && ++this.#refusals % mostRefused === 0) this.#explain();
        }
    }

    /** A ticket was given, and its socket refused: perhaps the session's problem, in the server's words. */
    async #explain() {
        const attempt = this.#attempt;
        const told = await session(this.id).then(() => refused, problem => problem.status === 0 ? '' : problem.message);
        if (attempt === this.#attempt && told) this.listener.onTrouble(told);
    }

    #again() {
        this.listener.onCut();
        this.#timer = setTimeout(() => this.connect(), this.#wait * (0.75 + Math.random() / 2));
        this.#wait = Math.min(2 * this.#wait, longestWait);
    }

    #end(reason) {
        this.close();
        this.listener.onEnd(reason);
    }
}
