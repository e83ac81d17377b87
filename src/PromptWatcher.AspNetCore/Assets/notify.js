import { byId } from './dom.js';
import { isWaiting, nameOf, promptKey } from './sessions.js';

/** Prompts that come within this time are announced together, in ms: each change of the text drops what has not been read out of the one before. */
const together = 300;

/** Tells of each prompt once: to screen readers, and as a notification where the person has asked for them. */
export class Notices {
    /** @type {Set<string> | null} */
    #told = null;
    #isOn = false;

    /** What is to be announced. @type {string[]} */
    #news = [];

    /** @param {(id: string) => void} onChoose */
    constructor(onChoose) {
        this.onChoose = onChoose;
        this.button = byId('notify');
        this.button.hidden = !('Notification' in window);
        this.button.addEventListener('click', () => this.#toggle());
        this.#draw();
    }

    /** @param {import('./sessions.js').Session[]} sessions */
    update(sessions) {
        const waiting = sessions.filter(isWaiting);
        const keys = new Set(waiting.map(promptKey));
        const isFirst = this.#told === null;
        const fresh = waiting.filter(session => !this.#told?.has(promptKey(session)));
        this.#told = keys;
        if (isFirst || fresh.length === 0) return;
        if (this.#news.length === 0) setTimeout(() => byId('announcer').textContent = this.#news.splice(0).join(' '), together);
        for (const session of fresh) {
            this.#news.push(`${nameOf(session)} asks: ${session.prompt.question}`);
            this.#notify(session);
        }
    }

    async #toggle() {
        this.#isOn = !this.#isOn && await Notification.requestPermission() === 'granted';
        this.#draw();
    }

    #draw() {
        this.button.setAttribute('aria-pressed', String(this.#isOn));
        const isRefused = 'Notification' in window && Notification.permission === 'denied';
        this.button.textContent = isRefused ? 'Notifications are blocked' : 'Notify me';
        this.button.title = isRefused ? 'Allow them in the browser\'s settings of this page.' : 'Tell me of each prompt';
    }

    #notify(session) {
        if (!this.#isOn || document.hasFocus()) return;
        const body = [session.prompt.question, session.prompt.subject, session.project].filter(Boolean).join('\n');
        let notice;
        try {
            notice = new Notification(`${nameOf(session)} waits for you`, { body, tag: promptKey(session) });
        } catch {
            return; // Browsers of phones take them from service workers only.
        }
        notice.onclick = () => {
            window.focus();
            this.onChoose(session.id);
            notice.close();
        };
    }
}
