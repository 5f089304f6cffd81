// Results: data set, model, metric, value, for every fact that states a number.
const resultsTable = sortableTable("Results", [
  { name: "Data set", of: (c) => c.dataset || "" },
  { name: "Model", of: (c) => nodes[c.edge.from].label, cell: (c) => entityLink(c.edge.from) },
  { name: "Metric", of: (c) => metricOf(c) },
  { name: "Value", of: (c) => valueOf(c), class: "number",
    cell: (c) => el("button", { class: "link", onclick: () => pickEdge(c.edge.id) }, valueOf(c)) },
  { name: "Statement", of: (c) => relations[c.edge.relation].label },
  { name: "Against", of: (c) => againstOf(c) },
  { name: "Condition", of: (c) => c.condition || "" },
  { name: "Paper", of: (c) => papers[c.p].title, class: "wide" },
], 0);

const relationName = (claim) => relations[claim.edge.relation].name;

function valueOf(claim) {
  return claim.value || (relationName(claim) === "achieves" ? nodes[claim.edge.to].label : "");
}

function metricOf(claim) {
  if (claim.metric) return claim.metric;
  if (["improves", "reduces"].includes(relationName(claim))) return nodes[claim.edge.to].label;
  if (relationName(claim) !== "achieves") return "";
  const [label, value] = [nodes[claim.edge.to].label, claim.value || ""];
  return value && label.startsWith(value) ? label.slice(value.length).trim() : "";
}

function againstOf(claim) {
  if (claim.baseline) return claim.baseline;
  return ["outperforms", "matches", "comparedWith"].includes(relationName(claim)) ? nodes[claim.edge.to].label : "";
}

const measuredClaims = () => claims.filter((claim) => claimPasses(claim) && valueOf(claim));

function renderSheets() {
  for (const view of ["graph", "table", "results"]) {
    byId(view === "graph" ? "stage" : view).hidden = state.view !== view;
    byId("tab-" + view).setAttribute("aria-selected", String(state.view === view));
    byId("tab-" + view).tabIndex = state.view === view ? 0 : -1;
  }
  // a table has the whole width until a row is opened
  document.body.classList.toggle("bare-panel", state.view !== "graph" && !state.selected);
  if (state.view === "table") factsTable.show(shownClaims());
  if (state.view === "results") resultsTable.show(measuredClaims());
}
