// The chat: Enter sends, the field is emptied once the answer is there, and the question moves into view once.
const form = document.getElementById("ask");
const message = document.getElementById("message");
const talk = document.getElementById("talk");

message.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit(document.getElementById("send"));
  }
});
let sent = "";
form.addEventListener("submit", () => {
  sent = message.value;
});
form.addEventListener("htmx:error", () => {
  const note = Object.assign(document.createElement("div"), { className: "note danger" });
  note.append(Object.assign(document.createElement("p"), {
    textContent: "The answer did not arrive. Your question is kept: send it again.",
  }));
  document.getElementById("ask-refused").replaceChildren(note);
});
new MutationObserver(() => {
  if (message.value === sent) message.value = "";
  document.getElementById("talk-empty")?.remove();
  const question = talk.lastElementChild?.querySelector(".question");
  question?.scrollIntoView({ block: "nearest" });
  question?.focus({ preventScroll: true });
}).observe(talk, { childList: true });

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
