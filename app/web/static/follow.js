"use strict";
// Follows a review: moves the steps, and shows the result when it is there.
const review = document.getElementById("review");
const events = new EventSource(review.dataset.events);
// a page that is being left is not loaded again: that would take the link back that was followed
addEventListener("beforeunload", () => events.close());
events.addEventListener("status", (event) => {
  const status = JSON.parse(event.data);
  if (["done", "failed", "cancelled"].includes(status.state)) {
    events.close();
    location.reload();
    return;
  }
  const steps = [...review.querySelectorAll(".steps li")];
  const reached = steps.findIndex((step) => step.dataset.state === status.state);
  steps.forEach((step, i) => {
    step.className = i < reached ? "past" : i === reached ? "now" : "ahead";
    if (i === reached) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
  const bar = document.getElementById("bar");
  bar.max = status.progress.total || 1;
  bar.value = status.progress.done;
  document.getElementById("count").textContent = `${status.progress.done} / ${status.progress.total}`;
});
