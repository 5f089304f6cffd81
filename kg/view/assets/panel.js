// The details at the side: of the selected entity, of the selected edge, of a path, or where to begin.
const MANY = 8;

function pickNode(id) {
  if (search.pathFrom !== null) {
    const from = search.pathFrom;
    search.endPath();
    if (from !== id) change({ selected: { path: [from, id] }, camera: null, view: "graph" });
    return;
  }
  const shown = visible.nodes.includes(id);
  if (id >= data.most) entered.add(id);
  const local = state.scope === "near" || !shown || (state.selected && state.selected.path);
  change({ selected: { node: id }, scope: local ? "near" : state.scope, camera: local ? null : state.camera });
  say(nodes[id].label + ", " + types[nodes[id].type].name + ", " + plural(edgesOf[id].length, "relation"));
}

function pickEdge(id) {
  const held = canvas.holdsEdge(id);
  change({ selected: { edge: id }, scope: held ? state.scope : "near", camera: held ? state.camera : null });
}

function closeButton() {
  const release = () => change({ selected: null, scope: state.scope === "near" ? "first" : state.scope, camera: null });
  return el("button", { class: "close", "aria-label": "Close details", onclick: release }, "×");
}

function renderPanel() {
  const { selected } = state;
  const panel = byId("panel");
  const parts = !selected ? (state.paper >= 0 ? paperPanel(state.paper) : welcome())
    : selected.node !== undefined ? nodePanel(nodes[selected.node])
      : selected.edge !== undefined ? edgePanel(edges[selected.edge]) : pathPanel(...selected.path);
  panel.replaceChildren(...parts.filter(Boolean));
  panel.scrollTop = 0;
}

// A long list opens on demand.
function unfolding(items, make) {
  const list = el("ul", { class: "facts" }, items.slice(0, MANY).map(make));
  if (items.length <= MANY) return [list];
  const more = el("button", { onclick: () => {
    list.append(...items.slice(MANY).map(make));
    list.children[MANY].querySelector("button")?.focus();
    more.remove();
  } }, "Show " + (items.length - MANY) + " more");
  return [list, more];
}

function nodePanel(node) {
  const links = edgesOf[node.id].filter(edgePasses);
  const groups = new Map();
  for (const edge of links) {
    const key = edge.relation * 2 + (edge.from === node.id ? 0 : 1);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(edge);
  }
  const facts = links.reduce((sum, edge) => sum + passingClaims(edge).length, 0);
  const parts = [closeButton(), el("span", { class: "badge" }, typeIcon(node.type), types[node.type].name),
    el("h2", { class: "name" }, node.label),
    node.aliases.length ? el("p", { class: "meta" }, "also: " + node.aliases.slice(0, 12).join(", ")) : null,
    el("p", { class: "meta" }, plural(facts, "fact") + " · " + plural(node.papers.length, "paper")),
    el("div", { class: "acts" },
      el("button", { "aria-pressed": String(state.scope === "near"), onclick: () => change({
        scope: state.scope === "near" ? "first" : "near", camera: null }) }, "Neighbourhood"),
      el("button", { onclick: () => search.startPath(node.id) }, "Path to…"),
      paperOf(node) ? el("button", { onclick: () => change({ paper: paperPlace.get(node.label), selected: null, scope: "all", camera: null }) },
        "All that it says") : null, graphButton())];
  for (const key of [...groups.keys()].sort((a, b) => a % 2 - b % 2 || a - b)) {
    const relation = relations[Math.floor(key / 2)];
    const group = groups.get(key);
    parts.push(el("h3", {}, relationIcon(Math.floor(key / 2)), key % 2 ? relation.inverse : relation.label,
      el("small", {}, String(group.length))));
    parts.push(...unfolding(group, (edge) => linkItem(edge, otherEnd(edge, node.id))));
  }
  parts.push(el("h3", {}, "Papers"), ...unfolding(node.papers, (place) => el("li", { class: "source" }, paperLine(place))));
  return parts;
}

function paperLine(place) {
  const paper = papers[place];
  return [el("button", { class: "link", onclick: () => change({ paper: place, scope: "all", camera: null }) }, paper.title),
    isWeb(paper.url) ? el("a", { href: paper.url, target: "_blank", rel: "noopener noreferrer" }, " open ↗") : null];
}

