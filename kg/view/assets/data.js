// The data of this page, and the indexes that everything else looks things up in.
const data = JSON.parse(byId("data").textContent);
const { papers, types, relations, quotes, claims, nodes, edges } = data;
const typeOf = new Map(types.map((type, place) => [type.name, place]));
const nodeByKey = new Map(nodes.map((node) => [node.iri, node]));
const edgeByKey = new Map();
const edgesOf = nodes.map(() => []);

for (const node of nodes) {
  node.type = typeOf.get(node.group);
  node.aliases = node.aliases || [];
}
for (const edge of edges) {
  edge.key = nodes[edge.from].iri + "*" + relations[edge.relation].name + "*" + nodes[edge.to].iri;
  edgeByKey.set(edge.key, edge);
  edgesOf[edge.from].push(edge);
  if (edge.to !== edge.from) edgesOf[edge.to].push(edge);
  for (const place of edge.claims) claims[place].edge = edge;
}

for (const node of nodes) node.degree = edgesOf[node.id].length;

const paperPlace = new Map(papers.map((paper, place) => [paper.title, place]));
const paperOf = (node) => node.group === "Paper" && paperPlace.has(node.label);

const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);
const headName = (claim) => claim.h || nodes[claim.edge.from].label;
const tailName = (claim) => claim.t || nodes[claim.edge.to].label;
const cut = (text, length) => (text.length <= length ? text : text.slice(0, length - 1).trimEnd() + "…");
