// The ways between two entities: the shortest ones, then those one step longer, over all facts that pass the filters.
const MOST_PATHS = 8;
let pathMemo = { key: "", found: [] };

function distancesTo(target) {
  const distance = new Map([[target, 0]]);
  let ring = [target];
  while (ring.length) {
    const next = [];
    for (const id of ring) {
      for (const edge of edgesOf[id]) {
        const other = otherEnd(edge, id);
        if (distance.has(other) || !edgePasses(edge)) continue;
        distance.set(other, distance.get(id) + 1);
        next.push(other);
      }
    }
    ring = next;
  }
  return distance;
}

// Each path is a list of edges in order.
function pathsBetween(from, to) {
  const key = [from, to, state.paper, state.confidence].join();
  if (pathMemo.key === key) return pathMemo.found;
  const distance = distancesTo(to);
  const found = [];
  const walk = (id, left, trail, seen) => {
    if (found.length >= MOST_PATHS) return;
    if (id === to) {
      if (left === 0) found.push([...trail]);
      return;
    }
    const used = new Set();
    for (const edge of edgesOf[id]) {
      const other = otherEnd(edge, id);
      // one edge for each neighbour: parallel facts are read by clicking the edge
      if (seen.has(other) || used.has(other) || !edgePasses(edge)) continue;
      if ((distance.get(other) ?? Infinity) > left - 1) continue;
      used.add(other);
      seen.add(other);
      trail.push(edge);
      walk(other, left - 1, trail, seen);
      trail.pop();
      seen.delete(other);
    }
  };
  const shortest = distance.get(from);
  if (shortest !== undefined) {
    walk(from, shortest, [], new Set([from]));
    if (found.length < MOST_PATHS && shortest < 6) walk(from, shortest + 1, [], new Set([from]));
  }
  pathMemo = { key, found };
  return found;
}

function pathPanel(from, to) {
  const found = pathsBetween(from, to);
  const parts = [closeButton(), el("span", { class: "badge" }, "Paths"),
    el("h2", { class: "name" }, entityLink(from), " … ", entityLink(to)),
    el("p", { class: "meta" }, found.length ? plural(found.length, "way") + " between them, the shortest first"
      : "No facts that pass the filters link the two.")];
  for (const path of found) {
    let at = from;
    const trail = el("div", { class: "trail" }, entityLink(from));
    for (const edge of path) {
      const forward = edge.from === at;
      at = otherEnd(edge, at);
      const relation = relations[edge.relation];
      trail.append(el("button", { class: "link meta", onclick: () => pickEdge(edge.id) },
        forward ? relation.label + " →" : "← " + relation.label), entityLink(at));
    }
    parts.push(el("ul", { class: "facts" }, el("li", { class: "path" }, trail, el("details", {},
      el("summary", {}, plural(path.length, "sentence")), path.map((edge) => claimItem(passingClaims(edge)[0]))))));
  }
  return parts;
}
