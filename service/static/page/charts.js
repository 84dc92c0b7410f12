// Charts of answers: drawn when they come near, in the page's own colors, with plotly.js loaded at the first one.
const source = document.querySelector("script[data-plotly]").dataset.plotly;
const CONFIG = {
  displayModeBar: false,
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: "",
  responsive: true,
  scrollZoom: false,
  typesetMath: false,
};
let library;

function load() {
  library ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: source, onload: resolve, onerror: reject });
    document.head.append(script);
  });
  return library;
}

// The value of a token as a color: the property itself still says light-dark().
function color(token) {
  const probe = document.createElement("span");
  probe.className = `probe-${token}`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

// The colors that figures come in, and the tokens that stand for them here, in the dark as well.
const TOKENS = { "#0A544E": "accent", "#8C8A85": "mark", "#1F2328": "ink", "#4A4E55": "ink-2", "#DEDAD0": "line" };

// Plotly reads text as a kind of HTML; names of columns and classes are to be shown as they are. Figures of the
// run's charts come escaped already, which must not be done twice.
function plain(value) {
  if (typeof value === "string" && Object.hasOwn(TOKENS, value)) return color(TOKENS[value]);
  if (typeof value === "string") return value.replace(/&(?!(?:amp|lt);)/g, "&amp;").replaceAll("<", "&lt;");
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value;
}

function dressed(figure) {
  const ink = color("ink");
  const line = color("line");
  const marks = [color("mark"), color("accent"), color("ink-2")];
  const axis = { gridcolor: line, linecolor: line, zerolinecolor: line, automargin: true };
  const data = figure.data.map((series, position) => ({
    ...series,
    marker: { color: marks[position % marks.length], size: 9, ...series.marker },
    hoverinfo: series.text ? "x+y+text" : "x+y",
  }));
  const layout = {
    ...figure.layout,
    title: undefined,
    xaxis: { ...axis, ...figure.layout.xaxis },
    yaxis: { ...axis, ...figure.layout.yaxis, title: undefined },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: ink, family: getComputedStyle(document.body).fontFamily, size: 13 },
    margin: { l: 48, r: 12, t: data.length > 1 || figure.layout.annotations ? 40 : 8, b: 48 },
    showlegend: figure.layout.showlegend ?? data.length > 1,
    legend: { orientation: "h", y: 1, yanchor: "bottom", x: 0 },
    dragmode: false,
  };
  return { data, layout };
}

async function draw(element) {
  try {
    await load();
    const { data, layout } = dressed(plain(JSON.parse(element.dataset.figure)));
    await Plotly.react(element, data, layout, CONFIG);
    document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
  } catch {
    element.replaceWith(
      Object.assign(document.createElement("p"), { textContent: "The picture could not be drawn. The numbers are below." }),
    );
  }
}

const near = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((seen) => seen.isIntersecting)) {
    near.unobserve(entry.target);
    draw(entry.target);
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
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  talk.querySelectorAll(".js-plotly-plot").forEach(draw);
});
