// Decodes the data of a file given as base64 text, for TreeEncoderTest: prints what a page would see, as JSON.
import { readFileSync } from "node:fs";
import { fullLabel } from "../../main/resources/dev/filprofile/flamegraph/html/labels.js";
import { decodeProfile } from "../../main/resources/dev/filprofile/flamegraph/html/decode.js";
import { CallTree } from "../../main/resources/dev/filprofile/flamegraph/html/tree.js";

const tree = new CallTree(await decodeProfile(readFileSync(process.argv[2], "utf8")));
for (let node = 0; node < tree.size; node++) {
  const rows = [];
  for (let row = tree.firstRow[node]; row < tree.firstRow[node + 1]; row++) {
    const name = tree.rowClass[row] < 0 ? "-" : tree.classes[tree.rowClass[row]].name;
    const thread = tree.rowThread[row] < 0 ? "-" : tree.threads[tree.rowThread[row]].name;
    rows.push([name, thread, tree.rowBytes[row], tree.rowObjects[row], tree.rowError[row]].join(" "));
  }
  const label = tree.frame[node] === -1 ? "root" : fullLabel(tree, node);
  const line = [tree.depth[node], label, tree.origin(node), tree.source(node), tree.total[node], ...rows];
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
for (const [path, lines] of tree.files) {
  for (const [line, text] of lines) {
    process.stdout.write(`${JSON.stringify([path, line, text])}\n`);
  }
}
