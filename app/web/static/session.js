// The meeting view follows what the secretary shows; arrow keys drive it for the secretary.
"use strict";
{
  const EVERY_MS = 2000;
  const LIVE = ["#session .on-screen", "#session .beside"];
  const session = () => document.getElementById("session");

  const changed = (now) => {
    const { key, state, voted, present, roaming } = session().dataset;
    const moved = roaming !== "true" && now.key !== key;
    const counted = now.votes.voted !== Number(voted) || now.votes.present !== Number(present);
    return moved || counted || now.state !== state;
  };

  // In place, not by a reload: that would cancel a link just followed, and lose the focus.
  const renew = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("session");
    if (!answer.ok || !fresh) return location.reload();
    const written = document.querySelector("#session input[name=written]")?.checked ?? false;
    const { id, name, value } = document.activeElement;
    if (fresh.dataset.state !== session().dataset.state) {
      document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
    } else {
      for (const part of LIVE) {
        document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
      }
      for (const [name, value] of Object.entries(fresh.dataset)) session().dataset[name] = value;
    }
    const box = document.querySelector("#session input[name=written]");
    if (box) box.checked = written;
    const again = (one) => one.name === name && one.value === value;
    const held = id ? document.getElementById(id) : name && [...document.querySelectorAll("#session button")].find(again);
    if (held) held.focus({ preventScroll: true });
  };

  const look = async () => {
    try {
      const answer = await fetch(session().dataset.watch, { headers: { Accept: "application/json" } });
      if (answer.status === 404 || answer.status === 401) return location.reload();
      if (answer.ok && changed(await answer.json())) await renew();
    } catch {
      // the network comes back; what is on the screen stays
    }
    setTimeout(look, EVERY_MS);
  };
  setTimeout(look, EVERY_MS);

  addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.closest("input, select, textarea")) return;
    const id = { ArrowLeft: "previous", ArrowRight: "following" }[event.code];
    document.getElementById(id)?.click();
  });
}
