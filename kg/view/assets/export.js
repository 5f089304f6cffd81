// The view as a picture (PNG as it is on the screen, SVG for print), and a link to it.
function savePng() {
  const shown = canvas.picture();
  const copy = el("canvas", { width: shown.width, height: shown.height });
  const context = copy.getContext("2d");
  context.fillStyle = theme.ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(shown, 0, 0);
  copy.toBlob((blob) => save("graph.png", blob), "image/png");
}

function svgOfView() {
  const width = byId("canvas").clientWidth;
  const height = byId("canvas").clientHeight;
  const scale = canvas.network().getScale();
  const at = (id) => canvas.onScreen(id);
  const root = drawn("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: "0 0 " + width + " " + height, width, height,
    "font-family": "sans-serif", "font-size": SIZE });
  root.append(drawn("rect", { width, height, fill: theme.ground }));
  for (const edge of visible.edges) {
    const a = at(edge.from);
    const b = at(edge.to);
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const end = nodes[edge.to].size * scale + 2;
    const [x, y] = [b.x - (b.x - a.x) * end / length, b.y - (b.y - a.y) * end / length];
    const stroke = relationColour(edge.relation);
    const bend = (edge.curve || 0) * 0.9;
    const [mx, my] = [(a.x + x) / 2 + (y - a.y) * bend, (a.y + y) / 2 - (x - a.x) * bend];
    root.append(drawn("path", { d: `M${a.x.toFixed(1)},${a.y.toFixed(1)} Q${mx.toFixed(1)},${my.toFixed(1)} ${x.toFixed(1)},${y.toFixed(1)}`,
      fill: "none", stroke, "stroke-width": 1.2, "stroke-opacity": 0.75, "stroke-dasharray": relations[edge.relation].dash.join(" ") }));
    const [dx, dy] = [(x - mx) / (Math.hypot(x - mx, y - my) || 1), (y - my) / (Math.hypot(x - mx, y - my) || 1)];
    const corner = (along, across) => (x - dx * along - dy * across).toFixed(1) + "," + (y - dy * along + dx * across).toFixed(1);
    root.append(drawn("polygon", { points: [corner(0, 0), corner(7, 3), corner(7, -3)].join(" "), fill: stroke }));
  }
  for (const id of visible.nodes) {
    const { x, y } = at(id);
    const node = nodes[id];
    root.append(svgShape(types[node.type].shape, x, y, node.size * scale, { fill: typeColour(node.type), stroke: theme.ground,
      "data-entity": node.iri }));
  }
  for (const { id, text, box } of labels.placed) {
    const { x, y } = canvas.network().canvasToDOM({ x: box[0], y: box[1] });
    const attributes = { x: x.toFixed(1), y: (y + SIZE).toFixed(1), fill: theme.ink, stroke: theme.ground, "stroke-width": 3,
      "paint-order": "stroke", "data-entity": nodes[id].iri };
    root.append(drawn("text", attributes, text));
  }
  return new XMLSerializer().serializeToString(root);
}

function setUpExport() {
  const act = (id, run) => byId(id).addEventListener("click", () => { run(); byId("export").open = false; });
  act("png", savePng);
  act("svg", () => save("graph.svg", new Blob([svgOfView()], { type: "image/svg+xml" })));
  act("csv", () => { factsTable.show(shownClaims()); factsTable.saveCsv(); });
  byId("share").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Link copied");
      byId("share").textContent = "Copied";
    } catch {
      say("The address bar has the link");
      byId("share").textContent = "In address bar";
    }
    setTimeout(() => { byId("share").textContent = "Link"; }, 1500);
  });
  document.addEventListener("click", (event) => {
    if (!byId("export").contains(event.target)) byId("export").open = false;
  });
}
