// What the page gives away: texts to be copied, files to be saved. Made of what is shown, with its filters.
import { fullLabel, locationOf, methodNames, specialName } from "./labels.js";
import { formatPercent } from "./units.js";

const SPEEDSCOPE = "https://www.speedscope.app/file-format-schema.json";

/** A node's call path as Java prints stacks: the innermost frame first, one a line. */
export function javaStack(tree, node) {
  const path = tree.path(node).filter((each) => tree.frame[each] >= 0);
  return (tree.upwards ? path : path.reverse()).map((each) => `\tat ${javaFrame(tree.frames[tree.frame[each]])}`).join("\n");
}

function javaFrame({ method, line }) {
  const { word, packagePrefix, className, member, file } = method;
  const owner = packagePrefix + className;
  const names = { "new ": "<init>", "static init of ": "<clinit>", "λ in ": `lambda$${member}` };
  const name = names[word] ?? member;
  const place = line === -2 ? "Native Method" : file === "" ? "Unknown Source" : locationOf(method, line);
  return `${owner}${name === "" ? "" : `.${name}`}(${place})`;
}

/** A node as Markdown: a sentence, then its stack. */
export function markdownOf(tree, node) {
  const { weight, other } = tree;
  const [largest] = tree.classesBelow(node).filter(({ name }) => name !== "");
  const mostly = largest !== undefined && largest[weight.sum] * 2 >= tree.total[node] ? `, mostly ${inCode(largest.name)}` : "";
  const source = tree.source(node);
  const stack = javaStack(tree, node);
  const fence = fenceFor(stack, 3);
  return (
    `**${weight.precise(tree.total[node])}** alive at ${tree.moment} (${formatPercent(tree.share(node))} of ` +
    `${weight.precise(tree.whole)}), ${other.format(tree[other.sum][node])}${mostly}: ` +
    `${source === "" ? "" : `${inCode(source)} in `}${inCode(specialName(tree, node) ?? fullLabel(tree, node))}\n` +
    (stack === "" ? "" : `\n${fence}\n${stack}\n${fence}\n`)
  );
}

function inCode(text) {
  const fence = fenceFor(text, 1);
  const room = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return fence + room + text.replaceAll("|", "\\|") + room + fence;
}

// Longer than any run of the same character in the text.
function fenceFor(text, least) {
  const runs = text.match(/`+/g) ?? [];
  return "`".repeat(Math.max(least, ...runs.map((run) => run.length + 1)));
}

/** Collapsed stacks, as other tools read them: "outer;inner weight", a line each. For what is left out see the Java half. */
export function collapsedStacks(tree) {
  const lines = [];
  forEachStack(tree, (stack, held) => {
    if (tree.origin(stack[0]) !== "residual") {
      lines.push(`${stack.map((node) => harmless(frameName(tree, node))).join(";")} ${held}\n`);
    }
  });
  return lines.join("");
}

// Without what would be taken for structure.
function harmless(name) {
  return name.replaceAll(";", ",").replace(/[\s\p{Z}\p{Cc}]/gu, "_");
}

/** The file format of speedscope, as text. */
export function speedscope(tree, name) {
  const frames = [];
  const numbers = new Map();
  const numberOf = (node) => {
    const key = tree.frame[node] >= 0 ? tree.frame[node] : frameName(tree, node);
    let number = numbers.get(key);
    if (number === undefined) {
      number = frames.length;
      numbers.set(key, number);
      frames.push(speedscopeFrame(tree, node));
    }
    return number;
  };
  const samples = [];
  const weights = [];
  forEachStack(tree, (stack, held) => {
    samples.push(stack.map(numberOf));
    weights.push(held);
  });
  const endValue = weights.reduce((sum, weight) => sum + weight, 0);
  const profile = { type: "sampled", name, unit: tree.weight.unit, startValue: 0, endValue, samples, weights };
  return JSON.stringify({ $schema: SPEEDSCOPE, name, shared: { frames }, profiles: [profile], activeProfileIndex: 0 });
}

function speedscopeFrame(tree, node) {
  const frame = { name: frameName(tree, node) };
  if (tree.frame[node] >= 0) {
    const { method, line } = tree.frames[tree.frame[node]];
    return { ...frame, ...(method.file === "" ? {} : { file: method.file }), ...(line > 0 ? { line } : {}) };
  }
  return frame;
}

function frameName(tree, node) {
  return specialName(tree, node) ?? fullLabel(tree, node);
}

// Each node that weighs something by itself, with its path from the outermost frame.
function forEachStack(tree, visit) {
  for (let node = 1; node < tree.size; node++) {
    let held = 0;
    for (let row = tree.firstRow[node]; row < tree.firstRow[node + 1]; row++) {
      held += tree[tree.weight.row][row];
    }
    if (held > 0) {
      visit(tree.path(node).slice(1), held);
    }
  }
}

/** Sums by site, as scene.sums("sites") gives them, as comma-separated values with a head. */
export function sitesCsv(base, sums) {
  const rows = [["bytes", "objects", "standard_error_bytes", "method", "file", "line", "main_class", "source"]];
  for (const sum of sums) {
    const [main] = [...sum.parts.values()].sort((a, b) => b.bytes - a.bytes);
    const mainClass = main.id < 0 ? "" : base.classes[main.id].name;
    const numbers = [sum.bytes, sum.objects, Math.round(Math.sqrt(sum.variance))];
    if (sum.id < 0) {
      rows.push([...numbers, "(no Java stack)", "", "", mainClass, ""]);
    } else {
      const { method, line, source } = base.frames[sum.id];
      rows.push([...numbers, methodNames(method).full, method.file, line > 0 ? line : "", mainClass, source]);
    }
  }
  return rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

// A cell that begins like a formula would be one in a spreadsheet.
function csvCell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Puts a text into the clipboard; rejects when that is not allowed. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without the newer way, or without the permission: by a selection.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "hidden";
    document.body.append(field);
    const before = document.activeElement;
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    before?.focus();
    if (!copied) {
      throw new Error("the browser forbids it");
    }
  }
}

/** Offers a text as a file to save. */
export function saveText(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
