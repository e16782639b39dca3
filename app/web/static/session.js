// The meeting view follows what the secretary shows; arrow keys drive it for the secretary.
"use strict";
{
  const session = document.getElementById("session");
  const { watch, key, state, voted, present } = session.dataset;
  const roaming = session.dataset.roaming === "true";
  const EVERY_MS = 2000;

  const look = async () => {
    try {
      const answer = await fetch(watch, { headers: { Accept: "application/json" } });
      if (answer.status === 404 || answer.status === 401) return location.reload();
      if (answer.ok) {
        const now = await answer.json();
        const moved = !roaming && now.key !== key;
        const counted = now.votes.voted !== Number(voted) || now.votes.present !== Number(present);
        if (moved || counted || now.state !== state) return location.reload();
      }
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
