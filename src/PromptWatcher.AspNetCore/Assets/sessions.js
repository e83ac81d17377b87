/**
 * @typedef {{label: string, isSelected: boolean, isChecked: boolean | null, takesText: boolean}} Option
 * @typedef {{id: number, kind: string, question: string, subject: string | null, options: Option[], takesText: boolean, isSecret: boolean,
 *     isMultiSelect: boolean}} Prompt
 * @typedef {{id: string, epoch: string, agent: string | null, environment: string | null, project: string | null, worktree: string | null,
 *     command: string | null, title: string, size: {columns: number, rows: number}, createdAt: string, activity: string, since: string,
 *     prompt: Prompt | null, exit: {code: number | null, signal: number | null, isOutOfMemory: boolean} | null, error: string | null,
 *     isReadOnly?: boolean}} Session
 */

/** What the server last said of all sessions. */
export class Sessions {
    /** @type {Map<string, Session>} */
    #known = new Map();

    /** @type {((sessions: Sessions) => void)[]} */
    #watchers = [];

    /** Calls a watcher after every change. @param {(sessions: Sessions) => void} watcher */
    watch(watcher) {
        this.#watchers.push(watcher);
    }

    /** @returns {Session[]} */
    get all() {
        return [...this.#known.values()];
    }

    /** @param {string} id */
    get(id) {
        return this.#known.get(id);
    }

    /** @param {Session[]} sessions all there are */
    reset(sessions) {
        this.#known = new Map(sessions.map(session => [session.id, session]));
        this.#tell();
    }

    /** @param {Session} session */
    put(session) {
        this.#known.set(session.id, session);
        this.#tell();
    }

    /** @param {string} id */
    remove(id) {
        if (this.#known.delete(id)) this.#tell();
    }

    #tell() {
        for (const watcher of this.#watchers) watcher(this);
    }
}

/** @param {Session} session */
export const hasEnded = session => session.exit !== null || session.error !== null || session.activity === 'exited';

/** @param {Session} session */
export const isWaiting = session => session.prompt !== null && !hasEnded(session);

/** Names a prompt among all there ever are: its number begins anew with each run. @param {Session} session */
export const promptKey = session => `${session.id}/${session.epoch}/${session.prompt?.id}`;

/** What a person calls it. @param {Session} session */
export const nameOf = session => session.agent ?? session.command?.split('/').pop() ?? session.id;

/** How a program ended, in words; why one was lost, its error says. @param {Session} session */
export function endOf(session) {
    const { exit, error } = session;
    if (error) return 'was lost';
    if (exit?.isOutOfMemory) return 'ended: out of memory';
    if (exit?.signal) return `ended by signal ${exit.signal}`;
    return exit?.code === null || exit?.code === undefined ? 'ended' : `ended with code ${exit.code}`;
}
