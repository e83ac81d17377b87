/*
 * xterm.js adds style elements while it runs. The page's policy refuses inline styles but those that carry the nonce of this answer,
 * which the browser shows to scripts of the page only; so every style element that a script makes gets it.
 */
const nonce = document.querySelector('script[nonce]').nonce;
const create = document.createElement;

document.createElement = function (name, options) {
    const made = create.call(this, name, options);
    if (made instanceof HTMLStyleElement) made.nonce = nonce;
    return made;
};
