// The stream of a run: says when the connection is lost, and tries again where htmx does not.
const stream = document.getElementById("run-stream");
const banner = document.getElementById("connection");
const RETRY_MILLISECONDS = 2000;

if (stream) {
  // htmx opens a stream again that broke, but not one that never opened.
  const retry = (event) => {
    if (event.target !== stream) return;
    banner.hidden = false;
    setTimeout(() => htmx.trigger(stream, "retry"), RETRY_MILLISECONDS);
  };
  document.addEventListener("htmx:error", retry);
  document.addEventListener("htmx:response:error", retry);
  stream.addEventListener("htmx:sse:error", (event) => {
    // The session has ended or the run is gone: the page itself says so.
    if ([401, 404].includes(event.detail.status)) location.reload();
    banner.hidden = false;
  });
  stream.addEventListener("htmx:sse:after:connection", () => {
    banner.hidden = true;
  });
}
