// Search as you type, over names, aliases, papers and quotes; a combobox that the keyboard drives.
const search = (() => {
  const field = byId("find");
  const list = byId("hits");
  let hits = [];
  let at = -1;
  let index = null;
  const self = { pathFrom: null, startPath, endPath };

  function build() {
    index = {
      nodes: nodes.map((node) => [fold(node.label), ...node.aliases.map(fold)]),
      papers: papers.map((paper) => fold(paper.title)),
      quotes: quotes.map(fold),
      edgeOfQuote: new Map(),
    };
    for (const claim of claims) if (!index.edgeOfQuote.has(claim.q)) index.edgeOfQuote.set(claim.q, claim.edge);
  }

  // 0 is the whole name, 1 its beginning, 2 the beginning of a word, 3 anywhere, 9 not at all; an alias counts a little less
  function rank(words, query) {
    let best = 9;
    words.forEach((word, place) => {
      const found = word.indexOf(query);
      if (found < 0) return;
      const score = word === query ? 0 : found === 0 ? 1 : /[^a-z0-9]/.test(word[found - 1]) ? 2 : 3;
      best = Math.min(best, score + (place ? 0.5 : 0));
    });
    return best;
  }

  // papers have a heading of their own
  function find(text) {
    if (!index) build();
    const query = fold(text.trim());
    if (!query) return [];
    // a well connected entity outweighs a better place in the name, unless it is the very name
    const weigh = (score, id) => (score === 0 ? -9 : score - Math.log2(1 + nodes[id].degree) / 3);
    const entities = index.nodes.map((words, id) => [rank(words, query), id]).filter(([score, id]) => score < 9 && (self.pathFrom !== null || !paperOf(nodes[id])))
      .map(([score, id]) => [weigh(score, id), id]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 8).map(([, id]) => ({ node: id }));
    if (self.pathFrom !== null) return entities.filter((hit) => hit.node !== self.pathFrom);
    const titles = index.papers.map((title, place) => [title.includes(query), place]).filter(([hit]) => hit)
      .slice(0, 4).map(([, place]) => ({ paper: place }));
    const sentences = index.quotes.map((quote, place) => [quote.includes(query), place]).filter(([hit]) => hit)
      .slice(0, 5).map(([, place]) => ({ quote: place }));
    return [...entities, ...titles, ...sentences];
  }

  function emphasised(text, query, length) {
    const low = text.toLowerCase();
    const found = low.length === text.length ? low.indexOf(query.trim().toLowerCase()) : -1;
    const start = found > length - 20 ? found - 30 : 0;
    const shown = (start ? "…" : "") + cut(text.slice(start), length);
    const place = found < 0 ? -1 : found - start + (start ? 1 : 0);
    if (place < 0 || place >= shown.length) return [shown];
    const end = place + query.trim().length;
    return [shown.slice(0, place), el("b", {}, shown.slice(place, end)), shown.slice(end)];
  }

  function option(hit, place) {
    const parts = hit.node !== undefined
      ? [typeIcon(nodes[hit.node].type), el("span", {}, emphasised(nodes[hit.node].label, field.value, 60)),
        el("small", {}, types[nodes[hit.node].type].name + " · " + nodes[hit.node].degree)]
      : hit.paper !== undefined ? [el("span", {}, emphasised(papers[hit.paper].title, field.value, 110))]
        : [el("span", {}, "“", emphasised(quotes[hit.quote], field.value, 120), "”")];
    return el("div", { role: "option", id: "hit-" + place, "aria-selected": "false", onmousedown: (event) => event.preventDefault(),
      onclick: () => open(place) }, parts);
  }

  function render() {
    hits = find(field.value);
    at = hits.length ? 0 : -1;
    list.replaceChildren();
    let kind = "";
    hits.forEach((hit, place) => {
      const now = hit.node !== undefined ? "Entities" : hit.paper !== undefined ? "Papers" : "Sentences";
      if (now !== kind) list.append(el("div", { class: "head", role: "presentation" }, now));
      kind = now;
      list.append(option(hit, place));
    });
    if (field.value.trim() && !hits.length) list.append(el("div", { class: "head", role: "presentation" }, "Nothing found"));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden && hits.length > 0));
    if (field.value.trim()) say(hits.length ? plural(hits.length, "result") : "Nothing found");
    move(0);
  }

  function move(by) {
    if (hits.length) at = (at + by + hits.length) % hits.length;
    list.querySelectorAll("[role=option]").forEach((node, place) => {
      node.setAttribute("aria-selected", String(place === at));
      if (place === at) node.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) field.setAttribute("aria-activedescendant", "hit-" + at);
    else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function open(place) {
    const hit = hits[place];
    if (!hit) return;
    close();
    field.value = "";
    if (hit.node !== undefined) {
      const walking = self.pathFrom !== null;
      pickNode(hit.node);
      if (!walking) canvas.centre(hit.node);
    } else if (hit.paper !== undefined) {
      change({ paper: hit.paper, scope: "all", camera: null, selected: null });
    } else {
      pickEdge(index.edgeOfQuote.get(hit.quote).id);
    }
    byId("panel").focus();
  }

  function startPath(id) {
    self.pathFrom = id;
    field.value = "";
    field.placeholder = "Path from " + cut(nodes[id].label, 30) + " to…";
    field.focus();
    say("Choose the entity at the other end");
  }

  function endPath() {
    self.pathFrom = null;
    field.placeholder = "Search names, papers, sentences   /";
  }

  field.addEventListener("input", render);
  field.addEventListener("focus", () => { if (field.value.trim()) render(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") open(at);
    else if (event.key === "Escape") {
      if (!list.hidden) close();
      else { endPath(); field.value = ""; byId("canvas").focus(); }
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  return self;
})();
