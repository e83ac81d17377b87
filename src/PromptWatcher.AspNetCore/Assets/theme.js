import { byId } from './dom.js';

const key = 'promptwatcher.theme';
const themes = { auto: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' };

/** What was chosen before. A browser may be set to keep nothing: then it throws. */
function kept() {
    try {
        return localStorage.getItem(key);
    } catch {
        return null;
    }
}

/** @param {string} chosen */
function keep(chosen) {
    try {
        localStorage.setItem(key, chosen);
    } catch {
        // It counts until the page is closed.
    }
}

/** Dark or light, as the system has it or as the person has chosen. @param {() => void} onChange */
export function themeSwitch(onChange) {
    const names = Object.keys(themes);
    let chosen = kept() ?? 'auto';

    function apply() {
        document.documentElement.dataset.theme = chosen;
        byId('theme').textContent = themes[chosen] ?? themes.auto;
        onChange();
    }

    byId('theme').addEventListener('click', () => {
        chosen = names[(names.indexOf(chosen) + 1) % names.length];
        keep(chosen);
        apply();
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', onChange);
    apply();
}
