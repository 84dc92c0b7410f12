// Figures in the page's own colors: plotly.js is loaded when the first is drawn, and the theme may change under it.
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
// Below so many pixels, pictures side by side in one figure go below each other.
const NARROW = 560;
const PANEL_HEIGHT = 210;
let library;

export function load() {
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
const TOKENS = {
  "#0A544E": "accent",
  "#8C8A85": "mark",
  "#1F2328": "ink",
  "#4A4E55": "ink-2",
  "#DEDAD0": "line",
  "#FFFFFF": "card",
  "#E4F0EE": "wash",
  "#C9E0DC": "shade-2",
  "#A9CCC7": "shade-3",
};

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

const axisKeys = (layout, letter) => Object.keys(layout).filter((key) => new RegExp(`^${letter}axis\\d*$`).test(key));

// Pictures that stand side by side: one below the other where the page is narrow.
function stacked(layout, width) {
  const across = axisKeys(layout, "x");
  if (across.length < 2 || width >= NARROW) return layout;
  const changed = { ...layout, height: PANEL_HEIGHT * across.length };
  across.forEach((key, place) => {
    const row = across.length - 1 - place;
    changed[key] = { ...layout[key], domain: [0, 1] };
    const up = key.replace("x", "y");
    changed[up] = { ...layout[up], domain: [(row + 0.36) / across.length, (row + 1) / across.length], showticklabels: true };
  });
  return changed;
}

function dressed(figure, width, has_titles) {
  const ink = color("ink");
  const line = color("line");
  const marks = [color("mark"), color("accent"), color("ink-2")];
  const axis = { gridcolor: line, linecolor: line, zerolinecolor: line, automargin: true };
  const data = figure.data.map((series, position) => ({
    ...series,
    marker: { color: marks[position % marks.length], size: 9, ...series.marker },
    hoverinfo: series.text && series.type !== "bar" ? "x+y+text" : "x+y",
  }));
  const layout = {
    hoverlabel: { bgcolor: color("card"), bordercolor: line, font: { color: ink } },
    ...stacked(figure.layout, width),
    title: undefined,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: ink, family: getComputedStyle(document.body).fontFamily, size: 13 },
    margin: { l: 48, r: 12, t: data.length > 1 || figure.layout.annotations?.length ? 28 : 8, b: 48 },
    showlegend: figure.layout.showlegend ?? data.length > 1,
    legend: { orientation: "h", y: 1, yanchor: "bottom", x: 0 },
    dragmode: false,
    // Few bars would be blocks; cells that touch each other have a width of their own.
    bargap: figure.data[0]?.y?.length < 5 ? 0.6 : 0.25,
  };
  for (const key of axisKeys(layout, "[xy]")) {
    const title = layout[key].title && { ...layout[key].title, font: { size: 13 } };
    layout[key] = { ...axis, ...layout[key], title, fixedrange: true };
  }
  if (!has_titles) layout.yaxis = { ...axis, ...layout.yaxis, title: undefined };
  return { data, layout };
}

// Draw a figure into an element; what goes wrong is the caller's to say.
export async function draw(element, figure, { has_titles = false } = {}) {
  await load();
  const { data, layout } = dressed(plain(figure), element.clientWidth, has_titles);
  if (layout.height) element.classList.add("tall");
  await Plotly.react(element, data, layout, CONFIG);
  document.getElementById("js-plotly-tester")?.setAttribute("aria-hidden", "true");
}

// Save a figure as it is in the light, on white, whatever the page looks like now.
export async function save(figure, format, filename) {
  await load();
  const layout = { ...figure.layout, paper_bgcolor: "#FFFFFF", plot_bgcolor: "#FFFFFF" };
  await Plotly.downloadImage({ data: figure.data, layout, config: CONFIG }, { format, filename, width: 1000, height: 600 });
}

export function onThemeChange(redraw) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
