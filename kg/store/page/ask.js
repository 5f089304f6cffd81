"use strict";
const at = (id) => document.getElementById(id);
const make = (tag, text, kind) => {
  const node = document.createElement(tag);
  if (text !== undefined) node.textContent = text;
  if (kind) node.className = kind;
  return node;
};
let named = [];

async function load() {
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
  at("query").value = one.text;
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
  if (one && one.text === at("query").value) fields.set("name", one.name);
  else fields.set("query", at("query").value);
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
  at("note").textContent = answer.more ? `${answer.rows.length} rows of more` : `${answer.rows.length} rows`;
}

at("named").addEventListener("change", choose);
at("run").addEventListener("click", ask);
at("parameters").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
at("query").addEventListener("keydown", (event) => { if (event.key === "Enter" && event.ctrlKey) ask(); });
load();
