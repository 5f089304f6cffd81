// What is selected or under the pointer stands out: the rest is veiled, and the chosen nodes and edges are drawn again on top.
// An overlay costs nothing per click, where updating vis-network's data sets would cost a fifth of a second.
const hover = { node: null, edge: null, step: null };

function chosen() {
  const { selected } = state;
  const pick = { nodes: new Set(), edges: new Set(), strong: new Set() };
  const take = (edge) => {
    if (!canvas.holdsEdge(edge.id)) return;
    pick.edges.add(edge.id);
    pick.nodes.add(edge.from).add(edge.to);
  };
  if (hover.node !== null) {
    pick.nodes.add(hover.node);
    pick.strong.add(hover.node);
    edgesOf[hover.node].forEach(take);
  } else if (hover.edge !== null) {
    take(edges[hover.edge]);
  } else if (selected && selected.node !== undefined) {
    pick.nodes.add(selected.node);
    pick.strong.add(selected.node);
    edgesOf[selected.node].forEach(take);
  } else if (selected && selected.edge !== undefined) {
    take(edges[selected.edge]);
  } else if (selected && selected.path) {
    pathsBetween(...selected.path).flat().filter(Boolean).forEach(take);
    selected.path.forEach((id) => pick.nodes.add(id) && pick.strong.add(id));
  }
  if (hover.step !== null) pick.strong.add(hover.step);
  return pick.nodes.size ? pick : null;
}

function drawHighlight(context, scale, window) {
  const pick = chosen();
  if (!pick) {
    drawLabels(context, scale, window, null);
    drawStep(context);
    return;
  }
  context.globalAlpha = hover.node !== null || hover.edge !== null ? 0.55 : 0.78;
  context.fillStyle = theme.ground;
  context.fillRect(window[0], window[1], window[2] - window[0], window[3] - window[1]);
  context.globalAlpha = 1;
  for (const id of pick.edges) canvas.drawEdge(context, id);
  for (const id of pick.nodes) {
    const place = canvas.place(id);
    if (place) paintNode(context, nodes[id], place.x, place.y, pick.strong.has(id));
  }
  drawLabels(context, scale, window, pick.nodes);
  if (pick.edges.size <= 16) drawEdgeLabels(context, scale, pick.edges);
  drawStep(context);
}

// The entity that N and P stand on.
function drawStep(context) {
  const place = hover.step === null ? null : canvas.place(hover.step);
  if (place) paintNode(context, nodes[hover.step], place.x, place.y, true);
}

function drawEdgeLabels(context, scale, ids) {
  context.font = "italic " + (11 / scale).toFixed(3) + "px " + FONT;
  context.textBaseline = "middle";
  context.textAlign = "center";
  const seen = [];
  for (const id of ids) {
    const edge = edges[id];
    const from = canvas.place(edge.from);
    const to = canvas.place(edge.to);
    if (!from || !to || Math.hypot(to.x - from.x, to.y - from.y) * scale < 90) continue;
    const bend = (edge.curve || 0) * 0.5;
    const x = (from.x + to.x) / 2 + (to.y - from.y) * bend;
    const y = (from.y + to.y) / 2 - (to.x - from.x) * bend;
    if (seen.some(([ox, oy]) => Math.abs(ox - x) * scale < 80 && Math.abs(oy - y) * scale < 13)) continue;
    seen.push([x, y]);
    context.strokeStyle = theme.ground;
    context.lineWidth = 4 / scale;
    context.strokeText(relations[edge.relation].label, x, y);
    context.fillStyle = theme.ink;
    context.fillText(relations[edge.relation].label, x, y);
  }
}
