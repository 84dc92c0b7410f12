// A run as it happens: says when the connection is lost, tries again where htmx does not, and holds the lists still.
const stream = document.getElementById("run-stream");
const banner = document.getElementById("connection");
const says = document.getElementById("connection-says");
const RETRY_MILLISECONDS = 2000;
const PATIENCE_MILLISECONDS = 4000;
const THANKS_MILLISECONDS = 6000;
// A computer that slept finds its connection dead without being told; its clock shows that it slept.
const TICK_MILLISECONDS = 5000;
const SLEPT_MILLISECONDS = 20000;
const LOST = "Connection lost. The run goes on; trying again…";
const BACK = "Connected again. Nothing was missed.";

if (stream) {
  let connection = null;
  let timer = null;
  let isDone = false;
  const show = (text, canTry) => {
    says.textContent = text;
    document.getElementById("try-now").hidden = !canTry;
    banner.classList.toggle("caution", canTry);
    banner.hidden = false;
  };
  const lost = () => {
    if (!isDone && banner.hidden) timer ??= setTimeout(() => show(LOST, true), PATIENCE_MILLISECONDS);
  };
  const found = () => {
    clearTimeout(timer);
    timer = null;
    if (banner.hidden) return;
    show(BACK, false);
    setTimeout(() => (banner.hidden = true), THANKS_MILLISECONDS);
  };
  const retry = () => htmx.trigger(stream, "retry");
  // htmx opens a stream again that broke, but not one that never opened.
  const retryLater = (event) => {
    if (event.target !== stream) return;
    lost();
    setTimeout(retry, RETRY_MILLISECONDS);
  };
  document.addEventListener("htmx:error", retryLater);
  document.addEventListener("htmx:response:error", retryLater);
  stream.addEventListener("htmx:sse:error", (event) => {
    // The session has ended or the run is gone: the page itself says so.
    if ([401, 404].includes(event.detail.status)) location.reload();
    connection = event.detail.connection ?? connection;
    lost();
  });
  stream.addEventListener("htmx:sse:after:connection", (event) => {
    connection = event.detail.connection;
    found();
  });
  stream.addEventListener("done", () => {
    isDone = true;
    found();
  });
  document.getElementById("try-now").addEventListener("click", () => {
    if (connection?.delayCanceller) connection.delayCanceller();
    else retry();
  });
  let ticked = Date.now();
  const clock = setInterval(() => {
    const slept = Date.now() - ticked > SLEPT_MILLISECONDS;
    ticked = Date.now();
    if (isDone) clearInterval(clock);
    else if (slept) connection?.reader?.cancel();
  }, TICK_MILLISECONDS);
}

// Held, chart and lists stand still and the clock goes on; let go, they catch up at once.
const hold = document.getElementById("hold");
const isHeld = () => document.getElementById("pictures")?.hasAttribute("data-held") ?? false;
const isPicture = (target) => target?.parentElement?.id === "pictures" || target?.id === "account";
document.addEventListener("htmx:before:swap", (event) => {
  if (event.target !== stream || !isHeld()) return;
  const { tasks } = event.detail;
  for (let at = tasks.length - 1; at >= 0; at--) {
    const target = targetOf(tasks[at]);
    if (!isPicture(target)) continue;
    tasks.splice(at, 1);
    if (target.id === "account") document.getElementById("ended-meanwhile").hidden = false;
  }
});
function targetOf(task) {
  return typeof task.target === "string" ? document.querySelector(task.target) : task.target;
}
hold?.addEventListener("click", (event) => {
  event.preventDefault();
  press(!isHeld());
});
hold?.addEventListener("keydown", (event) => {
  if (event.key !== " ") return;
  event.preventDefault();
  press(!isHeld());
});
function press(held) {
  hold.setAttribute("aria-pressed", String(held));
  document.getElementById("held-note").hidden = !held;
  const pictures = document.getElementById("pictures");
  pictures.toggleAttribute("data-held", held);
  if (held) return;
  if (document.getElementById("ended-meanwhile").hidden) {
    htmx.ajax("GET", location.pathname, { source: pictures, target: "#pictures", select: "#pictures", swap: "outerHTML" });
  } else location.reload();
}
