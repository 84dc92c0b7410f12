// Charts of answers: drawn when they come near.
import { draw, onThemeChange } from "./plotting.js";

async function show(element) {
  try {
    await draw(element, JSON.parse(element.dataset.figure));
  } catch {
    element.replaceWith(
      Object.assign(document.createElement("p"), { textContent: "The picture could not be drawn. The numbers are below." }),
    );
  }
}

const near = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((seen) => seen.isIntersecting)) {
    near.unobserve(entry.target);
    show(entry.target);
  }
}, { rootMargin: "200px" });

function watch(parent) {
  parent.querySelectorAll(".chart[data-figure]").forEach((element) => near.observe(element));
}

const talk = document.getElementById("talk");
watch(talk);
new MutationObserver((changes) => {
  for (const node of changes.flatMap((change) => [...change.addedNodes])) if (node instanceof Element) watch(node);
}).observe(talk, { childList: true });
onThemeChange(() => talk.querySelectorAll(".js-plotly-plot").forEach(show));
