// The other half of TreeEncoder.java, which describes the columns.

/** Reads the text of the page's data element. Rejects when the browser cannot inflate or the data is damaged. */
export async function decodeProfile(base64) {
  return readProfile(await inflate(base64));
}

/** The bytes that a text in Base64 stands for. Rejects when the browser cannot inflate or the data is damaged. */
export async function inflate(base64) {
  const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Reads the inflated columns. */
export function readProfile(bytes) {
  const input = new ColumnReader(bytes);
  const version = input.number();
  if (version !== 2) {
    throw new Error(`unknown data version ${version}`);
  }
  const strings = input.strings();
  const text = () => strings[input.number()];
  const methods = readTable(input, {
    word: text,
    packagePrefix: text,
    className: text,
    member: text,
    file: text,
    place: text,
    origin: () => input.number(),
    key: () => input.number(),
  });
  const frames = readTable(input, {
    method: () => methods[input.number()],
    line: () => input.number() - 2,
  });
  const classes = readTable(input, { name: text });
  const threads = readTable(input, { name: text });
  const files = readFiles(input, text);
  for (const frame of frames) {
    frame.source = (files.get(sourcePath(frame.method))?.get(frame.line) ?? "").trim();
  }
  return { methods, frames, classes, threads, files, ...readNodes(input), ...readRows(input) };
}

/** Path of a method's source file below a source root; as Method.java gives it. */
export function sourcePath({ packagePrefix, file }) {
  return file === "" ? "" : packagePrefix.replaceAll(".", "/") + file;
}

// By path, then by line, the text.
function readFiles(input, text) {
  const files = readTable(input, { path: text, count: () => input.number() });
  for (const file of files) {
    let line = 0;
    file.numbers = Array.from({ length: file.count }, () => (line += input.number()));
  }
  return new Map(files.map(({ path, numbers }) => [path, new Map(numbers.map((line) => [line, text()]))]));
}

function readTable(input, columns) {
  const rows = Array.from({ length: input.number() }, () => ({}));
  for (const [name, read] of Object.entries(columns)) {
    for (const row of rows) {
      row[name] = read();
    }
  }
  return rows;
}

function readNodes(input) {
  const size = input.number();
  const depth = new Int32Array(size);
  const frame = new Int32Array(size);
  const folded = new Map();
  for (let node = 1; node < size; node++) {
    depth[node] = depth[node - 1] + 1 - input.number();
  }
  frame[0] = -1;
  for (let node = 1; node < size; node++) {
    const code = input.number();
    frame[node] = code >= 2 ? code - 2 : code === 0 ? -2 : -3;
  }
  for (let node = 1; node < size; node++) {
    if (frame[node] === -3) {
      folded.set(node, input.number());
    }
  }
  input.nodes = size;
  return { size, depth, frame, folded };
}

function readRows(input) {
  const firstRow = new Int32Array(input.nodes + 1);
  for (let node = 0; node < input.nodes; node++) {
    firstRow[node + 1] = firstRow[node] + input.number();
  }
  const count = firstRow[input.nodes];
  const rowClass = Int32Array.from({ length: count }, () => input.number() - 1);
  const rowThread = Int32Array.from({ length: count }, () => input.number() - 1);
  const rowBytes = Float64Array.from({ length: count }, () => input.number());
  const rowObjects = Float64Array.from({ length: count }, () => input.number());
  const rowError = Float64Array.from({ length: count }, () => input.number());
  return { firstRow, rowClass, rowThread, rowBytes, rowObjects, rowError };
}

/** Reads unsigned variable-length numbers, exact to 2^53, and prefix-coded strings. */
class ColumnReader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) {
        throw new Error("the data ends too early");
      }
      if (byte < 0x80) {
        return value + byte * scale;
      }
      value += (byte - 0x80) * scale;
      scale *= 128;
    }
  }

  strings() {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const count = this.number();
    const strings = [];
    let previous = "";
    for (let i = 0; i < count; i++) {
      const shared = this.number();
      const length = this.number();
      previous = previous.slice(0, shared) + decoder.decode(this.bytes.subarray(this.at, this.at + length));
      this.at += length;
      strings.push(previous);
    }
    return strings;
  }
}
