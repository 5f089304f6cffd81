// Labels that never lie on each other: the most important entities first, more as one zooms in.
const labels = { scale: 0, placed: [], stale: true };
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
const SIZE = 12;
const HEIGHT = 15;
const BOLD = 14;
const OVER_DOTS = 60;
const PATIENCE = 250;

function fontOf(strong, scale) {
  return (strong ? "600 " : "") + (SIZE / scale).toFixed(3) + "px " + FONT;
}

function textWidth(context, node, text, strong) {
  const key = strong ? "strongWidth" : "plainWidth";
  if (node[key] === undefined) {
    context.font = fontOf(strong, 1);
    node[key] = context.measureText(text).width;
  }
  return node[key];
}

// A grid of cells that holds boxes [left, top, right, bottom].
function makeGrid(cell) {
  const cells = new Map();
  const each = (box, visit) => {
    for (let column = Math.floor(box[0] / cell); column <= Math.floor(box[2] / cell); column++) {
      for (let row = Math.floor(box[1] / cell); row <= Math.floor(box[3] / cell); row++) {
        if (visit(column * 100003 + row)) return true;
      }
    }
    return false;
  };
  return {
    add(box) {
      each(box, (key) => {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
        return false;
      });
    },
    hits: (box, own) => each(box, (key) => (cells.get(key) || []).some((other) => other !== own &&
      other[0] < box[2] && other[2] > box[0] && other[1] < box[3] && other[3] > box[1])),
  };
}

const within = (box, window) =>
  box[0] >= window[0] && box[2] <= window[2] && box[1] >= window[1] && box[3] <= window[3];

function placeLabels(context, scale, window) {
  const cell = 60 / scale;
  const taken = makeGrid(cell);
  const bodies = makeGrid(cell);
  const body = new Map();
  for (const id of visible.nodes) {
    const place = canvas.place(id);
    if (!place) continue;
    const r = nodes[id].size;
    const box = [place.x - r, place.y - r, place.x + r, place.y + r];
    body.set(id, box);
    bodies.add(box);
  }
  const first = selectedNodes().filter((id) => body.has(id));
  const wanted = [...first, ...visible.nodes.filter((id) => body.has(id) && !first.includes(id))];
  const placed = [];
  let misses = 0;
  wanted.forEach((id, rank) => {
    if (misses > PATIENCE) return; // where so many in a row found no room, the rest will not
    const node = nodes[id];
    const strong = rank < first.length || (rank < BOLD && node.degree > 5);
    const text = cut(node.label, rank < first.length ? 60 : 26);
    const width = (rank < first.length ? measure(context, text, true) : textWidth(context, node, text, strong)) / scale;
    const [left, top, right, bottom] = body.get(id);
    const middle = (left + right) / 2;
    const gap = 2 / scale;
    const height = HEIGHT / scale;
    const spots = [[middle - width / 2, bottom + gap], [right + gap, (top + bottom - height) / 2],
      [middle - width / 2, top - gap - height], [left - gap - width, (top + bottom - height) / 2]]
      .map(([x, y]) => [x, y, x + width, y + height]);
    const free = spots.filter((box) => !taken.hits(box, null));
    const clear = (boxes) => boxes.find((box) => !bodies.hits(box, body.get(id)));
    const whole = free.filter((box) => within(box, window));
    const important = rank < OVER_DOTS;
    const outside = right < window[0] || left > window[2] || bottom < window[1] || top > window[3];
    // an important name rather lies over small dots, or is cut by the window, than be missing
    const best = clear(whole) || (important && whole[0]) || ((important || outside) && clear(free)) || (important && free[0]);
    misses = best ? 0 : misses + 1;
    if (!best) return;
    taken.add(best);
    placed.push({ id, text, box: best, strong });
  });
  labels.placed = placed;
  labels.scale = scale;
  labels.stale = false;
}

function measure(context, text, strong) {
  context.font = fontOf(strong, 1);
  return context.measureText(text).width;
}

// Draw the labels that the window shows; with a highlight only those of its nodes.
function drawLabels(context, scale, window, only) {
  if (labels.stale || Math.abs(labels.scale / scale - 1) > 0.001) placeLabels(context, scale, window);
  context.textBaseline = "top";
  context.textAlign = "left";
  context.lineJoin = "round";
  context.strokeStyle = theme.ground;
  context.fillStyle = theme.ink;
  context.lineWidth = 3.5 / scale;
  let strong = null;
  for (const { id, text, box, strong: bold } of labels.placed) {
    if (only && !only.has(id)) continue;
    if (box[2] < window[0] || box[0] > window[2] || box[3] < window[1] || box[1] > window[3]) continue;
    if (bold !== strong) {
      strong = bold;
      context.font = fontOf(bold, scale);
    }
    context.strokeText(text, box[0], box[1]);
    context.fillText(text, box[0], box[1]);
  }
}
