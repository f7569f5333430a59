// Small trees for the tests, written as nested objects and laid out as decode.js would.
import { CallTree } from "../../main/resources/dev/filprofile/flamegraph/html/tree.js";

/** A method with what the labels need. */
export function method(name, fields = {}) {
  const [className, member] = name.split(".");
  return {
    word: "",
    packagePrefix: "com.acme.",
    className,
    member,
    file: `${className}.java`,
    place: "app.jar",
    origin: 0,
    key: [...name].reduce((hash, c) => (Math.imul(hash, 31) + c.charCodeAt(0)) >>> 0, 7),
    ...fields,
  };
}

/** A tree from { frame: "Csv.load:41", source, bytes, objects, type, thread, children }; the widest child must come first. Deep ones
 *  are written by `fill`, which is handed a function that adds a node at a depth. */
export function sampleTree(root, fill = null) {
  const columns = { size: 0, depth: [], frame: [], folded: new Map(), firstRow: [0], rowClass: [], rowThread: [], rowBytes: [], rowObjects: [], rowError: [] };
  const frames = [];
  const methods = new Map();
  const add = (node, depth) => {
    const number = columns.size++;
    columns.depth.push(depth);
    if (node.folded !== undefined) {
      columns.frame.push(-3);
      columns.folded.set(number, node.folded);
    } else if (node.residual) {
      columns.frame.push(-2);
    } else if (node.frame === undefined) {
      columns.frame.push(-1);
    } else {
      const [name, line] = node.frame.split(":");
      let index = frames.findIndex((each) => each.text === node.frame);
      if (index < 0) {
        if (!methods.has(name)) {
          const library = node.library ? { packagePrefix: "com.fasterxml.", origin: 1 } : {};
          methods.set(name, method(name, node.jdk ? { packagePrefix: "java.util.", origin: 2 } : library));
        }
        frames.push({ text: node.frame, method: methods.get(name), line: Number(line), source: node.source ?? "" });
        index = frames.length - 1;
      }
      columns.frame.push(index);
    }
    if (node.bytes !== undefined) {
      columns.rowClass.push(node.residual ? -1 : (node.type ?? 0));
      columns.rowThread.push(node.residual ? -1 : (node.thread ?? 0));
      columns.rowBytes.push(node.bytes);
      columns.rowObjects.push(node.residual ? 0 : (node.objects ?? 1));
      columns.rowError.push(node.error ?? 0);
    }
    columns.firstRow.push(columns.rowBytes.length);
    for (const child of node.children ?? []) {
      add(child, depth + 1);
    }
  };
  if (fill === null) {
    add(root, 0);
  } else {
    fill(add);
  }
  return new CallTree({
    wholeName: "all live memory at the peak",
    ...columns,
    depth: Int32Array.from(columns.depth),
    frame: Int32Array.from(columns.frame),
    frames,
    methods: [...methods.values()],
    classes: [{ name: "byte[]" }, { name: "java.lang.String" }],
    threads: [{ name: "main" }, { name: "worker" }],
    files: new Map(),
  });
}

/** main 100 = load 60 (split 50, itself 10) + warm 30 + residual 10. */
export function importTree() {
  return sampleTree({
    children: [
      {
        frame: "Main.main:10",
        children: [
          {
            frame: "Csv.load:41",
            source: 'parts = line.split(",");',
            bytes: 10,
            children: [{ frame: "Text.split:7", bytes: 50, error: 3 }],
          },
          { frame: "Cache.warm:90", bytes: 30, error: 4 },
        ],
      },
      { residual: true, bytes: 10 },
    ],
  });
}

/** A tree of some dozens of nodes with fixed numbers: several classes, threads and origins, recursion, and a residual. */
export function randomTree(seed) {
  let state = seed * 2654435761;
  const random = (limit) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return (state >>> 8) % limit;
  };
  const build = (depth) => {
    const kind = random(4);
    const count = depth > 6 ? 0 : random(4);
    const children = Array.from({ length: count }, () => build(depth + 1));
    return {
      frame: `${["App", "Own", "Map", "Json"][kind]}.m${random(3)}:${1 + random(2)}`,
      jdk: kind === 2,
      library: kind === 3,
      bytes: count === 0 || random(2) === 0 ? 1 + random(1000) : undefined,
      error: random(50),
      type: random(2),
      thread: random(2),
      children,
    };
  };
  return sampleTree({ children: [...Array.from({ length: 6 }, () => build(1)), { residual: true, bytes: 77 }] });
}
