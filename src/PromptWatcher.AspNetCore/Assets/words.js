/**
 * Splits a command line into its words. Quotes keep words together and a backslash keeps a character; nothing else means anything,
 * for no shell ever sees it.
 * @param {string} line
 * @returns {string[] | null} nothing where a quote is not closed
 */
export function words(line) {
    if (!/^(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^"'\\])*$/s.test(line)) return null;
    const found = line.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/gs) ?? [];
    return found.map(word => word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/gs, (_, double, single, escaped) =>
        double !== undefined ? double.replace(/\\(["\\])/g, '$1') : single ?? escaped));
}
