// The drop zone: the whole page takes a file, and its upload tells how far it is (which fetch cannot).
const form = document.getElementById("drop");
const input = document.getElementById("file");
const uploading = document.getElementById("uploading");
const state = document.getElementById("upload-state");
const progress = document.getElementById("upload-progress");
const error = document.getElementById("upload-error");
const root = document.documentElement;

const megabytes = (bytes) => (bytes / 1e6 < 10 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6).toString());

function refuse(sentence) {
  uploading.hidden = true;
  input.disabled = false;
  const note = document.createElement("div");
  note.className = "note danger";
  note.append(Object.assign(document.createElement("p"), { textContent: sentence }));
  error.replaceChildren(note);
  document.title = "Error: Plaintune";
}

function sentenceOf(request) {
  try {
    return JSON.parse(request.responseText).detail;
  } catch {
    return `The upload failed (status ${request.status}). Try again, or look into the log of the service.`;
  }
}

function upload(file) {
  const limit = Number(form.dataset.limit);
  if (limit && file.size > limit) {
    refuse(`${file.name} has ${megabytes(file.size)} MB; the limit is ${megabytes(limit)} MB. Parquet or gzip makes it smaller.`);
    return;
  }
  error.replaceChildren();
  const body = new FormData();
  body.append("file", file);
  const request = new XMLHttpRequest();
  request.open("POST", "/v1/datasets");
  request.setRequestHeader("X-CSRF-Token", form.elements.csrf_token.value);
  request.setRequestHeader("Accept", "application/json");
  let sent = 0;
  request.upload.onprogress = (event) => {
    sent = event.loaded;
    progress.value = (100 * event.loaded) / event.total;
    state.textContent =
      event.loaded < event.total
        ? `Uploading ${file.name}: ${megabytes(event.loaded)} of ${megabytes(event.total)} MB`
        : "Reading the table…";
  };
  request.onload = () => {
    if (request.status !== 201) {
      refuse(sentenceOf(request));
      return;
    }
    location.assign(form.dataset.tableAddress.replace("ID", JSON.parse(request.responseText).id));
  };
  request.onerror = () => refuse(`The upload broke off after ${megabytes(sent)} MB. Choose the file again to repeat it.`);
  request.onabort = () => refuse("The upload was canceled. Nothing was kept.");
  document.getElementById("upload-cancel").onclick = () => request.abort();
  state.textContent = `Uploading ${file.name}`;
  progress.value = 0;
  uploading.hidden = false;
  input.disabled = true;
  request.send(body);
}

// Back from the table's page, the browser may show this page as it was left.
addEventListener("pageshow", () => {
  uploading.hidden = true;
  input.disabled = false;
});

input.addEventListener("change", () => {
  if (input.files.length) upload(input.files[0]);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.files.length) upload(input.files[0]);
});
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
  if (event.dataTransfer.files.length) upload(event.dataTransfer.files[0]);
});
