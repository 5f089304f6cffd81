// Everything can be done from the keyboard.
const STRIDE = 80;

function stepThrough(by) {
  if (!visible.nodes.length) return;
  const at = hover.step === null ? (by > 0 ? -1 : 0) : visible.nodes.indexOf(hover.step);
  hover.step = visible.nodes[(at + by + visible.nodes.length) % visible.nodes.length];
  canvas.centre(hover.step);
  const node = nodes[hover.step];
  say(node.label + ", " + types[node.type].name + ", " + plural(edgesOf[node.id].length, "relation"));
}

const canvasKeys = {
  ArrowLeft: () => canvas.pan(-STRIDE, 0),
  ArrowRight: () => canvas.pan(STRIDE, 0),
  ArrowUp: () => canvas.pan(0, -STRIDE),
  ArrowDown: () => canvas.pan(0, STRIDE),
  "+": () => canvas.zoom(1.25),
  "=": () => canvas.zoom(1.25),
  "-": () => canvas.zoom(0.8),
  0: () => canvas.fit(),
  n: () => stepThrough(1),
  p: () => stepThrough(-1),
  Enter: () => { if (hover.step !== null) { pickNode(hover.step); byId("panel").focus(); } },
};

const pageKeys = {
  "/": () => byId("find").focus(),
  "?": () => byId("help-box").showModal(),
  1: () => change({ view: "graph" }),
  2: () => change({ view: "table" }),
  3: () => change({ view: "results" }),
  Escape: () => {
    byId("filters").classList.remove("open");
    byId("filters-toggle").setAttribute("aria-expanded", "false");
    if (byId("export").open) byId("export").open = false;
    else if (state.selected) change({ selected: null, scope: state.scope === "near" ? "first" : state.scope, camera: null });
  },
};

function setUpKeyboard() {
  byId("canvas").addEventListener("keydown", (event) => {
    const act = canvasKeys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("help-box").open) return;
    if (event.target.matches("input:not([type=checkbox]), select, textarea") && event.key !== "Escape") return;
    const act = pageKeys[event.key];
    if (!act) return;
    act();
    event.preventDefault();
  });
  document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.indexOf(event.target) + by + tabs.length) % tabs.length];
    next.click();
    next.focus();
  });
}
