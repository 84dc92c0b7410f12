// Predictions: the answer comes into view once, a dropped file goes into its field, and code is copied.
const one = document.getElementById("one");
const many = document.getElementById("many");
const root = document.documentElement;

if (one) {
  const prediction = document.getElementById("prediction");
  one.addEventListener("htmx:after:swap", () => {
    const place = prediction.getBoundingClientRect();
    if (place.top < 0 || place.top > innerHeight / 2) scrollTo({ top: scrollY + place.top - 16 });
  });
  one.addEventListener("htmx:error", () => {
    const note = Object.assign(document.createElement("p"), {
      className: "note danger",
      textContent: "The prediction did not arrive. What you typed is kept: press Predict again.",
    });
    note.setAttribute("role", "alert");
    prediction.prepend(note);
  });
}

if (many) {
  const file = document.getElementById("rows-file");
  const noFile = document.getElementById("no-file");
  const rows = document.getElementById("rows");
  const limit = Number(many.dataset.pasted);

  const look = () => {
    noFile.hidden = !file.files.length;
    const size = new Blob([rows.value]).size;
    const sentence = `What is pasted has ${(size / 1e6).toFixed(1)} MB; the limit is ${(limit / 1e6).toFixed(1)} MB. Save it as a file, and choose that.`;
    rows.setCustomValidity(!file.files.length && size > limit * 0.99 ? sentence : "");
  };
  file.addEventListener("change", look);
  rows.addEventListener("input", look);
  noFile.addEventListener("click", () => {
    file.value = "";
    look();
    file.focus();
  });
  // Back from another page, the browser may have kept the file.
  addEventListener("pageshow", look);

  addEventListener("dragover", (event) => {
    event.preventDefault();
    root.classList.add("drop-over");
  });
  addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) root.classList.remove("drop-over");
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    root.classList.remove("drop-over");
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    look();
    many.querySelector("button[hx-post]").click();
  });
}

for (const button of document.querySelectorAll(".copy-code")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    const name = button.getAttribute("aria-label");
    button.textContent = "Copied";
    button.setAttribute("aria-label", name.replace("Copy", "Copied"));
    document.getElementById("news").textContent = "Copied.";
    setTimeout(() => {
      button.textContent = "Copy";
      button.setAttribute("aria-label", name);
    }, 4000);
  });
}
