import { arrange, byId, element } from './dom.js';
import { Card } from './card.js';
import { hasEnded, isWaiting } from './sessions.js';

/** The parts of the queue, in their order. */
const groups = [
    { id: 'waiting', title: 'Waiting for you', has: isWaiting },
    { id: 'working', title: 'Working', has: session => !isWaiting(session) && !hasEnded(session) && session.activity !== 'idle' },
    { id: 'idle', title: 'Idle', has: session => !isWaiting(session) && !hasEnded(session) && session.activity === 'idle' },
    { id: 'ended', title: 'Ended', has: hasEnded },
];

/** Who waits for a person, the longest first; then the others, the newest change first. */
export class Queue {
    /** @type {Map<string, Card>} */
    #cards = new Map();

    /** @type {string[]} */
    #waiting = [];

    /** The card that last had the focus. @type {string | null} */
    #current = null;

    /** The current card, while an answer to it is on its way. @type {string | null} */
    #answered = null;

    /**
     * @param {import('./sessions.js').Sessions} sessions
     * @param {import('./answers.js').Answers} answers
     * @param {(id: string) => void} onOpen
     */
    constructor(sessions, answers, onOpen) {
        this.sessions = sessions;
        this.answers = answers;
        this.onOpen = onOpen;
        this.opened = '';
        this.root = byId('queue');
        this.lists = groups.map(group => element('div', { class: 'cards', role: 'list' }));
        this.sections = groups.map((group, index) => element('section', { class: `group ${group.id}`, 'aria-label': group.title },
            element('h2', {}, group.title, ' ', element('span', { class: 'count' })), this.lists[index]));
        byId('hosts').before(...this.sections);
        this.root.addEventListener('focusin', event => this.#focused(event.target.closest('.card')?.dataset.session));
    }

    /** Draws what has changed. */
    draw() {
        const focused = document.activeElement;
        const hadFocus = this.root.contains(focused);
        const place = this.#waiting.indexOf(this.#current ?? '');
        const all = this.sessions.all;
        for (const id of this.#cards.keys()) {
            if (!this.sessions.get(id)) this.#cards.delete(id);
        }
        groups.forEach((group, index) => this.#drawGroup(index, sort(all.filter(group.has), group.id === 'waiting')));
        byId('empty').hidden = all.length > 0;
        byId('nobody').hidden = all.length === 0 || this.waiting.length > 0;
        this.#settleMoved();
        if (hadFocus) this.#keepFocus(focused, place);
        this.#markCurrent();
    }

    /** Those that wait, the longest first. */
    get waiting() {
        return sort(this.sessions.all.filter(isWaiting), true);
    }

    /** Chooses an option of a session's prompt by its number, from 1. @param {string} id @param {number} number */
    choose(id, number) {
        this.#cards.get(id)?.choose(number);
    }

    /** Goes so many cards down, or up. @param {number} step */
    move(step) {
        const ids = this.#order();
        const at = ids.indexOf(this.#current ?? '');
        const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), ids.length - 1);
        this.focus(ids[next]);
    }

    /** Puts the focus on a session's card; on the first without one. @param {string} [id] */
    focus(id) {
        const card = this.#cards.get(id ?? this.#current ?? this.#order()[0]);
        card?.node.focus();
        card?.node.scrollIntoView({ block: 'nearest' });
    }

    #drawGroup(index, members) {
        this.sections[index].hidden = members.length === 0;
        this.sections[index].querySelector('.count').textContent = String(members.length);
        arrange(this.lists[index], members.map(session => {
            const card = this.#cards.get(session.id) ?? new Card(session.id, this.answers, this.onOpen);
            this.#cards.set(session.id, card);
            card.update(session, session.id === this.opened);
            return card.node;
        }));
    }

    /** A card that moves up under the pointer is not to get the second half of a double click. */
    #settleMoved() {
        const now = this.waiting.map(session => session.id);
        now.forEach((id, index) => {
            const before = this.#waiting.indexOf(id);
            if (before >= 0 && before !== index) this.#cards.get(id)?.settle();
        });
        this.#waiting = now;
    }

    /**
     * A card that was moved keeps the focus; whoever has answered goes on to the one that waits at the same place now.
     * @param {Element | null} focused
     * @param {number} place where the current card stood among those that wait
     */
    #keepFocus(focused, place) {
        const waiting = this.waiting.map(session => session.id);
        if (this.#answered !== null && this.#answered === this.#current && !waiting.includes(this.#current) && waiting.length > 0) {
            const next = waiting[Math.min(place, waiting.length - 1)];
            this.#cards.get(next)?.settle();
            this.focus(next);
        } else if (document.activeElement === document.body)
            (focused?.isConnected ? focused : this.#cards.get(this.#current ?? '')?.node)?.focus();
    }

    #markCurrent() {
        if (this.#current === null || !this.#cards.has(this.#current)) this.#current = this.#order()[0] ?? null;
        for (const [id, card] of this.#cards) card.node.tabIndex = id === this.#current ? 0 : -1;
        const attempt = this.answers.of(this.#current ?? '');
        this.#answered = attempt && !attempt.problem ? this.#current : null;
    }

    /** @param {string | undefined} id */
    #focused(id) {
        if (id === undefined) return;
        this.#current = id;
        this.#markCurrent();
    }

    /** The ids from top to bottom. */
    #order() {
        return this.lists.flatMap(list => [...list.children].map(card => card.dataset.session));
    }
}

/** @param {import('./sessions.js').Session[]} sessions @param {boolean} isOldestFirst */
function sort(sessions, isOldestFirst) {
    const sign = isOldestFirst ? 1 : -1;
    return sessions.sort((one, other) => sign * one.since.localeCompare(other.since) || one.id.localeCompare(other.id));
}
