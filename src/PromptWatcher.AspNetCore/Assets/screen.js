import { FitAddon } from './addon-fit.mjs';
import { Unicode11Addon } from './addon-unicode11.mjs';
import { silence } from './silence.js';
import { Terminal } from './xterm.mjs';

/** Sizes of the letters in px: the one wished, and the least that a large terminal is scaled down to before it scrolls. */
const fontSize = 14, leastFontSize = 8;

/** Lines that can be scrolled back to; the server sends fewer at once. */
const scrollback = 5_000;

/** Programs choose colours without knowing the ground: text that would be hard to read is made darker or lighter (WCAG AA). */
const minimumContrastRatio = 4.5;

/** An xterm.js terminal that shows exactly what the server sends, in the order in which it was sent. */
export class Screen {
    #encoder = new TextEncoder();
    #isOurs = false;
    #unread = 0;

    /**
     * @param {HTMLElement} host
     * @param {(bytes: Uint8Array) => void} onType what the person types, while they have control
     * @param {(size: {columns: number, rows: number}) => void} onFit the size that the window has room for, while they have control
     * @param {() => void} onRead everything that was written has been read
     */
    constructor(host, onType, onFit, onRead) {
        this.host = host;
        this.onFit = onFit;
        this.onRead = onRead;
        this.terminal = new Terminal({
            allowProposedApi: true, disableStdin: true, scrollback,
            fontSize, fontFamily: fontOf(host), minimumContrastRatio, theme: themeOf(host),
        });
        this.fit = new FitAddon();
        this.terminal.loadAddon(this.fit);
        this.terminal.loadAddon(new Unicode11Addon());
        this.terminal.unicode.activeVersion = '11';
        silence(this.terminal);
        this.terminal.open(host);
        this.terminal.onData(text => this.#isOurs && onType(this.#encoder.encode(text)));
        this.terminal.onBinary(text => this.#isOurs && onType(Uint8Array.from(text, character => character.charCodeAt(0))));
        this.observer = new ResizeObserver(() => this.layOut());
        this.observer.observe(host);
    }

    /** Bytes that xterm.js has taken and not yet read: it keeps 50 MB of them, and throws the rest away. */
    get unread() {
        return this.#unread;
    }

    /** @param {{columns: number, rows: number}} size @param {Uint8Array} bytes */
    show(size, bytes) {
        this.#inOrder(() => {
            this.terminal.reset();
            this.#setSize(size);
        });
        this.write(bytes);
    }

    /** @param {Uint8Array} bytes */
    write(bytes) {
        this.#unread += bytes.length;
        this.terminal.write(bytes, () => {
            this.#unread -= bytes.length;
            if (this.#unread === 0) this.onRead();
        });
    }

    /** When all that was written has been read. @returns {Promise<void>} */
    drained() {
        return new Promise(done => this.terminal.write('', done));
    }

    /** @param {{columns: number, rows: number}} size */
    resize(size) {
        this.#inOrder(() => this.#setSize(size));
    }

    /** @param {boolean} isOurs this page types and sets the size */
    setControl(isOurs) {
        this.#isOurs = isOurs;
        this.terminal.options.disableStdin = !isOurs;
        this.terminal.options.cursorBlink = isOurs && !matchMedia('(prefers-reduced-motion: reduce)').matches;
        this.layOut();
    }

    /** Whoever has control gives the terminal the window's size; for others it is scaled to the width, and scrolls. */
    layOut() {
        if (this.host.clientWidth === 0) return;
        this.terminal.options.fontSize = this.#isOurs ? fontSize : this.#scaled();
        const room = this.#isOurs ? this.fit.proposeDimensions() : undefined;
        if (room && (room.cols !== this.terminal.cols || room.rows !== this.terminal.rows))
            this.onFit({ columns: room.cols, rows: room.rows });
    }

    focus() {
        this.terminal.focus();
    }

    setTheme() {
        this.terminal.options.theme = themeOf(this.host);
    }

    dispose() {
        this.observer.disconnect();
        this.terminal.dispose();
    }

    /** A size counts from the byte on at which it was sent; what was written before is read later. */
    #inOrder(change) {
        this.terminal.write('', change);
    }

    #setSize({ columns, rows }) {
        this.terminal.resize(columns, rows);
        this.layOut();
    }

    #scaled() {
        const screen = this.host.querySelector('.xterm-screen');
        const width = screen?.clientWidth ?? 0;
        const now = this.terminal.options.fontSize ?? fontSize;
        if (width === 0) return now;
        const room = this.host.clientWidth - 2 * parseFloat(getComputedStyle(this.host).paddingLeft) - 16;
        return Math.max(leastFontSize, Math.min(fontSize, Math.floor(2 * now * room / width) / 2));
    }
}

/** @param {HTMLElement} host */
const fontOf = host => getComputedStyle(host).getPropertyValue('--mono').trim();

/** The terminal's colours are those of the page, as they are now: dark or light. @param {HTMLElement} host */
function themeOf(host) {
    const probe = document.createElement('i');
    host.append(probe);
    const color = name => {
        probe.style.color = `var(--term-${name})`;
        return getComputedStyle(probe).color;
    };
    const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
    const bright = name => `bright${name[0].toUpperCase()}${name.slice(1)}`;
    const theme = {
        ...Object.fromEntries(names.flatMap(name => [[name, color(name)], [bright(name), color(name)]])),
        background: color('background'), foreground: color('foreground'), cursor: color('foreground'), cursorAccent: color('background'),
        selectionBackground: color('selection'),
    };
    probe.remove();
    return theme;
}
