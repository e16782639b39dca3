"use strict";
// Upload with progress. A folder or several files are packed into a zip (stored, not compressed)
// first; what they are is told by their names before anything is sent.
const form = document.getElementById("upload");
const drop = document.getElementById("drop");
const chosen = document.getElementById("file");
const refusal = document.getElementById("refusal");
const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

form.querySelector(".scripted").hidden = false;

for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());

drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [...event.dataTransfer.files];
  const only = entries.length === 1 ? entries[0] : null;
  if (only?.isDirectory) {
    pack(`${only.name}.zip`, await filesBelow(only, ""));
  } else if (only && isZip(only.name)) {
    chosen.files = event.dataTransfer.files;
    recognise([[files[0].name, files[0]]]);
    form.requestSubmit();
  } else if (entries.length > 0) {
    // Beside each other, as if they lay in one folder.
    const found = await Promise.all(entries.map((entry) => filesBelow(entry, "./")));
    pack("submission.zip", found.flat());
  }
});

for (const id of ["folder", "files"]) {
  document.getElementById(id).addEventListener("change", (event) => {
    const files = [...event.target.files];
    if (files.length === 1 && isZip(files[0].name)) send(files[0].name, files[0]);
    else if (files.length > 0) {
      const named = files.map((file) => [inside(file.webkitRelativePath) || file.name, file]);
      pack(`${files[0].webkitRelativePath.split("/")[0] || "submission"}.zip`, named);
    }
    event.target.value = "";
  });
}

chosen.addEventListener("change", () => {
  if (chosen.files.length > 0) recognise([[chosen.files[0].name, chosen.files[0]]]);
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (chosen.files.length > 0) send(chosen.files[0].name, chosen.files[0]);
});

const isZip = (name) => name.toLowerCase().endsWith(".zip");

async function pack(name, files) {
  recognise(files);
  if (!files.some(([path]) => path === "submission.yaml")) {
    const expected = form.dataset["noYaml"];
    return refuse({ title: `submission.yaml: ${expected}`, faults: [] });
  }
  send(name, await packed(await placed(files)));
}

