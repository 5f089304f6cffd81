// Put it all together: read the link, draw, listen.
byId("table").append(factsTable.element);
byId("results").append(resultsTable.element);
setUpFilters();
setUpExport();
setUpKeyboard();
byId("zoom-in").addEventListener("click", () => canvas.zoom(1.25));
byId("zoom-out").addEventListener("click", () => canvas.zoom(0.8));
byId("fit").addEventListener("click", () => canvas.fit());
byId("help").addEventListener("click", () => byId("help-box").showModal());
byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("panel").focus(); });
for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("click", () => change({ view: tab.dataset.view }));
}

function applyTheme(name, keep) {
  setTheme(name, keep);
  renderFilters();
  renderPanel();
  canvas.recolour();
}
byId("theme").addEventListener("click", () => applyTheme(theme.name === "dark" ? "light" : "dark", true));
systemDark.addEventListener("change", () => { if (!remembered()) applyTheme(systemDark.matches ? "dark" : "light", false); });

onChange(() => canvas.update());
onChange(renderFilters);
onChange(renderPanel);
onChange(renderSheets);
Object.assign(state, decode(location.hash));
for (const listener of listeners) listener();
document.documentElement.dataset.ready = "true";
