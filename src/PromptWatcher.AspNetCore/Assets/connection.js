import { since } from './age.js';
import { byId } from './dom.js';

/** Says when the server is away, or why it lets nobody in, and greys what may be old. */
export class Connection {
    #lostAt = 0;

    /** @param {(isConnected: boolean) => void} onChange */
    constructor(onChange) {
        this.onChange = onChange;
        setInterval(() => this.#show(), 1_000);
    }

    /**
     * @param {boolean} isConnected
     * @param {string} [refusal] why it is not, in the words of a server that is there
     */
    set(isConnected, refusal = '') {
        const wasLost = this.#lostAt > 0;
        if (isConnected) this.#lostAt = 0;
        else if (!wasLost) this.#lostAt = Date.now();
        document.body.classList.toggle('offline', !isConnected);
        byId('lost').hidden = refusal !== '';
        byId('refused').hidden = refusal === '';
        byId('refusal').textContent = refusal;
        this.#show();
        if (wasLost === isConnected) this.onChange(isConnected);
    }

    #show() {
        byId('connection').hidden = this.#lostAt === 0;
        byId('lost-for').textContent = this.#lostAt ? since(this.#lostAt) : '';
    }
}