// Files chosen one by one have lost their folders: put back where submission.yaml says they lie.
async function placed(files) {
  if (files.some(([path]) => path.includes("/"))) return files;
  const facts = files.find(([path]) => path === "submission.yaml")[1];
  const named = [...(await facts.text()).matchAll(/(?:file|photometry):\s*["']?([^"'\n,}]+)/g)];
  const paths = named.map((match) => match[1].trim().normalize("NFC"));
  const home = (name) => paths.find((path) => path.split("/").pop() === name.normalize("NFC"));
  return files.map(([path, file]) => [home(path) ?? path, file]);
}

// --- what was recognised -----------------------------------------------------------------------

const KINDS = [
  ["drawings", /\.(dxf|dwg)$/i],
  ["models", /\.ifc$/i],
  ["light", /\.(ies|ldt)$/i],
  ["tables", /\.(geojson|json|csv)$/i],
  ["others", /./],
];

function recognise(files) {
  const list = document.getElementById("recognised");
  document.getElementById("expected").hidden = true;
  list.replaceChildren();
  const size = files.reduce((sum, [, file]) => sum + file.size, 0);
  const row = (name, words, style = "") => list.append(element("dt", name), element("dd", words, style));
  if (files.length === 1 && isZip(files[0][0])) {
    row(files[0][0], `${megabytes(size)} · ${form.dataset["notRead"]}`);
  } else {
    const yaml = files.some(([path]) => path === "submission.yaml");
    row("submission.yaml", yaml ? "✓" : form.dataset["noYaml"], yaml ? "" : "lacks");
    let rest = files.filter(([path]) => path !== "submission.yaml");
    for (const [kind, pattern] of KINDS) {
      const some = rest.filter(([path]) => pattern.test(path));
      rest = rest.filter(([path]) => !pattern.test(path));
      if (some.length > 0) row(form.dataset[kind], some.map(([path]) => path.split("/").pop()).join(", "));
    }
    row("", form.dataset.files.replace("{count}", files.length).replace("{size}", megabytes(size)));
  }
  list.hidden = false;
}

const megabytes = (bytes) => (bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

// --- sending -----------------------------------------------------------------------------------

let sending = null;
document.getElementById("cancel").addEventListener("click", () => sending?.abort());

function send(name, blob) {
  refusal.hidden = true;
  if (blob.size > Number(form.dataset.limit)) return refuse({ title: form.dataset["tooLarge"], faults: [] });
  const body = new FormData(form);
  body.set("file", blob, name);
  const request = new XMLHttpRequest();
  sending = request;
  request.open("POST", form.dataset.api);
  request.setRequestHeader("Accept-Language", document.documentElement.lang);
  request.setRequestHeader("X-CSRF-Token", document.querySelector("meta[name=csrf]").content);
  request.upload.addEventListener("progress", (event) => say("sending", (100 * event.loaded) / event.total));
  request.upload.addEventListener("load", () => say("checking"));
  request.addEventListener("abort", () => refuse({ title: form.dataset.cancelled, faults: [] }));
  request.addEventListener("error", () => refuse({ title: form.dataset.lost, faults: [] }));
  request.addEventListener("load", () => {
    let answer = { title: form.dataset.lost, faults: [] };
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      // not the service that answered: said as a lost connection
    }
    if (request.status === 202) location.href = answer.page;
    else refuse(answer);
  });
  say("sending", 0);
  request.send(body);
}

function say(what, percent) {
  const bar = document.getElementById("sending-bar");
  document.getElementById("sending").hidden = false;
  document.getElementById("sending-word").textContent = form.dataset[what];
  if (percent === undefined) bar.removeAttribute("value");
  else bar.value = percent;
  form.querySelector("button[type=submit]").disabled = true;
}

function refuse(problem) {
  document.getElementById("sending").hidden = true;
  form.querySelector("button[type=submit]").disabled = false;
  refusal.replaceChildren(element("h2", problem.title));
  for (const fault of problem.faults ?? []) {
    const list = document.createElement("dl");
    for (const [key, style] of [["where", "place"], ["found", ""], ["expected", ""], ["remedy", "remedy"]]) {
      list.append(element("dt", refusal.dataset[key]), element("dd", fault[key], style));
    }
    refusal.append(list);
  }
  refusal.hidden = false;
  refusal.focus();
}

function element(tag, text, style = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  made.className = style;
  return made;
}

// --- folders -----------------------------------------------------------------------------------

const inside = (path) => path.split("/").slice(1).join("/");

async function filesBelow(entry, path) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [[inside(path + entry.name), file]];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break; // readEntries gives a hundred at a time
    found.push(...some);
  }
  const below = await Promise.all(found.map((child) => filesBelow(child, `${path}${entry.name}/`)));
  return below.flat();
}

async function packed(files) {
  say("packing");
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [path, file] of files) {
    const name = new TextEncoder().encode(path.normalize("NFC"));
    const content = new Uint8Array(await file.arrayBuffer());
    const sum = crc32(content);
    const local = header(0x04034b50, name, sum, content.length);
    parts.push(local, name, content);
    directory.push(header(0x02014b50, name, sum, content.length, offset), name);
    offset += local.length + name.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, files.length, true);
  end.setUint16(10, files.length, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return new Blob([...parts, ...directory, end.buffer], { type: "application/zip" });
}

function header(signature, name, sum, size, offset) {
  const central = offset !== undefined;
  const view = new DataView(new ArrayBuffer(central ? 46 : 30));
  let at = 0;
  const put = (bytes, value) => {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  };
  put(4, signature);
  if (central) put(2, 20); // made by
  put(2, 20); // needed to extract
  put(2, 0x0800); // names are UTF-8
  put(2, 0); // stored
  put(2, 0); // time
  put(2, 0x21); // 1980-01-01
  put(4, sum);
  put(4, size);
  put(4, size);
  put(2, name.length);
  put(2, 0); // extra
  if (central) {
    put(2, 0); // comment
    put(2, 0); // disk
    put(2, 0); // attributes
    put(4, 0);
    put(4, offset);
  }
  return new Uint8Array(view.buffer);
}

function crc32(bytes) {
  let sum = -1;
  for (const byte of bytes) sum = (sum >>> 8) ^ CRC[(sum ^ byte) & 0xff];
  return (sum ^ -1) >>> 0;
}
