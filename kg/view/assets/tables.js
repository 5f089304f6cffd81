// A table of rows: sortable by every column, narrowed by a word, shown in portions, saved as CSV.
const PORTION = 200;
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

// column: {name, of(row) -> text or number, cell(row) -> nodes, class}
function sortableTable(title, columns, start) {
  const view = { column: start, down: false, word: "", rows: [], shown: PORTION };
  const body = el("tbody");
  const tally = el("p", { role: "status" });
  const more = el("button", { onclick: () => { view.shown += PORTION; fill(); } }, "Show more");
  const heads = columns.map((column, place) => el("th", { scope: "col", "aria-sort": "none" },
    el("button", { onclick: () => { view.down = view.column === place && !view.down; view.column = place; fill(); } }, column.name)));
  const field = el("input", { type: "search", placeholder: "Only rows with…", "aria-label": "Only rows with",
    oninput: (event) => { view.word = fold(event.target.value.trim()); view.shown = PORTION; fill(); } });

  function current() {
    const { of } = columns[view.column];
    const kept = view.word ? view.rows.filter((row) => columns.some((c) => fold(String(c.of(row))).includes(view.word))) : [...view.rows];
    const order = (a, b) => {
      const one = of(a);
      const two = of(b);
      if (one === "" || two === "") return (one === "") - (two === "");
      return (typeof one === "number" ? one - two : collator.compare(one, two)) * (view.down ? -1 : 1);
    };
    return kept.sort(order);
  }

  function fill() {
    const rows = current();
    body.replaceChildren(...rows.slice(0, view.shown).map((row) => el("tr", {},
      columns.map((column) => el("td", { class: column.class }, column.cell ? column.cell(row) : String(column.of(row)))))));
    tally.textContent = plural(rows.length, "row");
    more.hidden = rows.length <= view.shown;
    heads.forEach((head, place) => head.setAttribute("aria-sort",
      place !== view.column ? "none" : view.down ? "descending" : "ascending"));
  }

  // A cell that a spreadsheet would run as a formula gets an apostrophe; numbers stay as they are.
  const quoted = (value) => {
    const text = /^[=+\-@\t\r]/.test(value) && !/^[+-]?[\d.]/.test(value) ? "'" + value : String(value);
    return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  const csv = () => [columns.map((c) => c.name), ...current().map((row) => columns.map((c) => c.of(row)))]
    .map((line) => line.map((value) => quoted(value)).join(",")).join("\r\n") + "\r\n";
  const saveCsv = () => save(title.toLowerCase() + ".csv", new Blob(["\ufeff" + csv()], { type: "text/csv;charset=utf-8" }));
  const element = el("div", {}, el("div", { class: "head" }, tally, field, el("button", { onclick: saveCsv }, "Save as CSV")),
    el("table", { "aria-label": title }, el("thead", {}, el("tr", {}, heads)), body), more);
  return { element, saveCsv, show(rows) { view.rows = rows; view.shown = PORTION; fill(); } };
}

const factsTable = sortableTable("Facts", [
  { name: "Head", of: (c) => nodes[c.edge.from].label, cell: (c) => entityLink(c.edge.from) },
  { name: "Relation", of: (c) => relations[c.edge.relation].label,
    cell: (c) => el("button", { class: "link", onclick: () => pickEdge(c.edge.id) }, relations[c.edge.relation].label) },
  { name: "Tail", of: (c) => nodes[c.edge.to].label, cell: (c) => entityLink(c.edge.to) },
  { name: "Metric", of: (c) => c.metric || "" },
  { name: "Value", of: (c) => c.value || "", class: "number" },
  { name: "Data set", of: (c) => c.dataset || "" },
  { name: "Confidence", of: (c) => c.c, class: "number" },
  { name: "Sentence", of: (c) => quotes[c.q], class: "quote" },
  { name: "Paper", of: (c) => papers[c.p].title, class: "wide" },
], 0);

const shownClaims = () => visible.edges.flatMap(passingClaims);
