// The legend is the filter: what each shape, colour and dash means, how many there are, and whether they are shown.
function legendRow(icon, name, title, count, hidden, place, key, total) {
  const toggle = () => {
    const next = new Set(hidden);
    if (next.has(place)) next.delete(place);
    else next.add(place);
    change({ [key]: next });
  };
  const only = () => {
    const rest = new Set([...Array(total).keys()].filter((other) => other !== place));
    const already = !hidden.has(place) && hidden.size === total - 1;
    change({ [key]: already ? new Set() : rest });
  };
  const box = el("input", { type: "checkbox", id: key + "-" + place, onchange: toggle });
  box.checked = !hidden.has(place);
  return el("li", { class: hidden.has(place) ? "off" : "", title },
    el("label", { for: key + "-" + place }, box, icon, el("span", {}, name)),
    el("button", { class: "only", "aria-label": "Show only " + name, onclick: only }, "only"),
    el("span", { class: "n" }, count.toLocaleString("en")));
}

function keepingFocus(list, build) {
  const held = document.activeElement && list.contains(document.activeElement) ? document.activeElement : null;
  const key = held && (held.id || held.getAttribute("aria-label"));
  list.replaceChildren(...build());
  if (!key) return;
  for (const node of list.querySelectorAll("input, button")) {
    if (node.id === key || node.getAttribute("aria-label") === key) node.focus();
  }
}

function renderFilters() {
  const nodeCount = types.map(() => 0);
  const edgeCount = relations.map(() => 0);
  const seen = new Set();
  for (const edge of visible.inScope) {
    edgeCount[edge.relation] += 1;
    for (const id of [edge.from, edge.to]) {
      if (!seen.has(id)) nodeCount[nodes[id].type] += 1;
      seen.add(id);
    }
  }
  keepingFocus(byId("types"), () => types.map((type, place) => [place, nodeCount[place]])
    .filter(([place, count]) => count || state.hiddenTypes.has(place))
    .map(([place, count]) => legendRow(typeIcon(place), types[place].name, types[place].comment, count,
      state.hiddenTypes, place, "hiddenTypes", types.length)));
  keepingFocus(byId("relations"), () => relations.map((relation, place) => [place, edgeCount[place]])
    .filter(([place, count]) => count || state.hiddenRelations.has(place))
    .map(([place, count]) => legendRow(relationIcon(place), relations[place].label.replace(/^is (?=\w{2,})/, ""), relations[place].comment, count,
      state.hiddenRelations, place, "hiddenRelations", relations.length)));
  for (const button of document.querySelectorAll("[data-scope]")) {
    const local = Boolean(state.selected && state.selected.path);
    button.setAttribute("aria-pressed", String(!local && button.dataset.scope === state.scope));
    if (button.dataset.scope === "near") button.disabled = !state.selected;
  }
  byId("depth-row").hidden = state.scope !== "near";
  byId("depth").value = state.depth;
  byId("depth-value").textContent = state.depth;
  byId("confidence").value = state.confidence;
  byId("confidence-value").textContent = state.confidence.toFixed(2);
  byId("paper").value = String(state.paper);
  byId("count").textContent = visible.nodes.length.toLocaleString("en") + " of " + plural(nodes.length, "entity", "entities") + ", " +
    visible.edges.length.toLocaleString("en") + " of " + plural(edges.length, "relation");
  const partial = state.scope === "all" && nodes.length > data.most;
  byId("notice").hidden = !partial;
  byId("notice").textContent = partial ? "Shown are the " + data.most.toLocaleString("en") + " best connected of " +
    plural(nodes.length, "entity", "entities") + ". Search finds the others." : "";
}

// One drag of a slider is one step back.
function slider(id, patch) {
  let sliding = false;
  byId(id).addEventListener("input", (event) => {
    change(patch(Number(event.target.value)), sliding ? "replaceState" : "pushState");
    sliding = true;
  });
  byId(id).addEventListener("change", () => { sliding = false; });
}

function setUpFilters() {
  byId("paper").append(el("option", { value: "-1" }, "All " + papers.length + " papers"),
    ...papers.map((paper, place) => el("option", { value: place }, cut(paper.title, 90))));
  byId("paper").addEventListener("change", (event) => {
    const place = Number(event.target.value);
    change({ paper: place, camera: null, scope: place >= 0 ? "all" : state.scope });
  });
  slider("confidence", (value) => ({ confidence: value }));
  slider("depth", (value) => ({ depth: value, camera: null }));
  for (const button of document.querySelectorAll("[data-scope]")) {
    button.addEventListener("click", () => {
      const { selected } = state;
      change({ scope: button.dataset.scope, camera: null, view: "graph",
        selected: selected && selected.path ? { node: selected.path[0] } : selected });
    });
  }
  const reset = () => { entered.clear(); search.endPath(); change({ ...fresh(), view: state.view }); canvas.fit(); };
  byId("reset").addEventListener("click", reset);
  byId("empty-reset").addEventListener("click", reset);
  byId("filters-toggle").addEventListener("click", (event) => {
    const open = byId("filters").classList.toggle("open");
    event.currentTarget.setAttribute("aria-expanded", String(open));
  });
}
