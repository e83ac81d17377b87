/**
 * Keeps a terminal of the page from answering the program's questions. The server's own screen answers each of them once;
 * a second answer would stand on the program's command line as if somebody had typed it.
 * @param {import('./xterm.mjs').Terminal} terminal
 */
export function silence(terminal) {
    const csi = [
        { final: 'c' }, { prefix: '>', final: 'c' }, { prefix: '=', final: 'c' }, // device attributes
        { final: 'n' }, { prefix: '?', final: 'n' }, // status and cursor position
        { intermediates: '$', final: 'p' }, { prefix: '?', intermediates: '$', final: 'p' }, // modes (DECRQM)
        { prefix: '>', final: 'q' }, // version (XTVERSION)
        { prefix: '?', final: 'u' }, // keyboard protocol
        { final: 't' }, // sizes of the window
    ];
    for (const id of csi) terminal.parser.registerCsiHandler(id, () => true);
    for (const intermediates of ['$', '+']) terminal.parser.registerDcsHandler({ intermediates, final: 'q' }, () => true);
    for (const color of [4, 10, 11, 12]) terminal.parser.registerOscHandler(color, data => data.includes('?'));
}
