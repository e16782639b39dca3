// The form of a decision: grounds only where they are asked for, conditions only where they are made.
"use strict";
{
  const form = document.querySelector(".to-decide");
  const show = () => {
    const kind = form.querySelector("input[name=kind]:checked")?.value;
    form.querySelector(".grounds").hidden = kind !== "redeliberation" && kind !== "rejected";
    form.querySelector(".conditions-of").hidden = kind !== "conditional";
  };
  for (const one of form.querySelectorAll("input[name=kind]")) one.addEventListener("change", show);
  if (form.querySelector("input[name=kind]:checked")) show();
}
