// The picture: vis-network holds what is visible and paints it; positions are given, physics is off.
const canvas = (() => {
  const nodeSet = new vis.DataSet();
  const edgeSet = new vis.DataSet();
  let network = null;
  let layer = "";
  let places = new Map();
  let painted = false;

  const painters = types.map((_, place) => ({ ctx, id, x, y }) => ({
    drawNode: () => paintNode(ctx, nodes[id], x, y, false),
    nodeDimensions: { width: nodes[id].size * 2, height: nodes[id].size * 2 },
    place,
  }));

  const nodeRecord = (id) => {
    const [x, y] = places.get(id);
    return { id, x, y, size: nodes[id].size, shape: "custom", ctxRenderer: painters[nodes[id].type] };
  };

  const edgeRecord = (edge) => {
    const record = { id: edge.id, from: edge.from, to: edge.to, arrows: edge.arrows, color: relationColour(edge.relation),
      width: (visible.edges.length < 500 ? 1.6 : 1) + Math.min(3, Math.log2(edge.claims.length)) };
    const { dash } = relations[edge.relation];
    if (dash.length) record.dashes = dash;
    if (edge.curve) {
      record.smooth = { enabled: true, type: edge.curve > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(edge.curve) };
    }
    return record;
  };

  function makeNetwork() {
    network = new vis.Network(byId("canvas"), { nodes: nodeSet, edges: edgeSet }, {
      physics: false,
      layout: { improvedLayout: false },
      autoResize: true,
      interaction: { hover: true, selectConnectedEdges: false, tooltipDelay: 1e8, zoomSpeed: 0.6 },
      nodes: { borderWidth: 0, chosen: false },
      edges: { arrows: { to: { enabled: true, scaleFactor: 0.55 } }, smooth: false, chosen: false, hoverWidth: 0,
        selectionWidth: 0, color: { inherit: false, opacity: 0.75 } },
    });
    network.on("afterDrawing", (context) => {
      const scale = network.getScale();
      const a = network.DOMtoCanvas({ x: 0, y: 0 });
      const b = network.DOMtoCanvas({ x: byId("canvas").clientWidth, y: byId("canvas").clientHeight });
      context.save();
      drawHighlight(context, scale, [a.x, a.y, b.x, b.y]);
      context.restore();
      if (!painted) performance.mark("kg-drawn");
      painted = true;
    });
    network.on("click", (event) => {
      if (event.nodes.length) pickNode(event.nodes[0]);
      else if (event.edges.length) change({ selected: { edge: event.edges[0] } });
      else if (state.selected) change({ selected: null, scope: state.scope === "near" ? "first" : state.scope });
    });
    network.on("doubleClick", (event) => {
      if (event.nodes.length) change({ selected: { node: event.nodes[0] }, scope: "near" });
    });
    network.on("hoverNode", ({ node, event }) => point({ node, edge: null }, event));
    network.on("hoverEdge", ({ edge, event }) => point({ node: null, edge }, event));
    network.on("blurNode", () => point({ node: null, edge: null }));
    network.on("blurEdge", () => point({ node: null, edge: null }));
    network.on("dragStart", () => point({ node: null, edge: null }));
    network.on("dragging", ({ nodes: held }) => { if (held.length) labels.stale = true; });
    network.on("dragEnd", () => { labels.stale = true; noteCamera(); });
    network.on("zoom", noteCamera);
    network.on("resize", () => { if (!state.camera) fit(); });
  }

  let waiting = 0;
  function noteCamera() {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const { x, y } = network.getViewPosition();
      moved([Math.round(x), Math.round(y), Number(network.getScale().toFixed(3))]);
    }, 250);
  }

  function point(what, event) {
    Object.assign(hover, what);
    byId("canvas").style.cursor = what.node !== null || what.edge !== null ? "pointer" : "default";
    showTip(event);
    network.redraw();
  }

  function showTip(event) {
    const tip = byId("tip");
    tip.hidden = hover.node === null && hover.edge === null;
    if (tip.hidden || !event) return;
    tip.replaceChildren();
    if (hover.node !== null) {
      const node = nodes[hover.node];
      tip.append(el("b", {}, node.label), el("div", { class: "meta" },
        types[node.type].name + " · " + plural(edgesOf[node.id].length, "relation") + " · " + plural(node.papers.length, "paper")));
    } else {
      const edge = edges[hover.edge];
      tip.append(el("b", {}, cut(nodes[edge.from].label, 60)), " " + relations[edge.relation].label + " ",
        el("b", {}, cut(nodes[edge.to].label, 60)), el("q", {}, cut(quotes[claims[edge.claims[0]].q], 160)));
    }
    const box = byId("stage").getBoundingClientRect();
    const x = (event.clientX ?? box.left) - box.left;
    const y = (event.clientY ?? box.top) - box.top;
    tip.style.left = Math.max(4, Math.min(x + 14, box.width - tip.offsetWidth - 8)) + "px";
    tip.style.top = (y + 18 + tip.offsetHeight > box.height ? Math.max(4, y - tip.offsetHeight - 12) : y + 18) + "px";
  }

  // Where the nodes of this scope stand.
  function choosePlaces() {
    const { selected } = state;
    if (selected && selected.path) places = arrangePaths(selected.path, pathsBetween(...selected.path));
    else if (isLocal()) places = arrange(visible.all, visible.inScope, state.scope === "near" ? selectedNodes() : []) || new Map();
    else places = new Map();
    for (const id of visible.nodes) {
      if (places.has(id)) continue;
      const node = nodes[id];
      if (state.scope === "first" && node.home) places.set(id, node.home);
      else if (state.scope !== "first" && node.x !== undefined) places.set(id, [node.x, node.y]);
    }
    visible.nodes.filter((id) => !places.has(id)).forEach(placeBeside);
  }

  // A node without a place of its own stands beside a neighbour that has one.
  function placeBeside(id, nth) {
    const near = edgesOf[id].map((edge) => places.get(otherEnd(edge, id))).find(Boolean) || [0, 0];
    const angle = nth * 2.399963;
    const reach = 60 + 12 * Math.sqrt(nth);
    places.set(id, [Math.round(near[0] + Math.cos(angle) * reach), Math.round(near[1] + Math.sin(angle) * reach)]);
  }

  // A neighbourhood, a path or a paper is laid out by itself, not as a part of the whole.
  const isLocal = () => (state.scope === "near" && state.selected) || (state.scope === "all" && state.paper >= 0);

  function layerKey() {
    const { selected } = state;
    if (selected && selected.path) return "path " + selected.path;
    if (state.scope === "near" && selected) return "near " + selectedNodes() + " " + state.depth;
    return state.scope + (state.scope === "all" ? " " + state.paper : "");
  }

  function sync(set, wanted, record) {
    const keep = new Set(wanted.map((item) => item.id ?? item));
    const gone = set.getIds().filter((id) => !keep.has(id));
    if (gone.length) set.remove(gone);
    const fresh = wanted.filter((item) => !set.get(item.id ?? item));
    if (fresh.length) set.add(fresh.map(record));
  }

  function update() {
    clearTimeout(waiting);
    const key = layerKey();
    visible = computeVisible();
    const moves = key !== layer || (isLocal() && visible.all.some((id) => !places.has(id)));
    if (moves || visible.nodes.some((id) => !places.has(id))) choosePlaces();
    if (moves) {
      edgeSet.clear();
      nodeSet.clear();
    }
    layer = key;
    sync(nodeSet, visible.nodes, nodeRecord);
    sync(edgeSet, visible.edges, edgeRecord);
    if (!network) makeNetwork();
    // measured: with more edges than this a frame takes over 20 ms, so they rest while the picture moves
    const many = visible.edges.length > 2500;
    network.renderer.setOptions({ hideEdgesOnDrag: many, hideEdgesOnZoom: many });
    labels.stale = true;
    hover.node = hover.edge = null;
    if (hover.step !== null && !nodeSet.get(hover.step)) hover.step = null;
    byId("tip").hidden = true;
    byId("empty").hidden = visible.nodes.length > 0;
    if (state.camera) network.moveTo({ position: { x: state.camera[0], y: state.camera[1] }, scale: state.camera[2] });
    else if (moves) fit();
    network.redraw();
  }

  function fit() {
    if (!nodeSet.length) return;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const id of visible.nodes) {
      const [x, y] = places.get(id);
      const reach = nodes[id].size;
      left = Math.min(left, x - reach); right = Math.max(right, x + reach);
      top = Math.min(top, y - reach); bottom = Math.max(bottom, y + reach);
    }
    const { clientWidth: width, clientHeight: height } = byId("canvas");
    // labels keep their size on the screen: leave room for them at the sides
    const scale = Math.min(1.1, (width - 2 * (visible.nodes.length < 250 ? Math.min(84, width * 0.11) : 16)) / (right - left), (height - 64) / (bottom - top));
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.max(scale, 0.01) });
  }

  return {
    update,
    fit() { fit(); moved(null); },
    zoom(factor) { network.moveTo({ scale: Math.min(8, Math.max(0.01, network.getScale() * factor)) }); noteCamera(); },
    pan(dx, dy) {
      labels.stale = true;
      const { x, y } = network.getViewPosition();
      network.moveTo({ position: { x: x + dx / network.getScale(), y: y + dy / network.getScale() } });
      noteCamera();
    },
    centre(id) {
      const place = canvas.place(id);
      if (!place) return;
      labels.stale = true;
      network.moveTo({ position: place, scale: Math.max(network.getScale(), 0.7) });
      noteCamera();
    },
    place(id) {
      const held = network && network.body.nodes[id];
      return held ? { x: held.x, y: held.y } : null;
    },
    holdsEdge: (id) => edgeSet.get(id) !== null,
    drawEdge(context, id) {
      const edge = network.body.edges[id];
      if (!edge || !edge.connected) return;
      edge.draw(context);
      edge.drawArrows(context);
    },
    onScreen: (id) => network.canvasToDOM(network.getPosition(id)),
    redraw: () => network && network.redraw(),
    recolour() {
      edgeSet.update(edgeSet.getIds().map((id) => ({ id, color: relationColour(edges[id].relation) })));
      network.redraw();
    },
    picture: () => byId("canvas").querySelector("canvas"),
    network: () => network,
  };
})();
