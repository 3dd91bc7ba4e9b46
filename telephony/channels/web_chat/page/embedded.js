// Inside a page of the hospital: that page learns that we are there and when we are to be closed, and nothing else.

export const isEmbedded = window.parent !== window;

// Without content, so that it may be heard by anybody.
const call = (what) => window.parent.postMessage(`nuanqiao:${what}`, "*");

export function settleIn() {
  if (!isEmbedded) return;
  document.documentElement.dataset.embedded = "";
  document.querySelectorAll('a[href^="/"]').forEach(leaveTheFrame);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) call("close");
  });
  call("here");
}

// Pages with forms of their own are shown in no frame.
export function leaveTheFrame(link) {
  if (!isEmbedded) return;
  link.target = "_blank";
  link.rel = "noopener";
}
