import { agents, create, environments } from './api.js';
import { byId, element } from './dom.js';
import { words } from './words.js';

/** Problems that are about what was filled in. */
const ofFields = ['unknown-id', 'environment-failed', 'invalid-request'];

/** Fields whose names in the API are others. */
const fieldOf = { workingDirectory: 'directory', initialPrompt: 'instruction', arguments: 'command' };

/** Starts a session. */
export class NewSession {
    /** @param {(session: import('./sessions.js').Session) => void} onCreated */
    constructor(onCreated) {
        this.onCreated = onCreated;
        this.dialog = /** @type {HTMLDialogElement} */ (byId('new-dialog'));
        this.form = /** @type {HTMLFormElement} */ (byId('new-form'));
        this.form.addEventListener('submit', event => {
            event.preventDefault();
            this.#submit();
        });
        this.form.addEventListener('input', event => this.#say(event.target.name, ''));
        byId('new-cancel').addEventListener('click', () => this.dialog.close());
    }

    async open() {
        this.form.reset();
        this.#clear();
        this.dialog.showModal();
        try {
            // This machine, where it is offered, is what is meant most often, as in the API.
            const choices = (await environments()).map(({ id }) => element('option', { value: id, selected: id === 'local' }, id));
            this.form.elements.environment.replaceChildren(...choices);
            byId('agents').replaceChildren(...(await agents()).map(({ id, name }) => element('option', { value: id }, name)));
        } catch (problem) {
            this.#say('', problem.message);
        }
    }

    async #submit() {
        this.#clear();
        const [command, ...rest] = words(this.#value('command')) ?? [undefined];
        if (command === undefined && this.#value('command')) return this.#say('command', 'A quote is not closed, or the last character is a backslash.');
        if (!command) return this.#say('command', 'Which program is to run?');
        const button = byId('new-start');
        button.toggleAttribute('disabled', true);
        try {
            const session = await create({
                command,
                arguments: rest,
                environment: this.#value('environment') || undefined,
                agent: this.#value('agent') || undefined,
                workingDirectory: this.#value('directory') || undefined,
                project: this.#value('project') || undefined,
                initialPrompt: this.#value('instruction') || undefined,
            });
            this.form.reset();
            this.dialog.close();
            this.onCreated(session);
        } catch (problem) {
            this.#say(this.#fieldOf(problem), problem.message);
        } finally {
            button.toggleAttribute('disabled', false);
        }
    }

    /** The field that the server names, or whose value its words quote; the command's, which they name as well, only where no other is. */
    #fieldOf(problem) {
        const named = fieldOf[problem.field] ?? problem.field;
        if (named in this.form.elements) return named;
        if (!ofFields.includes(problem.type)) return '';
        const isQuoted = name => this.#value(name) !== '' && problem.detail.includes(`'${this.#value(name)}'`);
        return ['directory', 'project', 'agent', 'environment'].find(isQuoted) ?? 'command';
    }

    #value(name) {
        return this.form.elements[name].value.trim();
    }

    #clear() {
        for (const place of this.form.querySelectorAll('[data-error]')) this.#say(place.dataset.error, '');
    }

    /** Says what is wrong beside a field, or below them all. */
    #say(name, text) {
        const place = this.form.querySelector(`[data-error="${name}"]`);
        if (place) place.textContent = text;
        const field = name && this.form.elements[name];
        if (!field) return;
        field.setAttribute('aria-invalid', String(text !== ''));
        if (text) field.focus();
    }
}
