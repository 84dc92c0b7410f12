// The chat: Enter sends, a question scrolls into view once, what is typed is kept until it has arrived, and the
// assistant is told which chart is looked at.
const form = document.getElementById("ask");
const message = document.getElementById("message");
const talk = document.getElementById("talk");
const log = document.getElementById("log");
const refused = document.getElementById("ask-refused");
const toTheEnd = document.getElementById("talk-end");

// --- Sending -------------------------------------------------------------------------------------------------------
message.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("send"));
  }
});

const limit = Number(form.dataset.limit);
const counted = document.getElementById("ask-count");
function count() {
  const length = [...message.value].length;
  const isNear = length > limit * 0.8;
  counted.textContent = isNear ? `${length.toLocaleString("en")} of ${limit.toLocaleString("en")} characters` : "";
  counted.classList.toggle("over", length > limit);
}
message.addEventListener("input", count);
count();

let sent = "";
form.addEventListener("submit", () => {
  sent = message.value;
});

function say(sentence) {
  const note = Object.assign(document.createElement("div"), { className: "note danger" });
  note.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  refused.replaceChildren(note);
}
form.addEventListener("htmx:error", () => say("The question did not arrive. It is kept here: send it again."));
form.addEventListener("htmx:response:error", (event) => {
  if ((event.detail.ctx?.response?.status ?? 0) >= 500) say("The service cannot answer just now. Your question is kept here: send it again.");
});

// --- Answers -------------------------------------------------------------------------------------------------------
// The log scrolls by itself beside a run, and with its page otherwise.
const isInside = () => getComputedStyle(log).overflowY === "auto";

const place = () => (isInside() ? log.scrollTop : scrollY);

function show(question) {
  if (isInside()) log.scrollTop += question.getBoundingClientRect().top - log.getBoundingClientRect().top;
  else scrollTo({ top: scrollY + question.getBoundingClientRect().top - 16 });
}

function lookForMore() {
  const more = isInside() ? log.scrollHeight - log.scrollTop - log.clientHeight : 0;
  toTheEnd.hidden = more < 40;
}
log.addEventListener("scroll", lookForMore, { passive: true });
document.getElementById("to-the-end").addEventListener("click", () => {
  log.scrollTop = log.scrollHeight;
});
new ResizeObserver(lookForMore).observe(talk);
new ResizeObserver(lookForMore).observe(log);

// There may be no room below a question to bring it to the top before its answer is there: then it goes there, unless
// the reader has scrolled meanwhile.
let waiting = { id: "", place: 0 };

const seen = new Set([...talk.querySelectorAll("article")].map((article) => article.id));
new MutationObserver((changes) => {
  lookForMore();
  for (const article of changes.flatMap((change) => [...change.addedNodes])) {
    if (article.nodeName !== "ARTICLE") continue;
    if (seen.has(article.id)) {
      if (waiting.id === article.id && waiting.place === place()) show(article);
      continue;
    }
    seen.add(article.id);
    if (message.value === sent) message.value = "";
    count();
    document.getElementById("talk-empty")?.remove();
    // A reload shows the same conversation, also one that was begun as a new one.
    const address = new URL(location.href);
    if (address.searchParams.has("conversation") || address.searchParams.has("about")) {
      address.searchParams.set("conversation", document.getElementById("conversation-id").value);
      address.searchParams.delete("about");
      history.replaceState(history.state, "", address);
    }
    show(article);
    waiting = { id: article.id, place: place() };
  }
}).observe(talk, { childList: true });
if (isInside() && talk.lastElementChild) show(talk.lastElementChild);

