/** Pixels of the picture's side. */
const side = 32;

const name = document.title;
let drawn = -1;

/** Shows in the page's title and icon how many wait. @param {number} count */
export function badge(count) {
    if (count === drawn) return;
    drawn = count;
    document.title = count > 0 ? `(${count}) ${name}` : name;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = side;
    const pen = canvas.getContext('2d');
    pen.fillStyle = count > 0 ? '#b45309' : '#475569';
    pen.beginPath();
    pen.roundRect(0, 0, side, side, 7);
    pen.fill();
    pen.fillStyle = '#fff';
    pen.font = 'bold 20px sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(count === 0 ? '>_' : count > 9 ? '9+' : String(count), side / 2, side / 2 + 1);
    document.querySelector('link[rel=icon]').href = canvas.toDataURL();
}