function linkItem(edge, other) {
  const found = passingClaims(edge);
  return el("li", {}, entityLink(other), " ",
    found.length > 1 ? el("button", { class: "link meta", onclick: () => pickEdge(edge.id) }, "all " + found.length + " sentences") : null,
    claimItem(found[0]));
}

function graphButton() {
  return state.view === "graph" ? null : el("button", { onclick: () => change({ view: "graph" }) }, "Show in the graph");
}

function edgePanel(edge) {
  const relation = relations[edge.relation];
  const found = passingClaims(edge);
  return [closeButton(), el("span", { class: "badge" }, relationIcon(edge.relation), relation.label),
    el("h2", { class: "name" }, entityLink(edge.from), " " + relation.label + " ", entityLink(edge.to)),
    el("p", { class: "meta" }, plural(found.length, "sentence") + " in " +
      plural(new Set(found.map((claim) => claim.p)).size, "paper") + (relation.comment ? " · " + relation.comment : "")),
    el("div", { class: "acts" }, graphButton()), contrary(edge),
    el("ul", { class: "facts", id: "claims" }, found.map((claim) => el("li", {}, claimItem(claim))))];
}

// Another paper may say the opposite.
function contrary(edge) {
  if (relations[edge.relation].name !== "outperforms") return null;
  const other = edgesOf[edge.to].find((one) => one.to === edge.from && one.relation === edge.relation && edgePasses(one));
  return other ? el("p", { class: "notice" }, "The opposite is stated, too: ",
    el("button", { class: "link", onclick: () => pickEdge(other.id) }, plural(passingClaims(other).length, "sentence"))) : null;
}

function paperPanel(place) {
  const paper = papers[place];
  const own = claims.filter((claim) => claim.p === place && claimPasses(claim));
  return [el("button", { class: "close", "aria-label": "All papers", onclick: () => change({ paper: -1, scope: "first", camera: null }) }, "×"),
    el("span", { class: "badge" }, "Paper"), el("h2", { class: "name" }, paper.title),
    paper.authors.length || paper.year ? el("p", { class: "meta" }, [paper.authors.join(", "), paper.year || ""].filter(Boolean).join(" · ")) : null,
    isWeb(paper.url) ? el("p", {}, el("a", { href: paper.url, target: "_blank", rel: "noopener noreferrer" }, paper.url)) : null,
    el("h3", {}, "What it says", el("small", {}, plural(own.length, "fact"))),
    ...unfolding(own, (claim) => el("li", {}, el("div", { class: "trail" }, entityLink(claim.edge.from),
      el("button", { class: "link meta", onclick: () => pickEdge(claim.edge.id) }, relations[claim.edge.relation].label),
      entityLink(claim.edge.to)), quotes[claim.q] ? marked(claim) : null, chips(claim)))];
}

function welcome() {
  const wins = edges.filter((edge) => relations[edge.relation].name === "outperforms" && edgePasses(edge));
  const byWinner = new Map();
  for (const edge of wins) {
    if (!byWinner.has(edge.from)) byWinner.set(edge.from, []);
    byWinner.get(edge.from).push(edge);
  }
  const proposed = new Set(edges.filter((edge) => relations[edge.relation].name === "proposes").map((edge) => edge.to));
  const winners = [...byWinner.keys()].sort((a, b) => proposed.has(b) - proposed.has(a) ||
    byWinner.get(b).length - byWinner.get(a).length || a - b);
  const parts = [el("h2", { class: "name" }, plural(claims.length, "fact") + " from " + plural(papers.length, "paper")),
    el("p", {}, "Every dot is an entity, every line a fact. Click one to read the sentence that states it.")];
  if (winners.length) {
    parts.push(el("h3", {}, "Who outperforms whom"), ...unfolding(winners, (id) => el("li", {}, entityLink(id),
      el("ul", { class: "rivals" }, byWinner.get(id).slice(0, 8).map((edge) => el("li", {},
        el("button", { class: "link", onclick: () => pickEdge(edge.id) }, nodes[edge.to].label), " ", gain(edge)))))));
  } else {
    parts.push(el("h3", {}, "Best connected"), ...unfolding(nodes.slice(0, 30), (node) => el("li", {}, entityLink(node.id))));
  }
  return parts;
}

function gain(edge) {
  const claim = passingClaims(edge).find((one) => one.value || one.metric);
  return claim ? el("span", { class: "meta" }, [claim.value, claim.metric].filter(Boolean).join(" ")) : null;
}
