// The drop zone: the whole page takes a file, and its upload tells how far it is (which fetch cannot).
const form = document.getElementById("drop");
const input = document.getElementById("file");
const choosing = document.getElementById("choosing");
const uploading = document.getElementById("uploading");
const state = document.getElementById("upload-state");
const progress = document.getElementById("upload-progress");
const cancel = document.getElementById("upload-cancel");
const error = document.getElementById("upload-error");
const again = document.getElementById("upload-again");
const root = document.documentElement;
const title = document.title;
let last = null;
let current = null;

function size(bytes) {
  for (const [unit, name] of [[1e9, "GB"], [1e6, "MB"], [1e3, "kB"]]) {
    if (bytes >= unit) return `${(bytes / unit).toFixed(bytes < 10 * unit ? 1 : 0)} ${name}`;
  }
  return `${bytes} bytes`;
}

function show(isBusy) {
  choosing.hidden = isBusy;
  uploading.hidden = !isBusy;
}

function refuse(sentence, canRepeat) {
  current = null;
  show(false);
  const note = document.createElement("div");
  note.className = "note danger";
  note.setAttribute("role", "alert");
  note.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  error.replaceChildren(note);
  again.hidden = !canRepeat;
  document.title = `Error: ${title.replace("Error: ", "")}`;
  (canRepeat ? again.firstElementChild : input).focus();
}

function clear() {
  error.replaceChildren();
  again.hidden = true;
  document.title = title.replace("Error: ", "");
}

function answered(request) {
  let answer = {};
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    // Not from the service itself: a proxy, or an end in between.
  }
  if (request.status === 201) {
    location.assign(form.dataset.tableAddress.replace("ID", answer.id));
  } else if (request.status === 401 || request.status === 403) {
    refuse("The session has ended. Open the address that the service printed when it started, and choose the file again.", false);
  } else if (answer.detail) {
    refuse(answer.detail, request.status >= 500);
  } else {
    refuse(`The service could not take the file (status ${request.status}). Try again; if it stays so, its log says why.`, true);
  }
}

function upload(file) {
  clear();
  last = file;
  const limit = Number(form.dataset.limit);
  if (!file.size) {
    refuse(`${file.name} is empty. Choose a file with a header and at least two rows.`, false);
    return;
  }
  if (limit && file.size > limit) {
    refuse(`${file.name} has ${size(file.size)}; the limit is ${size(limit)}. Parquet or gzip makes it smaller.`, false);
    return;
  }
  const body = new FormData();
  body.append("file", file);
  const request = new XMLHttpRequest();
  current = request;
  request.open("POST", "/v1/datasets");
  request.setRequestHeader("X-CSRF-Token", form.elements.csrf_token.value);
  request.setRequestHeader("Accept", "application/json");
  let sent = 0;
  let isSent = false;
  request.upload.onprogress = (event) => {
    sent = Math.min(event.loaded, file.size);
    progress.value = (100 * event.loaded) / event.total;
    if (event.loaded < event.total) state.textContent = `Uploading ${file.name}: ${size(sent)} of ${size(file.size)}`;
  };
  request.upload.onload = () => {
    isSent = true;
    progress.removeAttribute("value");
    state.textContent = `Reading ${file.name}: what each column holds…`;
    cancel.textContent = "Stop waiting";
  };
  request.onload = () => answered(request);
  request.onerror = () => refuse(`The connection broke off at ${size(sent)} of ${size(file.size)}. The file stays chosen.`, true);
  request.onabort = () =>
    refuse(
      isSent
        ? `You stopped waiting. ${file.name} had arrived already: if it can be read, it appears under your last tables.`
        : `You canceled the upload at ${size(sent)} of ${size(file.size)}. Nothing was kept; the file stays chosen.`,
      !isSent,
    );
  state.textContent = `Uploading ${file.name}`;
  cancel.textContent = "Cancel";
  progress.value = 0;
  show(true);
  cancel.focus();
  request.send(body);
}

function take(files) {
  if (current) return;
  if (files.length > 1) refuse("These are several files. One table at a time: drop a single file.", false);
  else if (files.length) upload(files[0]);
}

cancel.addEventListener("click", () => current?.abort());
again.addEventListener("click", () => upload(last));
input.addEventListener("change", () => take(input.files));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  take(input.files);
});

// Back from the table's page, the browser may show this page as it was left.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  current = null;
  input.value = "";
  clear();
  show(false);
  for (const button of document.querySelectorAll(".example-button")) button.removeAttribute("aria-busy");
});

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
addEventListener("dragover", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  root.classList.add("drop-over");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) root.classList.remove("drop-over");
});
addEventListener("drop", (event) => {
  root.classList.remove("drop-over");
  if (!holdsFiles(event)) return;
  event.preventDefault();
  take(event.dataTransfer.files);
});

// Making an example takes a second: say so, and make it once.
for (const example of document.querySelectorAll(".examples form")) {
  example.addEventListener("submit", (event) => {
    const button = example.querySelector("button");
    if (button.getAttribute("aria-busy")) event.preventDefault();
    button.setAttribute("aria-busy", "true");
    button.textContent = `Opening “${button.textContent}”…`;
  });
}
