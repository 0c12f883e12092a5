/* Says every half minute that the page is open, and lets files be dropped on the form that takes them. */
"use strict";
const ended = document.querySelector("form[action='/end']") === null;
if (!ended) {
  const here = () => fetch("/here", { method: "POST" }).catch(() => {});
  setInterval(here, 30000);
  here();
}
for (const form of document.querySelectorAll("form.drop")) {
  const input = form.querySelector("input[type=file]");
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    input.files = event.dataTransfer.files;
  });
}
document.addEventListener("htmx:afterSwap", (event) => {
  if (!("quiet" in event.detail.target.dataset)) event.detail.target.focus();
});
/* A figure that was chosen goes where the cursor stood in the text. */
document.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-insert]");
  const text = document.getElementById("text");
  if (chosen === null || text === null) return;
  text.setRangeText(chosen.dataset.insert, text.selectionStart, text.selectionEnd, "end");
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
});
/* What was typed and not saved is not left by mistake. */
let isUnsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("form[method=post]") !== null) isUnsaved = true;
});
document.addEventListener("submit", (event) => {
  if (event.target.method === "post") isUnsaved = false;
});
addEventListener("beforeunload", (event) => {
  if (isUnsaved) event.preventDefault();
});
