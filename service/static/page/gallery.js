// The charts of a run: each is fetched and drawn when it comes near, one after another, and again when the theme
// changes. A click on a mark of a trial opens the trial, as the link in the table does.
import { draw, load, onThemeChange, save } from "./plotting.js";

const TOO_NARROW = 560;
const figures = new Map();
let waiting = Promise.resolve();

function fail(element, words) {
  element.replaceChildren(Object.assign(document.createElement("p"), { className: "quiet", textContent: words }));
  element.classList.add("failed");
  element.closest("figure")?.querySelector("details.chart-table")?.setAttribute("open", "");
}

async function figureOf(address) {
  if (!figures.has(address)) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    figures.set(address, (await answer.json()).figure);
  }
  return figures.get(address);
}

function openTrial(event) {
  const trial = /^trial (\d+)/.exec(event.points[0]?.text ?? "");
  if (trial) location.assign(`/runs/${location.pathname.split("/")[2]}/trials/${trial[1]}`);
}

async function show(element) {
  const address = element.dataset.chart;
  if (address.endsWith("/parallel_coordinates") && element.clientWidth < TOO_NARROW) {
    fail(element, "This picture needs a wider window. The numbers are below.");
    return;
  }
  try {
    const figure = await figureOf(address);
    const isNew = !element.classList.contains("js-plotly-plot");
    if (isNew) element.replaceChildren();
    await draw(element, figure, { has_titles: true });
    if (isNew) element.on("plotly_click", openTrial);
  } catch {
    fail(element, "The picture could not be drawn. The numbers are below.");
  }
}

const near = new IntersectionObserver((entries) => {
  for (const { target } of entries.filter((seen) => seen.isIntersecting)) {
    near.unobserve(target);
    // One chart to an idle moment: reading and scrolling come first.
    waiting = waiting.then(() => new Promise((done) => requestIdleCallback(done, { timeout: 500 }))).then(() => show(target));
  }
}, { rootMargin: "300px" });

function watch(parent) {
  const found = parent.querySelectorAll("[data-chart]");
  found.forEach((element) => near.observe(element));
  // The library takes a tenth of a second to start: before the reader scrolls, and not while.
  if (found.length) requestIdleCallback(() => load().catch(() => {}));
}

watch(document);
// The result takes the place of the live view, and charts come into a group that opens.
new MutationObserver((changes) => {
  for (const node of changes.flatMap((change) => [...change.addedNodes])) if (node instanceof Element) watch(node);
}).observe(document.getElementById("main"), { childList: true, subtree: true });
onThemeChange(() => document.querySelectorAll("[data-chart].js-plotly-plot").forEach(show));

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-download]");
  if (!button) return;
  const address = button.dataset.figureAt;
  await save(await figureOf(address), button.dataset.download, address.split("/").pop());
});

// A place that a link leads to may lie in a part that is closed.
function openPlace() {
  const found = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = found; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  if (found) found.scrollIntoView({ block: "start" });
}
addEventListener("hashchange", openPlace);
openPlace();
