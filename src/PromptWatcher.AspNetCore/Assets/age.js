/**
 * How long ago, in the two largest units.
 * @param {string | number} time
 */
export function since(time) {
    const seconds = Math.max(0, Math.floor((Date.now() - new Date(time).getTime()) / 1_000));
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const days = Math.floor(hours / 24);
    if (days > 0) return `${days} d ${hours % 24} h`;
    if (hours > 0) return `${hours} h ${minutes % 60} min`;
    return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** Keeps every `<time>` of the page going. */
export function tick() {
    for (const time of document.querySelectorAll('time')) {
        const age = since(time.dateTime);
        if (time.textContent !== age) time.textContent = age;
    }
}
