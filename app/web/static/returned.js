"use strict";
// Follows the reading of a returned file; counts the changes that are ticked.
const reading = document.querySelector("[data-reading]");
if (reading) follow(reading.dataset.reading);

async function follow(address) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 900));
    const answer = await fetch(address, { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok && (await answer.json()).state !== "reading") return location.reload();
  }
}

const form = document.querySelector("form.changes");
const go = form?.querySelector("[data-go]");
if (go) {
  const boxes = [...form.querySelectorAll("input[name=key]")];
  const all = form.querySelector("[data-all]");
  const altered = form.querySelector("input[name=altered]");
  const count = () => {
    const ticked = boxes.filter((box) => box.checked);
    go.textContent = form.dataset.take.replace("%n", String(ticked.length));
    const waits = altered && !altered.checked && ticked.some((box) => box.closest("tr").matches(".altered"));
    go.disabled = ticked.length === 0 || Boolean(waits);
    all.checked = ticked.length === boxes.length;
    all.indeterminate = ticked.length > 0 && !all.checked;
  };
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  form.addEventListener("change", count);
  count();
}
