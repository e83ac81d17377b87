/** The longest pause that is kept, in s: nobody waits again for what was waited for once. */
const longestPause = 2;

/** Between two steps, in ms. */
const step = 40;

/** Characters that are written before it is waited until they are read: xterm.js keeps 50 MB, and throws at more. */
const slice = 512 * 1024;

/**
 * Reads a recording (https://docs.asciinema.org/manual/asciicast/v3/): each event says how long after the last one it came.
 * @param {string} text
 * @returns {{size: {columns: number, rows: number}, events: {at: number, code: string, data: string}[]}}
 */
function parse(text) {
    // The last line of one that grows, or of a server that was killed, may be cut.
    const lines = text.slice(0, text.lastIndexOf('\n')).split('\n');
    const { term } = JSON.parse(lines[0]);
    let at = 0;
    const events = lines.slice(1).filter(line => line.startsWith('[')).map(line => {
        const [pause, code, data] = JSON.parse(line);
        at += Math.min(pause, longestPause);
        return { at, code, data };
    });
    return { size: { columns: term.cols, rows: term.rows }, events };
}

/** Plays a recording on a screen. */
export class Player {
    #next = 0;
    #goal = 0;
    #timer = 0;
    #steppedAt = 0;
    #isGoing = false;
    #isOver = false;
    #encoder = new TextEncoder();

    /** Where it is, in s. */
    at = 0;
    speed = 1;

    /**
     * @param {import('./screen.js').Screen} screen
     * @param {string} text
     * @param {() => void} onStep
     */
    constructor(screen, text, onStep) {
        this.screen = screen;
        this.onStep = onStep;
        Object.assign(this, parse(text));
        this.#rewind();
        this.seek(0);
    }

    /** How long it is, in s. */
    get length() {
        return this.events.at(-1)?.at ?? 0;
    }

    get isPlaying() {
        return this.#timer !== 0;
    }

    play() {
        if (this.at >= this.length) this.seek(0);
        this.#steppedAt = performance.now();
        this.#timer = setInterval(() => this.#step(), step);
        this.onStep();
    }

    pause() {
        clearInterval(this.#timer);
        this.#timer = 0;
        this.onStep();
    }

    /** Shows what stood there then, as soon as the screen has read what leads there; of several wishes the last counts. @param {number} at in s */
    async seek(at) {
        this.#goal = Math.min(at, this.length);
        if (this.#isGoing) return;
        this.#isGoing = true;
        while (!this.#isOver && (this.#goal < this.at || this.#isDue)) {
            if (this.#goal < this.at) this.#rewind();
            this.#write();
            await this.screen.drained();
        }
        this.#isGoing = false;
        this.at = this.#goal;
        if (this.isPlaying && this.at >= this.length) this.pause();
        else this.onStep();
    }

    close() {
        this.#isOver = true;
        this.pause();
    }

    get #isDue() {
        return this.#next < this.events.length && this.events[this.#next].at <= this.#goal;
    }

    #step() {
        const now = performance.now();
        if (!this.#isGoing) this.seek(this.at + this.speed * (now - this.#steppedAt) / 1_000);
        this.#steppedAt = now;
    }

    #rewind() {
        this.#next = 0;
        this.at = 0;
        this.screen.show(this.size, new Uint8Array());
    }

    #write() {
        for (let written = 0; this.#isDue && written < slice; this.#next++) {
            const { at, code, data } = this.events[this.#next];
            if (code === 'o') this.screen.write(this.#encoder.encode(data));
            else if (code === 'r') this.#resize(data);
            this.at = at;
            written += data.length;
        }
    }

    #resize(size) {
        const [columns, rows] = size.split('x').map(Number);
        this.screen.resize({ columns, rows });
    }
}
