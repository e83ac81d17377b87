import { snapshot } from './api.js';
import { arrange, byId, element } from './dom.js';
import { hasEnded, isWaiting, nameOf } from './sessions.js';

/** A tile that can be seen is drawn anew this often, in ms. */
const pace = 3_000;

/** All sessions as small screens, from the server's own screens: no socket, no terminal. */
export class Tiles {
    /** @type {Map<string, Tile>} */
    #tiles = new Map();

    /** @param {import('./sessions.js').Sessions} sessions @param {(id: string) => void} onOpen */
    constructor(sessions, onOpen) {
        this.sessions = sessions;
        this.onOpen = onOpen;
        this.isShown = false;
        this.observer = new IntersectionObserver(entries => entries.forEach(entry => this.#seen(entry)));
        setInterval(() => this.#refresh(), pace);
    }

    /** @param {boolean} isShown */
    show(isShown) {
        this.isShown = isShown;
        this.draw();
    }

    draw() {
        if (!this.isShown) return;
        for (const [id, tile] of this.#tiles) {
            if (this.sessions.get(id)) continue;
            this.observer.unobserve(tile.node);
            this.#tiles.delete(id);
        }
        const inOrder = this.sessions.all.sort((one, other) => one.createdAt.localeCompare(other.createdAt));
        arrange(byId('tiles'), inOrder.map(session => this.#tile(session).node));
    }

    #tile(session) {
        let tile = this.#tiles.get(session.id);
        if (!tile) {
            tile = new Tile(session.id, this.onOpen);
            this.#tiles.set(session.id, tile);
            this.observer.observe(tile.node);
        }
        tile.update(session);
        return tile;
    }

    #seen({ target, isIntersecting }) {
        const tile = this.#tiles.get(target.dataset.session);
        if (!tile) return;
        tile.isSeen = isIntersecting;
        tile.refresh();
    }

    #refresh() {
        if (!this.isShown || document.hidden) return;
        for (const tile of this.#tiles.values()) tile.refresh();
    }
}

class Tile {
    #isUnderWay = false;
    #last = '';

    constructor(id, onOpen) {
        this.id = id;
        this.isSeen = false;
        this.caption = element('span', { class: 'tile-caption' });
        this.rows = element('pre', { 'aria-hidden': 'true' });
        this.node = element('button', { type: 'button', class: 'tile', 'data-session': id, onclick: () => onOpen(id) },
            this.caption, this.rows);
    }

    update(session) {
        const last = JSON.stringify([session.activity, session.since, session.title, session.prompt]);
        this.node.dataset.activity = isWaiting(session) ? 'awaiting' : hasEnded(session) ? 'exited' : session.activity;
        this.caption.textContent = [nameOf(session), session.prompt?.question ?? session.title].filter(Boolean).join(' · ');
        if (last === this.#last) return;
        this.#last = last;
        this.refresh();
    }

    async refresh() {
        if (!this.isSeen || this.#isUnderWay) return;
        this.#isUnderWay = true;
        try {
            const shown = await snapshot(this.id);
            this.rows.style.setProperty('--columns', shown.size.columns);
            this.rows.textContent = shown.lines.join('\n');
        } catch {
            // It is gone, or the server is; the page says so elsewhere.
        } finally {
            this.#isUnderWay = false;
        }
    }
}
