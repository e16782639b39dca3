// The grid of answers: each row is kept a moment after it was typed in.
"use strict";
{
  const form = document.getElementById("answers");
  const words = form?.dataset;
  const csrf = document.querySelector("meta[name=csrf]").content;
  const saved = document.getElementById("saved");
  const waiting = new Map();

  const part = (row, name) => row.querySelector(`[name^="${name}."]`);
  const read = (row) => ({
    reflected: row.querySelector("input[type=radio]:checked")?.value ?? null,
    text: part(row, "text").value,
    sheet: part(row, "sheet").value,
  });

  const tell = (row, said) => {
    const how = row.querySelector(".how");
    const whole = said.reflected && (said.text.trim() || said.sheet.trim())
      && (said.reflected !== "no" || said.text.trim());
    how.textContent = whole ? `✓ ${words.done}` : said.reflected || said.text ? words.half : "";
    how.classList.toggle("referred", !whole);
  };

  const keep = async (row) => {
    waiting.delete(row);
    const said = read(row);
    saved.textContent = words.saving;
    try {
      const answer = await fetch(words.api + row.dataset.opinion, {
        method: "PUT",
        headers: {
          "Content-Type": "application/json",
          "X-CSRF-Token": csrf,
          "If-Match": `"${row.dataset.version}"`,
        },
        body: JSON.stringify(said),
      });
      if (answer.ok) {
        row.dataset.version = (await answer.json()).version;
        saved.textContent = `${words.saved} ${new Date().toLocaleTimeString()}`;
        tell(row, said);
      } else {
        saved.textContent = answer.status === 412 ? words.stale : words.failed;
      }
    } catch {
      saved.textContent = words.failed;
    }
  };

  for (const row of form?.querySelectorAll("tr[data-opinion]") ?? []) {
    const later = () => {
      clearTimeout(waiting.get(row));
      waiting.set(row, setTimeout(keep, 700, row));
    };
    row.addEventListener("input", later);
    row.addEventListener("change", later);
  }
  addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
  form?.addEventListener("submit", () => {
    for (const timer of waiting.values()) clearTimeout(timer);
    waiting.clear();
  });
}
