// Keeps a part of a page as the server has it now, in place, while nobody works in it.
"use strict";
for (const part of document.querySelectorAll("[data-renew]")) {
  const again = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.ok && !part.contains(document.activeElement)) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(part.id);
      if (!fresh) return;
      part.replaceChildren(...fresh.childNodes);
      if (!fresh.dataset.renew) return;
    }
    setTimeout(again, Number(part.dataset.renew));
  };
  setTimeout(again, Number(part.dataset.renew));
}
