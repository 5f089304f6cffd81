// Which edges and nodes pass the scope and the filters.
const entered = new Set(); // nodes beyond the drawn ones that a search brought in

const claimPasses = (claim) =>
  claim.c >= state.confidence && (state.paper < 0 || claim.p === state.paper);

const passingClaims = (edge) => edge.claims.map((place) => claims[place]).filter(claimPasses);

const edgePasses = (edge) => edge.claims.some((place) => claimPasses(claims[place]));

const isDrawn = (id) => id < data.most || entered.has(id);

function around(start, depth) {
  const reached = new Set(start);
  let edge = start;
  for (let step = 0; step < depth; step++) {
    const next = [];
    for (const id of edge) {
      for (const link of edgesOf[id]) {
        if (!edgePasses(link)) continue;
        const other = otherEnd(link, id);
        if (!reached.has(other)) {
          reached.add(other);
          next.push(other);
        }
      }
    }
    edge = next;
  }
  return reached;
}

function selectedNodes() {
  const { selected } = state;
  if (!selected) return [];
  if (selected.node !== undefined) return [selected.node];
  if (selected.edge !== undefined) return [edges[selected.edge].from, edges[selected.edge].to];
  return selected.path;
}

// All edges of the scope, before the legend's filters.
function scopeEdges() {
  const { selected, scope } = state;
  if (selected && selected.path) {
    const found = pathsBetween(...selected.path);
    return [...new Set(found.flat().filter(Boolean))];
  }
  if (scope === "near" && selected) {
    const centre = selectedNodes();
    const reached = around(centre, state.depth);
    const hub = new Set(centre);
    if (selected.edge !== undefined && state.depth === 1 && reached.size > 30) return betweenEnds(centre);
    const inside = edges.filter((edge) => reached.has(edge.from) && reached.has(edge.to));
    // one step around a hub is a star; links among its neighbours would bury it
    return state.depth === 1 && reached.size > 60
      ? inside.filter((edge) => hub.has(edge.from) || hub.has(edge.to)) : inside;
  }
  if (scope === "first") return edges.filter((edge) => edge.first);
  if (state.paper >= 0) return edges; // one paper is small enough to be shown whole
  return edges.filter((edge) => isDrawn(edge.from) && isDrawn(edge.to));
}

// Around a fact whose ends are hubs: the two, and what is linked to both.
function betweenEnds([from, to]) {
  const beside = new Set(edgesOf[to].map((edge) => otherEnd(edge, to)));
  const kept = new Set([from, to, ...edgesOf[from].map((edge) => otherEnd(edge, from)).filter((id) => beside.has(id))]);
  return edgesOf[from].concat(edgesOf[to]).filter((edge, place, all) =>
    kept.has(edge.from) && kept.has(edge.to) && all.indexOf(edge) === place);
}

function computeVisible() {
  const inScope = scopeEdges().filter(edgePasses);
  const shownEdges = inScope.filter((edge) =>
    !state.hiddenRelations.has(edge.relation) &&
    !state.hiddenTypes.has(nodes[edge.from].type) && !state.hiddenTypes.has(nodes[edge.to].type));
  const shown = new Set();
  for (const edge of shownEdges) shown.add(edge.from).add(edge.to);
  for (const id of selectedNodes()) shown.add(id);
  const all = new Set(shown);
  for (const edge of inScope) all.add(edge.from).add(edge.to);
  const ranked = (set) => [...set].sort((a, b) => a - b);
  return { inScope, edges: shownEdges, nodes: ranked(shown), all: ranked(all) };
}

// inScope and all: before the legend's filters; edges and nodes: after them
let visible = { inScope: [], all: [], edges: [], nodes: [] };
