// What the reader has chosen. It lives in the URL's hash, so that a link shows the same and "back" goes back.
const fresh = () => ({
  view: "graph", scope: "first", depth: 1, hiddenTypes: new Set(), hiddenRelations: new Set(),
  paper: -1, confidence: 0, selected: null, camera: null,
});
const state = fresh();
const listeners = [];
const onChange = (listener) => listeners.push(listener);

// selected is {node}, {edge} or {path: [from, to]}
function encode() {
  const parts = [];
  const put = (key, value) => parts.push(key + "=" + encodeURIComponent(value).replace(/%2C/g, ",").replace(/%2F/g, "/"));
  const names = (set, list) => [...set].map((place) => list[place].name).sort().join(",");
  if (state.view !== "graph") put("view", state.view);
  if (state.scope !== "first") put("show", state.scope);
  if (state.depth !== 1) put("steps", state.depth);
  if (state.hiddenTypes.size) put("without", names(state.hiddenTypes, types));
  if (state.hiddenRelations.size) put("omit", names(state.hiddenRelations, relations));
  if (state.paper >= 0) put("paper", papers[state.paper].id);
  if (state.confidence > 0) put("from", state.confidence);
  const { selected } = state;
  if (selected && selected.node !== undefined) put("entity", nodes[selected.node].iri);
  if (selected && selected.edge !== undefined) put("fact", edges[selected.edge].key);
  if (selected && selected.path) put("path", selected.path.map((id) => nodes[id].iri).join("*"));
  if (state.camera) put("at", state.camera.join(","));
  return parts.length ? "#" + parts.join("&") : "";
}

function decode(hash) {
  const next = fresh();
  const given = new Map();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at <= 0) continue;
    try {
      given.set(part.slice(0, at), decodeURIComponent(part.slice(at + 1)));
    } catch {
      // a damaged link still opens the page
    }
  }
  const places = (key, list) => new Set((given.get(key) || "").split(",")
    .map((name) => list.findIndex((item) => item.name === name)).filter((place) => place >= 0));
  if (["graph", "table", "results"].includes(given.get("view"))) next.view = given.get("view");
  if (["first", "all", "near"].includes(given.get("show"))) next.scope = given.get("show");
  next.depth = Math.min(3, Math.max(1, Number(given.get("steps")) || 1));
  next.hiddenTypes = places("without", types);
  next.hiddenRelations = places("omit", relations);
  if (given.has("paper")) next.paper = papers.findIndex((paper) => paper.id === given.get("paper"));
  next.confidence = Math.min(1, Math.max(0, Number(given.get("from")) || 0));
  const node = nodeByKey.get(given.get("entity"));
  const edge = edgeByKey.get(given.get("fact"));
  const path = (given.get("path") || "").split("*").map((key) => nodeByKey.get(key)).filter(Boolean);
  if (node) next.selected = { node: node.id };
  else if (edge) next.selected = { edge: edge.id };
  else if (path.length === 2) next.selected = { path: path.map((end) => end.id) };
  const camera = (given.get("at") || "").split(",").map(Number);
  if (camera.length === 3 && camera.every(Number.isFinite) && camera[2] > 0) next.camera = camera;
  if (next.scope === "near" && !next.selected) next.scope = "first";
  // what the first view does not hold is shown among its neighbours
  if (next.scope === "first" && ((node && !node.home) || (edge && !node && !edge.first))) next.scope = "near";
  return next;
}

// A sandboxed frame may refuse its history; then the state lives as long as the page.
function record(method) {
  try {
    history[method](null, "", encode() || location.pathname + location.search);
  } catch {
    // nothing to do
  }
}

function change(patch, method = "pushState") {
  const before = encode();
  Object.assign(state, patch);
  if (encode() !== before) record(method);
  for (const listener of listeners) listener();
}

function moved(camera) {
  state.camera = camera;
  record("replaceState");
}

function restore() {
  if (encode() === location.hash) return;
  Object.assign(state, decode(location.hash));
  for (const listener of listeners) listener();
}

addEventListener("popstate", restore);
addEventListener("hashchange", restore);
