import { hostMonitor, setHostMonitor } from './api.js';
import { arrange, byId, element } from './dom.js';
import { since } from './age.js';

/** Between two questions, in ms. What is captured is a session, and told at once; this is the rest. */
const interval = 5_000;

const states = { stopped: 'not followed', starting: 'being looked for', watching: 'followed', away: 'out of reach' };

/** The host's terminals that others started and that nothing captures: what runs there, and no picture. */
export class Hosts {
    /** @type {Map<string, HTMLElement>} */
    #rows = new Map();
    #timer = 0;
    #isRunning = false;

    constructor() {
        this.root = byId('hosts');
        byId('hosts-switch').addEventListener('click', () => this.#switch());
        addEventListener('visibilitychange', () => this.#ask());
        this.#ask();
    }

    async #ask() {
        clearTimeout(this.#timer);
        if (document.hidden) return;
        try {
            this.#draw(await hostMonitor());
        } catch (problem) {
            // The application has no monitor, and will have none.
            if (problem.status === 404) return;
        }
        this.#timer = setTimeout(() => this.#ask(), interval);
    }

    async #switch() {
        byId('hosts-switch').toggleAttribute('disabled', true);
        await setHostMonitor(!this.#isRunning).catch(problem => byId('hosts-problem').textContent = problem.message);
        byId('hosts-switch').toggleAttribute('disabled', false);
        this.#ask();
    }

    #draw({ state, problem, terminals }) {
        const unseen = terminals.filter(terminal => !terminal.session && !terminal.isOurs);
        this.#isRunning = state !== 'stopped';
        this.root.hidden = false;
        byId('hosts-state').textContent = states[state] ?? state;
        byId('hosts-count').textContent = String(unseen.length);
        byId('hosts-problem').textContent = problem ?? '';
        byId('hosts-switch').textContent = this.#isRunning ? 'Stop' : 'Start';
        this.#rows = new Map(unseen.map(terminal => [terminal.id, this.#row(terminal)]));
        arrange(byId('hosts-list'), [...this.#rows.values()]);
    }

    #row(terminal) {
        const row = this.#rows.get(terminal.id) ?? element('li', { class: 'host', 'data-terminal': terminal.id });
        const facts = [terminal.device, terminal.user, terminal.workingDirectory, terminal.parent === 'none' ? null : terminal.parent, terminal.container?.slice(0, 12)];
        const parts = [
            element('strong', {}, terminal.agent ?? terminal.foreground ?? terminal.command ?? '?'),
            terminal.isReading && element('span', { class: 'state' }, 'waits for input'),
            ...facts.filter(Boolean).map(fact => element('span', { class: 'fact' }, fact)),
            element('time', { datetime: terminal.startedAt }, since(terminal.startedAt)),
        ].filter(Boolean);
        if (row.textContent !== parts.map(part => part.textContent).join('')) row.replaceChildren(...parts);
        return row;
    }
}
