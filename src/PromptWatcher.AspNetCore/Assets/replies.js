import { element } from './dom.js';

/** What a secret is called on the page. */
const secretLabel = 'the secret';

/**
 * What a person can answer a prompt with: buttons, boxes to check, or a field.
 * @param {import('./sessions.js').Prompt} prompt
 * @param {(reply: object, label: string) => boolean} give false where no answer is taken just now
 */
export function replies(prompt, give) {
    if (prompt.takesText) return field(prompt, text => give({ text }, prompt.isSecret ? secretLabel : text || 'Enter'));
    const isBox = option => prompt.isMultiSelect && option.isChecked !== null;
    const hasBoxes = prompt.options.some(isBox);
    const list = element(hasBoxes ? 'form' : 'div', { class: 'options', role: 'group', 'aria-label': 'Answers' });
    prompt.options.forEach((option, index) => list.append(isBox(option) ? box(option, index) : optionButton(option, index, () => {
        const reply = { option: option.label, index };
        if (option.takesText) openField(list, option, text => give({ ...reply, text }, text));
        else give(reply, option.label);
    })));
    if (hasBoxes) sendBoxes(list, give);
    return list;
}

function optionButton(option, index, onclick) {
    return element('button', { type: 'button', class: option.isSelected ? 'option is-selected' : 'option', onclick },
        element('kbd', {}, String(index + 1)), element('span', {}, option.label),
        option.isSelected && element('span', { class: 'mark' }, 'selected'));
}

/** An answer in the person's own words opens its field below the options. */
function openField(list, option, give) {
    const form = field({ question: option.label, isSecret: false }, give);
    list.parentElement.querySelector('.reply')?.remove();
    list.after(form);
    form.querySelector('input').focus();
}

/** A field and its button. A secret leaves the page with the request that carries it, and is kept nowhere. */
function field(prompt, give) {
    const input = element('input', {
        type: prompt.isSecret ? 'password' : 'text', autocomplete: prompt.isSecret ? 'new-password' : 'off', autocapitalize: 'off',
        spellcheck: 'false', 'aria-label': prompt.question, placeholder: prompt.isSecret ? 'Not shown, not kept' : 'Your answer',
    });
    const form = element('form', { class: 'reply' }, input, element('button', { type: 'submit', class: 'send' }, 'Send'));
    form.addEventListener('submit', event => {
        event.preventDefault();
        if (give(input.value) && prompt.isSecret) input.value = '';
    });
    return form;
}

function box(option, index) {
    return element('label', { class: 'option box' },
        element('input', { type: 'checkbox', value: option.label, checked: option.isChecked }),
        element('kbd', {}, String(index + 1)), option.label);
}

/** What is checked is sent together. */
function sendBoxes(form, give) {
    form.append(element('button', { type: 'submit', class: 'send' }, 'Send what is checked'));
    form.addEventListener('submit', event => {
        event.preventDefault();
        const options = [...form.querySelectorAll('input:checked')].map(input => input.value);
        give({ options }, options.join(', ') || 'none');
    });
}
