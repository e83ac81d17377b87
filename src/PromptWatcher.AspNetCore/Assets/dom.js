/**
 * Makes an element. What the server says goes in as text or as an attribute's value: nothing here reads HTML.
 * @param {string} name
 * @param {Object<string, string | number | boolean | EventListener>} [attributes] `onclick` and the like are listeners
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (typeof value === 'function') made.addEventListener(key.slice(2), value);
        else if (typeof value === 'boolean') made.toggleAttribute(key, value);
        else made.setAttribute(key, String(value));
    }
    made.append(...children.filter(child => child !== null && child !== undefined && child !== false));
    return made;
}

/**
 * The element of the page that has this id.
 * @param {string} id
 * @returns {HTMLElement}
 */
export const byId = id => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Puts children in this order, and touches only what is elsewhere: an element that is moved loses the focus.
 * @param {Element} parent
 * @param {Element[]} children
 */
export function arrange(parent, children) {
    for (const old of [...parent.children]) {
        if (!children.includes(old)) old.remove();
    }
    children.forEach((child, index) => {
        if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
    });
}