// htmx opens a stream again that broke, but not one that never opened.
function broken(event) {
  const stream = event.target;
  if (!(stream instanceof Element) || !stream.matches(".answer-stream")) return;
  const waiting = stream.parentElement.querySelector(".waiting");
  const again = Object.assign(document.createElement("button"), { type: "button", textContent: "Try again" });
  again.addEventListener("click", () => {
    waiting.firstElementChild.textContent = "Looking it up…";
    again.remove();
    htmx.trigger(stream, "retry");
  });
  waiting.firstElementChild.textContent = "The answer did not arrive. Your question is kept.";
  waiting.querySelector("button[type=button]")?.remove();
  waiting.append(again);
}
document.addEventListener("htmx:error", broken);
document.addEventListener("htmx:response:error", broken);

// Without scripts a copy is a page of text; with them it goes to the clipboard, where the browser allows that.
talk.addEventListener("click", async (event) => {
  const copy = event.target.closest("a.copy");
  if (!copy || !navigator.clipboard) return;
  event.preventDefault();
  const answer = await fetch(copy.href);
  await navigator.clipboard.writeText(await answer.text());
  const name = copy.getAttribute("aria-label");
  copy.textContent = "Copied";
  copy.setAttribute("aria-label", name.replace("Copy", "Copied"));
  document.getElementById("news").textContent = "Copied.";
  setTimeout(() => {
    copy.textContent = "Copy";
    copy.setAttribute("aria-label", name);
  }, 4000);
});

// --- What is looked at ---------------------------------------------------------------------------------------------
const about = document.getElementById("about");
const chip = document.getElementById("looking-at");
const bar = document.getElementById("ask-bar");
const WHY = "main a[href*='/chat?about=']:not(#ask-bar)";
let looksAway = false;

const nameOf = (link) => new URL(link.href).searchParams.get("about");

function lookAt(name, label) {
  about.value = name;
  chip.hidden = !name;
  document.getElementById("looking-at-name").textContent = label;
  if (bar) bar.href = `${form.getAttribute("action")}${name ? `?about=${encodeURIComponent(name)}` : ""}`;
}

document.getElementById("look-away").addEventListener("click", (event) => {
  event.preventDefault();
  looksAway = true;
  lookAt("", "");
  message.focus();
});

const labelOf = (link) =>
  link.dataset.chart ?? link.getAttribute("aria-label")?.replace(/^why\W*/i, "") ?? link.closest("figure, section, article")?.querySelector("h2, h3, h4")?.textContent.trim() ?? nameOf(link);

// The chart in the middle of the window is the one that is looked at; charts come and go with the result.
const cardOf = (link) => link.closest("figure, section, article") ?? link;
const inView = new Set();
const watched = new WeakSet();
const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) inView.add(entry.target);
      else inView.delete(entry.target);
    }
    if (looksAway) return;
    const link = [...document.querySelectorAll(WHY)].find((one) => inView.has(cardOf(one)));
    if (link) lookAt(nameOf(link), labelOf(link));
    else lookAt("", "");
  },
  { rootMargin: "-45% 0px -45% 0px" },
);
function watchCharts() {
  for (const card of [...document.querySelectorAll(WHY)].map(cardOf)) {
    if (!watched.has(card)) watcher.observe(card);
    watched.add(card);
  }
}
watchCharts();
document.addEventListener("htmx:after:swap", watchCharts);

// "Why?" beside a chart asks at once where the chat stands beside it.
document.addEventListener("click", (event) => {
  const link = event.target.closest(WHY);
  if (!link || event.ctrlKey || event.metaKey || form.offsetParent === null) return;
  event.preventDefault();
  looksAway = false;
  lookAt(nameOf(link), labelOf(link));
  const ask = Object.assign(document.createElement("button"), { name: "why", value: "1", hidden: true });
  form.append(ask);
  form.requestSubmit(ask);
  ask.remove();
});

// A citation without an address of its own stands in the answer's list of evidence, which may be closed.
function openTarget() {
  const found = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const closed = found && found.closest("details:not([open])");
  if (closed) {
    closed.open = true;
    found.scrollIntoView({ block: "nearest" });
  }
}
addEventListener("hashchange", openTarget);
openTarget();
