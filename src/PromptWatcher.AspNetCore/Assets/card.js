import { since } from './age.js';
import { byId, element } from './dom.js';
import { endOf, hasEnded, isWaiting, nameOf, promptKey } from './sessions.js';
import { replies } from './replies.js';

/** Words for what a program does. */
const activities = { unknown: 'unclear', starting: 'starting', working: 'working', idle: 'idle', awaiting: 'waiting', exited: 'ended' };

/** A prompt that has just come under the pointer, the finger or the keys is not answered by what was meant for another, in ms. */
const unsettled = 300;

/** One session in the queue. Parts are made anew only when they change: a half-typed answer must stay. */
export class Card {
    #drawn = '';

    /** The session as it was when its prompt was drawn: what is answered is what is seen. @type {import('./sessions.js').Session | null} */
    #asked = null;
    #timer = 0;

    /**
     * @param {string} id
     * @param {import('./answers.js').Answers} answers
     * @param {(id: string) => void} onOpen
     */
    constructor(id, answers, onOpen) {
        this.id = id;
        this.answers = answers;
        this.head = element('div', { class: 'card-head' });
        this.ask = element('div', { class: 'ask' });
        this.status = element('p', { class: 'answer-status', role: 'status' });
        this.foot = element('div', { class: 'card-foot' });
        this.node = element('article', { class: 'card', role: 'listitem', tabindex: -1, 'data-session': id },
            this.head, this.ask, this.status, this.foot);
        this.open = element('button', { type: 'button', class: 'open', onclick: () => onOpen(id) }, 'Open terminal');
    }

    /**
     * @param {import('./sessions.js').Session} session
     * @param {boolean} isOpen its terminal is the one shown
     */
    update(session, isOpen) {
        this.session = session;
        const state = hasEnded(session) ? endOf(session) : activities[session.activity] ?? session.activity;
        this.node.dataset.activity = isWaiting(session) ? 'awaiting' : hasEnded(session) ? 'exited' : session.activity;
        this.node.classList.toggle('is-open', isOpen);
        this.node.setAttribute('aria-label', `${nameOf(session)}, ${state}${session.prompt ? `: ${session.prompt.question}` : ''}`);
        this.#drawHead(session, state);
        const prompt = isWaiting(session) ? session.prompt : null;
        const drawn = JSON.stringify([prompt && promptKey(session), prompt, session.isReadOnly, session.error]);
        const isKept = prompt !== null && this.#isAsked(session) && this.#isHalfTyped;
        if (drawn !== this.#drawn && !isKept) this.#drawAsk(prompt, drawn);
        this.#drawAttempt();
    }

    /** Takes no answer for a moment. */
    settle() {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
            this.#timer = 0;
            this.#drawAttempt();
        }, unsettled);
        this.#drawAttempt();
    }

    /** Chooses an option by its number, from 1. @param {number} number */
    choose(number) {
        this.ask.querySelectorAll('.option')[number - 1]?.click();
    }

    #isAsked(session) {
        return this.#asked !== null && promptKey(session) === promptKey(this.#asked);
    }

    get #isHalfTyped() {
        return [...this.ask.querySelectorAll('.reply input')].some(input => input.value !== '');
    }

    #drawHead(session, state) {
        this.head.replaceChildren(
            element('span', { class: 'dot', 'aria-hidden': 'true' }),
            element('strong', { class: 'name' }, nameOf(session)),
            element('span', { class: 'title' }, session.title),
            element('span', { class: 'state' }, state, ' · ', element('time', { datetime: session.since }, since(session.since))));
        const facts = [session.id, session.environment, session.project, session.worktree?.split('/').pop(), session.isReadOnly ? 'watch only' : null];
        const places = facts.filter(Boolean).map(fact => element('span', { class: 'fact' }, fact));
        const kept = this.foot.querySelector('.facts');
        if (kept?.textContent === places.map(place => place.textContent).join('')) return;
        this.foot.replaceChildren(element('div', { class: 'facts' }, ...places), this.open);
    }

    #drawAsk(prompt, drawn) {
        const isNew = prompt !== null && !this.#isAsked(this.session);
        this.#drawn = drawn;
        this.#asked = prompt && this.session;
        const focused = this.ask.contains(document.activeElement) ? document.activeElement : null;
        this.ask.replaceChildren(...(prompt ? this.#question(prompt) : this.#lost()));
        // The rest of a text is no key that answers what stands here now.
        if (focused?.matches('.reply input')) byId('queue-title').focus();
        else if (focused) this.node.focus();
        if (isNew) this.settle();
    }

    #question(prompt) {
        const parts = [element('h3', { class: 'question' }, prompt.question)];
        if (prompt.subject) parts.push(element('pre', { class: 'subject', tabindex: 0, 'aria-label': 'What it is about' }, prompt.subject));
        if (!this.session.isReadOnly) parts.push(replies(prompt, (reply, label) => this.#give(reply, label)));
        return parts;
    }

    #lost() {
        return this.session.error ? [element('p', { class: 'lost' }, this.session.error)] : [];
    }

    #give(reply, label) {
        if (this.#isClosed()) return false;
        this.answers.give(this.#asked, reply, label);
        return true;
    }

    #isClosed() {
        const attempt = this.answers.of(this.id);
        return this.answers.isOffline || this.#timer !== 0 || (attempt !== undefined && attempt.problem === null);
    }

    #drawAttempt() {
        const attempt = this.answers.of(this.id);
        const isClosed = this.#isClosed();
        for (const control of this.ask.querySelectorAll('button, input')) {
            if (isClosed) control.setAttribute('aria-disabled', 'true');
            else control.removeAttribute('aria-disabled');
        }
        let text = '';
        if (attempt?.problem) text = `“${attempt.label}” was not taken. ${attempt.problem}`;
        else if (!attempt && this.answers.isOffline && this.#asked) text = 'The server cannot be reached: nothing can be answered now.';
        else if (attempt) text = `${attempt.isTaken ? 'Answered' : 'Answering'}: ${attempt.label}`;
        if (this.status.textContent !== text) this.status.textContent = text;
        this.node.classList.toggle('is-answering', attempt !== undefined && !attempt.problem);
        this.node.classList.toggle('has-problem', Boolean(attempt?.problem));
    }
}
