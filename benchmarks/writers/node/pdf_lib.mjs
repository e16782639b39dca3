// pdf-lib: does one act to a report. Usage: node pdf_lib.mjs TASK.json REPORT.pdf OUT.pdf
import { readFileSync, writeFileSync } from "node:fs";
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRef } from "pdf-lib";

const [taskFile, reportFile, outFile] = process.argv.slice(2);
const task = JSON.parse(readFileSync(taskFile, "utf8"));
const document = await PDFDocument.load(readFileSync(reportFile));
const context = document.context;
const page = document.getPage(task.page);
const annotations = page.node.lookup(PDFName.of("Annots"), PDFArray);
const name = (text) => PDFName.of(text);
const words = (text) => PDFHexString.fromText(text);
const ours = PDFRef.of(task.object);

function mark(subtype, more) {
  const [x0, y0, x1, y1] = task.rect;
  const look = context.formXObject([], { BBox: [0, 0, x1 - x0, y1 - y0] });
  const made = context.obj({
    Type: "Annot", Subtype: subtype, Rect: task.rect, C: [1, 0, 0], F: 4,
    AP: { N: context.register(look) }, ...more,
  });
  made.set(name("Contents"), words(task.words));
  made.set(name("T"), words(task.author));
  annotations.push(context.register(made));
  return made;
}

switch (task.act) {
  case "add":
    mark("Square", {});
    break;
  case "edit ours": {
    const found = context.lookup(ours, PDFDict);
    found.set(name("Contents"), words(task.words));
    found.set(name("T"), words(task.author));
    break;
  }
  case "delete ours": {
    for (let n = annotations.size() - 1; n >= 0; n -= 1) {
      const found = annotations.get(n);
      if (found === ours || (task.popup && found === PDFRef.of(task.popup))) annotations.remove(n);
    }
    context.delete(ours);
    break;
  }
  case "reply":
    mark("Text", { IRT: ours });
    break;
  case "state": {
    const made = mark("Text", { IRT: ours });
    made.set(name("StateModel"), words("Review"));
    made.set(name("State"), words("Accepted"));
    break;
  }
  default: {
    const form = document.getForm();
    form.getTextField(task.opinion).setText(task.opinion_words);
    form.getRadioGroup(task.decision).select(task.decision_state);
  }
}
// The fonts that pdf-lib sets fields in have no Korean; a viewer draws the field when it is opened.
writeFileSync(outFile, await document.save({ updateFieldAppearances: false }));
