// The goal: a suggestion fills the sentence, a candidate picks the column, and what is understood is asked again.
const form = document.getElementById("goal-form");
const goal = document.getElementById("goal");
const target = document.getElementById("target");

function pick(name) {
  if (![...target.options].some((option) => option.value === name)) target.add(new Option(name, name));
  target.value = name;
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-goal], button[data-target]");
  if (!button) return;
  event.preventDefault();
  if ("goal" in button.dataset) {
    goal.value = button.dataset.goal;
    target.value = "";
    goal.focus();
  } else {
    pick(button.dataset.target);
    target.focus();
  }
  form.dispatchEvent(new CustomEvent("goal-chosen"));
});
for (const field of document.querySelectorAll("#seconds, #trials")) {
  field.addEventListener("input", () => {
    form.querySelector("input[name=budget][value=other]").checked = true;
  });
}
