// Places for a small part of the graph (a neighbourhood, a path), by springs; the same part gives the same places.
const LETTER = 6.4;
const labelWidth = (node) => Math.min(node.label.length, 26) * LETTER + 14;

function arrange(ids, links, centre) {
  const count = ids.length;
  if (count > 400) return null; // then the places of the whole graph are the better map
  const at = new Map(ids.map((id, place) => [id, place]));
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const fixed = new Set(centre.map((id) => at.get(id)));
  let turn = 0;
  ids.forEach((id, place) => {
    const distance = fixed.has(place) ? 0 : 60 + 34 * Math.sqrt(turn);
    const angle = turn * 2.399963;
    x[place] = Math.cos(angle) * distance * 1.3;
    y[place] = Math.sin(angle) * distance;
    turn += 1;
  });
  centre.forEach((id, nth) => { x[at.get(id)] = nth * 220 - (centre.length - 1) * 110; });
  const pairs = links.map((edge) => [at.get(edge.from), at.get(edge.to)]);
  const steps = count > 150 ? 120 : 240;
  for (let step = 0; step < steps; step++) {
    const fx = new Float64Array(count);
    const fy = new Float64Array(count);
    for (let a = 0; a < count; a++) {
      for (let b = a + 1; b < count; b++) {
        const dx = (x[a] - x[b]) / 1.5; // labels are wide: keep more room beside than above
        const dy = y[a] - y[b] || 0.01 * (a - b);
        const push = 5200 / (dx * dx + dy * dy + 60);
        fx[a] += dx * push; fx[b] -= dx * push;
        fy[a] += dy * push; fy[b] -= dy * push;
      }
      fx[a] -= x[a] * 0.35;
      fy[a] -= y[a] * 0.5;
    }
    for (const [a, b] of pairs) {
      const dx = x[b] - x[a];
      const dy = y[b] - y[a];
      fx[a] += dx * 0.6; fx[b] -= dx * 0.6;
      fy[a] += dy * 0.6; fy[b] -= dy * 0.6;
    }
    const limit = 60 * (1 - step / steps) + 1;
    for (let a = 0; a < count; a++) {
      if (fixed.has(a)) continue;
      const length = Math.hypot(fx[a], fy[a]) || 1;
      const reach = Math.min(length, limit) / length;
      x[a] += fx[a] * reach;
      y[a] += fy[a] * reach;
    }
  }
  separate(ids, x, y, fixed);
  return new Map(ids.map((id, place) => [id, [Math.round(x[place]), Math.round(y[place])]]));
}

// Paths run from left to right, each on a line of its own, as far as they do not share their nodes.
function arrangePaths([from, to], found) {
  const at = new Map();
  const length = Math.max(1, ...found.map((path) => path.length));
  const width = 210 * length;
  at.set(from, [-width / 2, 0]);
  at.set(to, [width / 2, 0]);
  found.forEach((path, nth) => {
    const line = (nth % 2 ? 1 : -1) * Math.ceil(nth / 2) * 110;
    let id = from;
    path.forEach((edge, step) => {
      id = otherEnd(edge, id);
      if (!at.has(id)) at.set(id, [Math.round(((step + 1) / path.length - 0.5) * width), line]);
    });
  });
  return at;
}

// Push labelled boxes apart, each pair along the shorter way.
function separate(ids, x, y, fixed) {
  const width = ids.map((id) => Math.max(labelWidth(nodes[id]), nodes[id].size * 2));
  const height = ids.map((id) => nodes[id].size * 2 + 24);
  for (let round = 0; round < 60; round++) {
    let clear = true;
    for (let a = 0; a < ids.length; a++) {
      for (let b = a + 1; b < ids.length; b++) {
        const overX = (width[a] + width[b]) / 2 - Math.abs(x[a] - x[b]);
        const overY = (height[a] + height[b]) / 2 - Math.abs(y[a] - y[b]);
        if (overX <= 0 || overY <= 0) continue;
        clear = false;
        const [axis, over] = overX < overY ? [x, overX] : [y, overY];
        const sign = axis[a] >= axis[b] ? 1 : -1;
        const share = fixed.has(a) || fixed.has(b) ? 1 : 0.5;
        if (!fixed.has(a)) axis[a] += sign * over * share;
        if (!fixed.has(b)) axis[b] -= sign * over * share;
      }
    }
    if (clear) return;
  }
}
