import { byId } from './dom.js';

/**
 * The page's keys. What is typed into a field or a terminal is not for the page.
 * @param {{queue: import('./queue.js').Queue, open: (id: string) => void, back: () => void, tiles: () => void, create: () => void,
 *     leave: () => void, watching: () => void}} actions
 */
export function listen({ queue, open, back, tiles, create, leave, watching }) {
    const help = /** @type {HTMLDialogElement} */ (byId('help-dialog'));
    byId('help').addEventListener('click', () => help.showModal());
    byId('help-close').addEventListener('click', () => help.close());

    const keys = {
        'j': () => queue.move(1),
        'ArrowDown': () => queue.move(1),
        'k': () => queue.move(-1),
        'ArrowUp': () => queue.move(-1),
        'Escape': back,
        'n': create,
        't': tiles,
        '?': () => help.showModal(),
    };

    /** Keys that may be held down; any other would do twice what was meant once. */
    const held = ['j', 'k', 'ArrowDown', 'ArrowUp'];

    addEventListener('keydown', event => {
        // The terminal's own keys are the program's; this one gets out of it.
        if (event.key === 'F6' && event.ctrlKey) {
            event.preventDefault();
            event.stopPropagation();
            leave();
        }
    }, { capture: true });

    addEventListener('keydown', event => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || document.querySelector('dialog[open]')) return;
        if (event.repeat && !held.includes(event.key)) return;
        const target = /** @type {HTMLElement} */ (event.target);

        // Whoever looks at a terminal means that: nothing typed there starts or answers anything else.
        if (target.closest('#terminal') && event.key.length === 1 && !target.closest('select, #player')) {
            if (event.key !== ' ' || !target.closest('button, a')) watching();
            return;
        }
        if (target.closest('input:not([type=checkbox]), textarea, select, .xterm')) {
            if (event.key === 'Escape' && target.closest('.card')) queue.focus();
            else if (event.key === 'Escape' && target.closest('.is-watching')) back();
            return;
        }
        const card = target.closest('.card');
        if (/^[1-9]$/.test(event.key) && card) queue.choose(card.dataset.session, Number(event.key));
        else if (event.key === 'Enter' && card === target) open(card.dataset.session);
        else if (Object.hasOwn(keys, event.key) && !(event.key.startsWith('Arrow') && target.closest('pre, .tile'))) keys[event.key]();
        else return;
        event.preventDefault();
    });
}
