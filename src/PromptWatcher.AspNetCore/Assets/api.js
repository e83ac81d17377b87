/** How long an answer of the server is waited for; it waits itself until a program has taken what was typed. */
const patience = 30_000;

const unreachable = { title: 'The server cannot be reached.', detail: 'Try again when it is back.' };

/** Why something was not done, in the server's words (RFC 9457) where it said any. */
export class Problem extends Error {
    /**
     * @param {number} status 0 where the server did not answer
     * @param {{type?: string, title?: string, detail?: string, field?: string}} told
     */
    constructor(status, told) {
        super([told.title, told.detail].filter(Boolean).join(' ') || `The server answered with status ${status}.`);
        this.status = status;
        this.detail = told.detail ?? '';
        this.field = told.field ?? '';
        this.type = (told.type ?? '').replace('urn:promptwatcher:problem:', '');
    }
}

/**
 * @param {string} method
 * @param {string} path below the page
 * @param {object} [body]
 * @param {(response: Response) => Promise<any>} [read] takes what came back where it is no JSON
 * @returns {Promise<any>} what came back, if anything did
 * @throws {Problem}
 */
async function call(method, path, body, read) {
    let response;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), patience);
    try {
        response = await fetch(path, {
            method,
            headers: body ? { 'Content-Type': 'application/json' } : {},
            body: body && JSON.stringify(body),
            signal: late.signal,
            cache: 'no-store',
        });
    } catch (error) {
        throw new Problem(0, error.name === 'AbortError'
            ? { title: 'The server has not answered in time.', detail: 'Look at the terminal to see what became of it.' }
            : unreachable);
    } finally {
        // What is long may take longer, once it comes.
        clearTimeout(timer);
    }
    const type = response.headers.get('Content-Type') ?? '';
    const isJson = /\bjson\b/.test(type);
    // An application's login may answer instead, with a page of its own.
    if (response.status === 401 || (response.ok && type.includes('html')))
        throw new Problem(401, { title: 'You are signed out.', detail: 'Reload the page to sign in.' });
    const told = isJson ? await response.json().catch(() => null) : null;
    if (!response.ok) throw new Problem(response.status, told ?? {});
    if (read) return read(response).catch(() => { throw new Problem(0, unreachable); });
    // A stream is not waited for: that it was let in is all there is to know.
    if (!isJson) await response.body?.cancel();
    return told;
}

/** @param {string} id */
const pathOf = id => `api/sessions/${encodeURIComponent(id)}`;

/** Asks for the events, and throws why they are refused: a browser's own stream of them does not tell. */
export const tryEvents = () => call('GET', 'api/events');

/** The host's terminals that others started; a problem with status 404 where the application does not follow them. */
export const hostMonitor = () => call('GET', 'api/hosts');

/** @param {boolean} isRunning */
export const setHostMonitor = isRunning => call('POST', `api/hosts/${isRunning ? 'start' : 'stop'}`);

/** @returns {Promise<{id: string, name: string}[]>} */
export const agents = () => call('GET', 'api/agents');

/** @returns {Promise<{id: string}[]>} */
export const environments = () => call('GET', 'api/environments');

/**
 * @param {object} request
 * @returns {Promise<import('./sessions.js').Session>}
 */
export const create = request => call('POST', 'api/sessions', request);

/**
 * @param {string} id
 * @returns {Promise<import('./sessions.js').Session>}
 */
export const session = id => call('GET', pathOf(id));

/**
 * @param {string} id
 * @returns {Promise<{name: string, bytes: number}[]>} the oldest first; a problem where there is none
 */
export const recordings = id => call('GET', `${pathOf(id)}/recordings`);

/** The address of a recording. @param {string} id @param {string} name */
export const recordingAddress = (id, name) => `${pathOf(id)}/recording?${new URLSearchParams({ name })}`;

/** A recording itself. @param {string} id @param {string} name @returns {Promise<string>} */
export const recordingText = (id, name) => call('GET', recordingAddress(id, name), undefined, response => response.text());

/** @param {string} id */
export const remove = id => call('DELETE', pathOf(id));

/**
 * @param {string} id
 * @param {{epoch: string, prompt: number, option?: string, index?: number, options?: string[], text?: string}} reply
 */
export const answer = (id, reply) => call('POST', `${pathOf(id)}/answer`, reply);

/**
 * @param {string} id
 * @returns {Promise<{lines: string[], size: {columns: number}}>}
 */
export const snapshot = id => call('GET', `${pathOf(id)}/snapshot?format=json`);

/**
 * @param {string} id
 * @param {'viewer' | 'writer'} role
 * @returns {Promise<{ticket: string}>}
 */
export const ticket = (id, role) => call('POST', `${pathOf(id)}/tickets`, { role });

/**
 * The address of a session's socket.
 * @param {string} id
 * @param {Object<string, string>} query
 */
export function socketAddress(id, query) {
    const address = new URL(`${pathOf(id)}/socket?${new URLSearchParams(query)}`, document.baseURI);
    address.protocol = address.protocol.replace('http', 'ws');
    return address;
}
