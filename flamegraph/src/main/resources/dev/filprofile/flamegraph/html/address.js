// The part of the page's address after "#": which view, which frame, which search, which filters. A link survives a second
// run of the program, because a frame is named by the hash of its path and a method by the hash of its name.

/** What a page shows first. `without` and `only` are keys of frames, `opened` marks of folded runs, in order. */
export const FIRST = {
  view: "graph",
  picture: "",
  path: 0,
  method: 0,
  query: "",
  regex: false,
  matching: false,
  upwards: false,
  flame: false,
  show: "all",
  once: false,
  classes: false,
  objects: false,
  thread: "",
  file: "",
  without: [],
  only: [],
  opened: [],
};

const SWITCHES = { re: "regex", match: "matching", bu: "upwards", flame: "flame", once: "once", class: "classes", obj: "objects" };
const SHOWN_KINDS = ["fold", "mine"];
const TEXTS = { d: "picture", q: "query", t: "thread", f: "file" };
const LISTS = { x: "without", y: "only", o: "opened" };
const HASHES = { p: "path", m: "method" };

const hex = (number) => number.toString(16).padStart(8, "0");

/** "#v=tree&p=0a1b2c3d&q=load&s=re" from such a state; "" for the first view of a page. */
export function formatAddress(state) {
  const parts = [];
  if (state.view !== FIRST.view) {
    parts.push(`v=${state.view}`);
  }
  for (const [letter, name] of Object.entries(HASHES)) {
    if (state[name] !== 0) {
      parts.push(`${letter}=${hex(state[name])}`);
    }
  }
  for (const [letter, name] of Object.entries(TEXTS)) {
    if (state[name] !== "") {
      parts.push(`${letter}=${encodeURIComponent(state[name].toWellFormed?.() ?? state[name])}`);
    }
  }
  for (const [letter, name] of Object.entries(LISTS)) {
    if (state[name].length > 0) {
      parts.push(`${letter}=${state[name].map(hex).join(",")}`);
    }
  }
  const switches = Object.keys(SWITCHES).filter((word) => state[SWITCHES[word]]);
  if (state.show !== FIRST.show) {
    switches.push(state.show);
  }
  if (switches.length > 0) {
    parts.push(`s=${switches.join(",")}`);
  }
  return parts.length === 0 ? "" : `#${parts.join("&")}`;
}

/** The other way; what is missing or damaged gets its default. */
export function parseAddress(hash, views) {
  const values = new Map(
    hash
      .replace(/^#/, "")
      .split("&")
      .map((part) => [part.slice(0, 1), part.slice(2)]),
  );
  const state = { ...FIRST };
  if (views.includes(values.get("v"))) {
    state.view = values.get("v");
  }
  for (const [letter, name] of Object.entries(HASHES)) {
    state[name] = parseHashes(values.get(letter))[0] ?? 0;
  }
  for (const [letter, name] of Object.entries(TEXTS)) {
    state[name] = decoded(values.get(letter) ?? "");
  }
  for (const [letter, name] of Object.entries(LISTS)) {
    state[name] = parseHashes(values.get(letter));
  }
  const words = (values.get("s") ?? "").split(",");
  for (const [word, name] of Object.entries(SWITCHES)) {
    state[name] = words.includes(word);
  }
  state.show = SHOWN_KINDS.find((word) => words.includes(word)) ?? FIRST.show;
  return state;
}

function parseHashes(text = "") {
  return text
    .split(",")
    .filter((each) => /^[0-9a-f]{1,8}$/.test(each))
    .map((each) => parseInt(each, 16));
}

// A cut link can end within an escape: then the text is taken for none.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
