// Dark or light: the reader's choice if there is one, else the system's.
const theme = { name: "light" };

function remembered() {
  try {
    return localStorage.getItem("kg-theme");
  } catch {
    return null; // a sandboxed frame has no storage
  }
}

function setTheme(name, keep) {
  theme.name = name;
  document.documentElement.dataset.theme = name;
  const style = getComputedStyle(document.documentElement);
  for (const key of ["ground", "ink", "soft", "line", "accent"]) theme[key] = style.getPropertyValue("--" + key).trim();
  theme.colours = data.colours[name];
  byId("theme").setAttribute("aria-pressed", String(name === "dark"));
  if (!keep) return;
  try {
    localStorage.setItem("kg-theme", name);
  } catch {
    // then it holds until the page is closed
  }
}

const systemDark = matchMedia("(prefers-color-scheme: dark)");
setTheme(remembered() || (systemDark.matches ? "dark" : "light"), false);

const typeColour = (place) => theme.colours[types[place].colour];
const relationColour = (place) => theme.colours[relations[place].colour];
