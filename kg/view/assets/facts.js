// Claims as one reads them: the sentence with the two names marked, its numbers, its paper.
function span(sentence, name, taken) {
  if (!name) return null;
  for (let at = sentence.indexOf(name); at >= 0; at = sentence.indexOf(name, at + 1)) {
    if (!taken || at + name.length <= taken[0] || at >= taken[1]) return [at, at + name.length];
  }
  const low = sentence.toLowerCase();
  const at = low.length === sentence.length ? low.indexOf(name.toLowerCase()) : -1;
  return at >= 0 && (!taken || at + name.length <= taken[0] || at >= taken[1]) ? [at, at + name.length] : null;
}

function marked(claim) {
  const sentence = quotes[claim.q];
  const names = [[claim.ht || headName(claim), "head"], [claim.tt || tailName(claim), "tail"]];
  // the longer name first, so that "BERT" does not sit inside "RoBERTa-BERT"
  names.sort((a, b) => b[0].length - a[0].length);
  const one = span(sentence, names[0][0], null);
  const two = span(sentence, names[1][0], one);
  const marks = [[one, names[0][1]], [two, names[1][1]]].filter(([place]) => place).sort((a, b) => a[0][0] - b[0][0]);
  const quote = el("blockquote");
  let at = 0;
  for (const [[start, end], side] of marks) {
    quote.append(sentence.slice(at, start), el("mark", { class: side }, sentence.slice(start, end)));
    at = end;
  }
  quote.append(sentence.slice(at));
  return quote;
}

function chips(claim) {
  const named = [["metric", "metric"], ["value", "value"], ["dataset", "on"], ["baseline", "against"], ["condition", "if"]];
  const found = named.filter(([key]) => claim[key]).map(([key, label]) =>
    el("span", { class: "chip" }, label + " ", el("b", {}, claim[key])));
  return found.length ? el("div", { class: "chips" }, found) : null;
}

const isWeb = (address) => /^https?:\/\//i.test(address);

function source(claim) {
  const paper = papers[claim.p];
  const filter = () => change({ paper: state.paper === claim.p ? -1 : claim.p, scope: "all", camera: null });
  return el("div", { class: "source" },
    el("button", { class: "link", title: "Show only this paper", onclick: filter }, paper.title),
    paper.year ? " (" + paper.year + ")" : null,
    isWeb(paper.url) ? el("a", { href: paper.url, target: "_blank", rel: "noopener noreferrer" }, " open ↗") : null,
    " · confidence " + claim.c.toFixed(2));
}

function entityLink(id, name) {
  return el("button", { class: "link", onclick: () => pickNode(id) }, name || nodes[id].label);
}

function claimItem(claim) {
  return [quotes[claim.q] ? marked(claim) : null, chips(claim), source(claim)];
}
