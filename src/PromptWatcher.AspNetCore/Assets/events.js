import { Problem, tryEvents } from './api.js';

/** Waits between attempts to reach a server that refuses, in ms: doubled each time. A lost connection the browser renews by itself. */
const firstWait = 2_000, longestWait = 60_000;

/** A stream that is silent for so long, in ms, is dead, however long a browser keeps it: the server says that it is there every 19 s at the latest. */
const longestSilence = 45_000;

/**
 * The changes of all sessions, as the server tells them. The browser resumes after the last event it had; what it missed beyond that comes as
 * a whole list.
 */
export class Events {
    /** @type {EventSource | null} */
    #source = null;
    #timer = 0;
    #silence = 0;
    #wait = firstWait;

    /**
     * @param {(type: 'reset' | 'session' | 'removed', data: any) => void} onEvent
     * @param {(isConnected: boolean, refusal?: string) => void} onConnection
     */
    constructor(onEvent, onConnection) {
        this.onEvent = onEvent;
        this.onConnection = onConnection;
    }

    open() {
        this.close();
        const source = new EventSource('api/events');
        this.#source = source;
        source.addEventListener('open', () => {
            this.#wait = firstWait;
            this.#hear();
            this.onConnection(true);
        });
        source.addEventListener('alive', () => this.#hear());
        for (const type of /** @type {const} */ (['reset', 'session', 'removed']))
            source.addEventListener(type, event => {
                this.#hear();
                this.onEvent(type, JSON.parse(event.data));
            });
        source.addEventListener('error', () => {
            if (source.readyState === EventSource.CLOSED) this.#refused(source);
            else this.onConnection(false);
        });
    }

    close() {
        clearTimeout(this.#timer);
        clearTimeout(this.#silence);
        this.#source?.close();
        this.#source = null;
    }

    #hear() {
        clearTimeout(this.#silence);
        this.#silence = setTimeout(() => {
            this.onConnection(false);
            this.open();
        }, longestSilence);
    }

    /** The browser gives up a stream that is refused, and does not say why it was. */
    async #refused(source) {
        const problem = await tryEvents().catch(error => error);
        if (source !== this.#source) return;
        const isTold = problem instanceof Problem && problem.status !== 0 && problem.status < 500;
        this.onConnection(false, isTold ? problem.message : '');
        this.#timer = setTimeout(() => this.open(), this.#wait);
        this.#wait = Math.min(2 * this.#wait, longestWait);
    }
}
