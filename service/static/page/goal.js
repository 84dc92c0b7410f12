// The goal: a suggestion fills the sentence, a button corrects a part, and what is understood is asked again.
const form = document.getElementById("goal-form");
const goal = document.getElementById("goal");
const understood = document.getElementById("understood");

const ask = () => form.dispatchEvent(new CustomEvent("goal-chosen"));

function suggest(words) {
  goal.value = words;
  // What was corrected belongs to the goal before.
  understood.replaceChildren();
  for (const name of ["group", "time", "weight"]) form.elements[name].value = "";
  goal.focus();
}

function pick(column) {
  const field = document.getElementById("target");
  const isUnlisted = field.options && ![...field.options].some((option) => option.value === column);
  if (isUnlisted) field.add(new Option(column, column));
  field.value = column;
  field.focus();
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-goal], button[data-target], button.drop-part");
  if (!button) return;
  event.preventDefault();
  if ("goal" in button.dataset) suggest(button.dataset.goal);
  else if ("target" in button.dataset) pick(button.dataset.target);
  else {
    form.elements[button.value].value = "";
    document.getElementById("target").focus();
  }
  ask();
});

// Enter in a field that corrects shows what is understood now; it starts nothing.
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
  if (["radio", "checkbox", "submit"].includes(event.target.type)) return;
  event.preventDefault();
  ask();
});

// What was unfolded stays so when the goal is read again.
let areReasonsOpen = false;
understood.addEventListener("toggle", (event) => (areReasonsOpen = event.target.open), true);
new MutationObserver(() => {
  const reasons = understood.querySelector(".why");
  if (reasons && areReasonsOpen) reasons.open = true;
}).observe(understood, { childList: true });

for (const field of document.querySelectorAll("#seconds, #trials")) {
  field.addEventListener("input", () => {
    form.querySelector("input[name=budget][value=other]").checked = true;
  });
}

// A setting that is wrong may lie in a part that is folded away.
function unfold() {
  const field = location.hash && document.getElementById(location.hash.slice(1));
  const folded = field && field.closest("details");
  if (folded) folded.open = true;
  if (field && form.contains(field)) field.focus();
}
addEventListener("hashchange", unfold);
