"use strict";
const at = (id) => document.getElementById(id);
const make = (tag, text, kind) => {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (kind) node.className = kind;
  return node;
};
let named = [];
let editor = null;

const written = () => (editor ? editor.getValue() : at("query").value);
const write = (text) => { at("query").value = text; if (editor) editor.setValue(text); };

function completer(name, list, fits) {
  window.Yasqe.registerAutocompleter({
    name,
    bulk: false,
    autoShow: false,
    isValidCompletionPosition: (yasqe) => fits(yasqe.getCompleteToken()),
    get: (yasqe, token) => { const start = token ? token.string.toLowerCase() : ""; return list(yasqe).filter((text) => text.toLowerCase().startsWith(start)).slice(0, 60); },
  });
}

async function edit() {
  if (!window.Yasqe) return;
  const terms = await (await fetch("/terms")).json();
  window.Yasqe.defaults.autocompleters = [];
  completer("kg-terms", () => terms.names, (token) => /^[A-Za-z]/.test(token.string));
  completer("kg-variables", (yasqe) => [...new Set(yasqe.getValue().match(/[?$]\w+/g))].sort(), (token) => /^[?$]/.test(token.string));
  const prefixes = Object.entries(terms.prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  window.Yasqe.forkAutocompleter("prefixes", { name: "kg-prefixes", persistenceId: null, get: () => prefixes });
  const run = () => { ask(); };
  editor = new window.Yasqe(at("editor"), {
    value: at("query").value,
    persistenceId: null, // nothing is kept in the browser
    createShareableLink: null,
    consumeShareLink: null,
    showQueryButton: false,
    resizeable: true,
    editorHeight: "17rem",
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": () => {} },
  });
  editor.getInputField().setAttribute("aria-label", "SPARQL");
  at("query").hidden = true;
}

async function load() {
  try {
    await edit();
  } catch (error) {
    console.warn("the plain field is used, since the editor failed:", error);
    editor = null;
    at("editor").replaceChildren();
    at("query").hidden = false;
  }
  named = await (await fetch("/named")).json();
  for (const one of named) {
    const option = make("option", one.title);
    option.value = one.name;
    at("named").append(option);
  }
  document.documentElement.dataset.ready = "true";
}

function choose() {
  const one = named.find((item) => item.name === at("named").value);
  at("parameters").replaceChildren();
  if (!one) return;
  write(one.text);
  for (const parameter of one.parameters) {
    const label = make("label", `${parameter.name}: ${parameter.comment}`);
    const input = make("input");
    input.name = parameter.name;
    input.placeholder = "any";
    label.append(input);
    at("parameters").append(label);
  }
}

async function ask() {
  const fields = new URLSearchParams(new FormData(at("parameters")));
  const one = named.find((item) => item.name === at("named").value);
  if (one && one.text === written()) fields.set("name", one.name);
  else fields.set("query", written());
  at("note").textContent = "asking …";
  at("message").hidden = true;
  at("answer").replaceChildren();
  const response = await fetch("/table", { method: "POST", body: fields });
  at("note").textContent = "";
  if (!response.ok) {
    at("message").textContent = await response.text();
    at("message").hidden = false;
    return;
  }
  show(await response.json());
}

function show(answer) {
  if (answer.text !== undefined) {
    at("answer").append(make("pre", answer.text, "plain"));
    return;
  }
  const columns = answer.columns.map((_, i) => i).filter((i) => !answer.rows.length || answer.rows.some((row) => row[i] && !answer.quotes[row[i]]));
  const table = make("table");
  const head = table.createTHead().insertRow();
  for (const i of columns) head.append(make("th", answer.columns[i]));
  const body = table.createTBody();
  for (const row of answer.rows) {
    const line = body.insertRow();
    for (const i of columns) line.append(make("td", row[i]));
    for (const cell of row) {
      if (!answer.quotes[cell]) continue;
      const [quote, paper] = answer.quotes[cell];
      const below = make("td", `“${quote}” — ${paper}`, "quote");
      below.colSpan = columns.length;
      body.insertRow().append(below);
    }
  }
  at("answer").append(table);
  at("note").textContent = `${answer.rows.length} ${answer.rows.length === 1 ? "row" : "rows"}${answer.more ? " of more" : ""}`;
}

at("named").addEventListener("change", choose);
at("run").addEventListener("click", ask);
at("parameters").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
at("query").addEventListener("keydown", (event) => { if (event.key === "Enter" && event.ctrlKey) ask(); });
load();
