// The opinion editor: words of the library into the field, fields of the position chosen only.
"use strict";
{
  const editor = document.getElementById("editor");
  if (editor) {
    const text = editor.querySelector("#text");
    const template = editor.querySelector("[data-template]");
    for (const entry of editor.querySelectorAll(".entry")) {
      entry.addEventListener("click", () => {
        text.value = entry.dataset.words;
        template.value = entry.dataset.entry;
        text.focus();
      });
    }
    const positions = editor.querySelectorAll("input[name=position]");
    const show = () => {
      const chosen = editor.querySelector("input[name=position]:checked")?.value;
      editor.querySelector(".condition-of").hidden = chosen !== "condition";
      editor.querySelector(".reason-of").hidden = chosen === "agree" || chosen === "condition";
    };
    for (const one of positions) one.addEventListener("change", show);
    show();
    if (location.hash === "#editor") editor.querySelector("input[name=position]:checked")?.focus();
  }
}
