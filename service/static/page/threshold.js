// The movable threshold: counts and costs follow the slider and the fields without asking the server.
const money = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0, roundingMode: "halfEven" });
const share = (value) => Number(value.toPrecision(4)).toString();

function place(form) {
  const { rows, box, delivered } = JSON.parse(form.dataset.thresholds);
  const slider = form.querySelector("#threshold-slider");
  const field = form.querySelector("#threshold-number");
  const missed = form.querySelector("#cost-missed");
  const alarm = form.querySelector("#cost-alarm");
  const say = (name, text) => {
    form.querySelector(`[data-say="${name}"]`).textContent = text;
  };

  function update() {
    const costs = rows.map((row) => row[3] * (Number(missed.value) || 0) + row[2] * (Number(alarm.value) || 0));
    const ordered = costs.toSorted((a, b) => a - b);
    const middle = (ordered[(ordered.length - 1) >> 1] + ordered[ordered.length >> 1]) / 2;
    const top = box.room * Math.max(ordered[0], middle) || 1;
    const x = (row) => box.left + row[0] * (box.width - box.left - 16);
    const y = (cost) => box.height - box.bottom - (Math.min(cost, top) / top) * (box.height - box.bottom - box.top);
    const here = Number(slider.value);
    const best = costs.indexOf(ordered[0]);
    form.querySelector("path.cost").setAttribute(
      "d",
      `M${rows.map((row, k) => `${x(row).toFixed(1)} ${y(costs[k]).toFixed(1)}`).join("L")}`,
    );
    for (const [name, at] of [["delivered", delivered], ["cheapest", best]]) {
      const mark = form.querySelector(`[data-mark=${name}]`);
      mark.setAttribute("cx", x(rows[at]));
      mark.setAttribute("cy", y(costs[at]));
    }
    const line = form.querySelector("[data-mark=here]");
    line.setAttribute("x1", x(rows[here]));
    line.setAttribute("x2", x(rows[here]));
    form.querySelector(".top-cost").textContent = money.format(top);
    for (const count of [1, 2, 3, 4]) say(count, money.format(rows[here][count]));
    say("threshold", share(rows[here][0]));
    say("cost", money.format(costs[here]));
    say("least", money.format(costs[best]));
    say("cheapest", share(rows[best][0]));
    slider.setAttribute("aria-valuetext", `from ${share(rows[here][0])}, cost ${money.format(costs[here])} per 1,000 rows`);
  }

  slider.addEventListener("input", () => {
    field.value = share(rows[Number(slider.value)][0]);
    update();
  });
  field.addEventListener("input", () => {
    const wanted = Number(field.value);
    const distance = rows.map((row) => Math.abs(row[0] - wanted));
    slider.value = distance.indexOf(Math.min(...distance));
    update();
  });
  for (const cost of [missed, alarm]) cost.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  update();
}

const begin = (parent) => parent.querySelectorAll("form[data-thresholds]:not(.moves)").forEach((form) => {
  form.classList.add("moves");
  place(form);
});
begin(document);
new MutationObserver((changes) => {
  for (const node of changes.flatMap((change) => [...change.addedNodes])) if (node instanceof Element) begin(node);
}).observe(document.getElementById("main"), { childList: true, subtree: true });
