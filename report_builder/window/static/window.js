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
  event.detail.target.focus();
});
