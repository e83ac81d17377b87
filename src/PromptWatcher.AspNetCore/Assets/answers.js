import { answer } from './api.js';
import { isWaiting, promptKey } from './sessions.js';

/** How long an answer that was taken may leave the prompt standing before it can be given again, in ms. */
const settled = 5_000;

/**
 * Answers on their way, and those that were not taken.
 * @typedef {{key: string, label: string, isTaken: boolean, problem: string | null}} Attempt
 */
export class Answers {
    /** @type {Map<string, Attempt>} */
    #attempts = new Map();
    #isOffline = false;

    /** @param {import('./sessions.js').Sessions} sessions @param {() => void} onChange */
    constructor(sessions, onChange) {
        this.sessions = sessions;
        this.onChange = onChange;
        sessions.watch(() => this.#forget());
    }

    /** Nothing is answered while the server is away: what stands here may be old. */
    get isOffline() {
        return this.#isOffline;
    }

    set isOffline(isOffline) {
        if (isOffline === this.#isOffline) return;
        this.#isOffline = isOffline;
        this.onChange();
    }

    /** What became of the last answer to what a session asks now, or has just asked. @param {string} id */
    of(id) {
        return this.#attempts.get(id);
    }

    /**
     * Says at once that an answer is on its way, and later what the server said.
     * @param {import('./sessions.js').Session} session
     * @param {{option?: string, index?: number, options?: string[], text?: string}} reply
     * @param {string} label what to call it; never a secret
     */
    async give(session, reply, label) {
        if (!session.prompt || this.#isOffline || this.#isUnderWay(session.id)) return;
        /** @type {Attempt} */
        const attempt = { key: promptKey(session), label, isTaken: false, problem: null };
        this.#attempts.set(session.id, attempt);
        this.onChange();
        try {
            await answer(session.id, { epoch: session.epoch, prompt: session.prompt.id, ...reply });
            attempt.isTaken = true;
            setTimeout(() => this.#drop(session.id, attempt), settled);
            this.#forget();
        } catch (problem) {
            attempt.problem = problem.message;
        }
        this.onChange();
    }

    /** @param {string} id */
    #isUnderWay(id) {
        const attempt = this.#attempts.get(id);
        return attempt !== undefined && attempt.problem === null;
    }

    /** @param {string} id @param {Attempt} attempt */
    #drop(id, attempt) {
        if (this.#attempts.get(id) !== attempt) return;
        this.#attempts.delete(id);
        this.onChange();
    }

    /** An answer is settled when its prompt is gone. One that failed is told until then, or until the next prompt. */
    #forget() {
        for (const [id, attempt] of this.#attempts) {
            const session = this.sessions.get(id);
            const isAsked = session && isWaiting(session) && promptKey(session) === attempt.key;
            const isNext = session && isWaiting(session) && !isAsked;
            if (!session || isNext || (!isAsked && attempt.isTaken)) this.#attempts.delete(id);
        }
    }
}
