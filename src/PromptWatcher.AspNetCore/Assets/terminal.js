import { remove } from './api.js';
import { byId } from './dom.js';
import { Recording } from './recording.js';
import { Screen } from './screen.js';
import { endOf, hasEnded, nameOf } from './sessions.js';
import { SessionSocket } from './socket.js';

const holders = {
    you: 'You have control. Ctrl+F6 leaves the terminal.',
    other: 'Somebody else has control. You are watching.',
    none: 'You are watching.',
    awaited: 'The connection was cut. Control comes back when the server has noticed, unless somebody else has it.',
};

const refusals = {
    'lease': 'Not typed: control is elsewhere.',
    'input-too-long': 'Not typed: the line is longer than the terminal takes.',
    'busy': 'Not typed: the program reads nothing just now.',
    'delayed': 'Not read yet by the program, which gets it as soon as it reads.',
    'too-much': 'Not typed: it is more than may be typed at once.',
};

/** The terminal of the one session that is looked at. */
export class TerminalView {
    #holder = 'none';
    #isAwaited = false;
    #isAsked = false;
    #fitTimer = 0;
    #trouble = '';
    #isOver = false;

    /** The session's run when this view was over; empty where there was no session. */
    #lastEpoch = '';

    /**
     * @param {string} id
     * @param {() => void} onClose
     */
    constructor(id, onClose) {
        this.id = id;
        this.onClose = onClose;
        this.abort = new AbortController();
        this.screen = new Screen(byId('screen'), bytes => this.socket.type(bytes), size => this.#fit(size), () => this.socket.read());
        this.recording = new Recording(id, this.screen, this.abort.signal, problem => this.#note(problem));
        this.#note('');
        this.#button('take', () => this.#take());
        this.#button('release', () => this.socket.release());
        this.#button('reader', () => this.#setReader(byId('reader').getAttribute('aria-pressed') !== 'true'));
        this.#button('end', () => this.#end());
        this.socket = new SessionSocket(id, this);
        this.#setReader(byId('reader').getAttribute('aria-pressed') === 'true');
        this.#drawControls();
    }

    /** @param {import('./sessions.js').Session | undefined} session */
    update(session) {
        this.session = session;
        if (!session) this.#lastEpoch = '';
        byId('terminal-name').textContent = session ? nameOf(session) : this.id;
        byId('terminal-title').textContent = session?.title ?? '';
        this.#drawControls();
    }

    /** This view is over. */
    get isOver() {
        return this.#isOver;
    }

    /** This view is over, and the session is there again: another run of it, or adopted anew. */
    get isOutlived() {
        return this.#isOver && this.session !== undefined && !hasEnded(this.session) && this.session.epoch !== this.#lastEpoch;
    }

    /** Bytes that were shown here and are not read yet. */
    get unread() {
        return this.screen.unread;
    }

    onState(state) {
        if (state === 'open') this.#trouble = '';
        const text = state === 'open' ? '' : state === 'connecting' ? 'Connecting …' : 'Reconnecting …';
        byId('terminal-state').textContent = [text, this.#trouble].filter(Boolean).join(' ');
        byId('terminal').classList.toggle('is-cut', state === 'reconnecting');
        if (state === 'reconnecting') this.onLease('none');
    }

    onTrouble(text) {
        this.#trouble = text;
        this.onState('reconnecting');
    }

    onSnapshot(size, bytes, missed) {
        if (missed !== 0) {
            const why = missed === null
                ? 'The session is another than before the cut'
                : `${missed.toLocaleString()} bytes passed unseen, in a cut or faster than they can be shown`;
            this.#note(`${why}. This is the present screen.`);
        }
        this.screen.show(size, bytes);
    }

    onOutput(bytes) {
        this.screen.write(bytes);
    }

    onResize(size) {
        this.screen.resize(size);
    }

    onLease(holder, isAwaited = false) {
        const was = this.#holder;
        this.#holder = holder;
        this.#isAwaited = isAwaited;
        this.screen.setControl(holder === 'you');
        if (was === 'you' && holder === 'other' && !isAwaited) this.#note('Somebody else has taken control.');
        else if (holder === 'you' && was !== 'you') this.#note('');
        if (holder === 'you' && this.#isAsked) this.screen.focus();
        if (holder === 'you') this.#isAsked = false;
        this.#drawControls();
    }

    onRefused(reason) {
        this.#note(refusals[reason] ?? `Not typed: ${reason}.`);
    }

    onExit(exit) {
        this.#note(`The program ${endOf({ exit, error: exit.error })}. ${exit.error ?? ''}`.trim());
    }

    onEnd(reason) {
        this.#isOver = true;
        this.#lastEpoch = this.session?.epoch ?? '';
        this.onState('open');
        this.onLease('none');
        if (reason !== 'exited') this.#note(reason);
    }

    /** The server is back: no need to wait. */
    hurry() {
        this.socket.hurry();
    }

    /** Something was typed here by somebody who only watches, or beside the terminal. */
    hint() {
        if (this.#holder !== 'you' && !byId('take').hidden) this.#note('Not typed: you are watching. Take control to type.');
    }

    /** Where keys that are not typed go on from. */
    leave() {
        byId(this.#holder === 'you' ? 'release' : 'close').focus();
    }

    dispose() {
        clearTimeout(this.#fitTimer);
        this.abort.abort();
        this.socket.close();
        this.screen.dispose();
    }

    /** Control that comes back by itself later does not take the focus along. */
    #take() {
        this.#isAsked = true;
        this.socket.takeControl();
    }

    /** Kept from one terminal to the next. @param {boolean} isOn */
    #setReader(isOn) {
        byId('reader').setAttribute('aria-pressed', String(isOn));
        this.screen.terminal.options.screenReaderMode = isOn;
    }

    /** A window that is being dragged has many sizes; the program gets the one it rests at. */
    #fit(size) {
        clearTimeout(this.#fitTimer);
        this.#fitTimer = setTimeout(() => this.socket.resize(size), 100);
    }

    get #hasEnded() {
        return this.#isOver || (this.session !== undefined && hasEnded(this.session));
    }

    async #end() {
        if (!this.#hasEnded && !confirm(`End ${this.session ? nameOf(this.session) : 'the program'} and forget the session?`)) return;
        try {
            await remove(this.id);
            this.onClose();
        } catch (problem) {
            this.#note(problem.message);
        }
    }

    #drawControls() {
        const isWatchOnly = this.session?.isReadOnly === true;
        const isOver = this.#hasEnded;
        byId('terminal').classList.toggle('is-watching', this.#holder !== 'you');
        byId('take').hidden = isOver || isWatchOnly || this.#holder === 'you';
        byId('release').hidden = isOver || this.#holder !== 'you';
        byId('end').hidden = isWatchOnly;
        byId('end').textContent = isOver ? 'Forget' : 'End';
        byId('holder').textContent = isOver ? 'Ended.' : isWatchOnly ? 'This terminal can only be watched.' : holders[this.#isAwaited ? 'awaited' : this.#holder];
        if (this.#isOver) this.recording.offer();
    }

    #note(text) {
        byId('note').textContent = text;
        byId('note').hidden = text === '';
    }

    #button(id, action) {
        byId(id).addEventListener('click', action, { signal: this.abort.signal });
    }
}
