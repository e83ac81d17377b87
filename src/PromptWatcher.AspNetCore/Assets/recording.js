import { recordingAddress, recordings, recordingText } from './api.js';
import { byId, element } from './dom.js';
import { Player } from './player.js';

/** What was recorded of a session that has ended: files to be had, and to be played where its terminal was. */
export class Recording {
    #isSought = false;

    /** @type {Player | null} */
    #player = null;

    /**
     * @param {string} id
     * @param {import('./screen.js').Screen} screen
     * @param {AbortSignal} over when it is shown no more
     * @param {(problem: string) => void} onProblem
     */
    constructor(id, screen, over, onProblem) {
        this.id = id;
        this.screen = screen;
        this.over = over;
        this.onProblem = onProblem;
        this.seeker = /** @type {HTMLInputElement} */ (byId('play-at'));
        this.speed = /** @type {HTMLSelectElement} */ (byId('play-speed'));
        this.part = /** @type {HTMLSelectElement} */ (byId('recording-part'));
        this.#on('replay', 'click', () => this.#open());
        this.#on('recording-part', 'change', () => this.#choose());
        this.#on('play', 'click', () => this.#player?.isPlaying ? this.#player.pause() : this.#player?.play());
        this.#on('play-at', 'input', () => this.#player?.seek(Number(this.seeker.value)));
        this.#on('play-speed', 'change', () => this.#setSpeed());
        over.addEventListener('abort', () => this.#close());
    }

    /** Is offered where there is one, the newest of its parts first. */
    async offer() {
        if (this.#isSought) return;
        this.#isSought = true;
        let found;
        try {
            found = await recordings(this.id);
        } catch (problem) {
            // Where there is none, there will be none; otherwise it is asked again when something changes.
            this.#isSought = problem.status === 404;
            return;
        }
        if (this.over.aborted) return;
        this.part.replaceChildren(...found.map(({ name }, i) => element('option', { value: name }, `Part ${i + 1} of ${found.length}`)));
        this.part.value = found.at(-1)?.name ?? '';
        this.part.hidden = found.length < 2;
        this.#show(true);
        this.#choose();
    }

    #choose() {
        byId('recording').setAttribute('href', recordingAddress(this.id, this.part.value));
        if (this.#player) this.#open();
    }

    async #open() {
        const name = this.part.value;
        try {
            const text = await recordingText(this.id, name);
            if (this.over.aborted || name !== this.part.value) return;
            this.#player?.close();
            this.#player = new Player(this.screen, text, () => this.#draw());
        } catch (problem) {
            return this.onProblem(problem.message);
        }
        this.seeker.max = String(this.#player.length);
        byId('player').hidden = false;
        this.#setSpeed();
        this.#player.play();
        byId('play').focus();
    }

    #setSpeed() {
        if (this.#player) this.#player.speed = Number(this.speed.value);
    }

    #draw() {
        if (!this.#player) return;
        const { at, length, isPlaying } = this.#player;
        byId('play').textContent = isPlaying ? 'Pause' : 'Play';
        this.seeker.value = String(at);
        this.seeker.setAttribute('aria-valuetext', `${at.toFixed(0)} of ${length.toFixed(0)} seconds`);
        byId('play-time').textContent = `${at.toFixed(1)} / ${length.toFixed(1)} s`;
    }

    #close() {
        this.#player?.close();
        this.#show(false);
        this.part.hidden = true;
        byId('player').hidden = true;
    }

    #show(isThere) {
        byId('recording').hidden = byId('replay').hidden = !isThere;
    }

    #on(id, event, action) {
        byId(id).addEventListener(event, action, { signal: this.over });
    }
}
