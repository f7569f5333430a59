// What a frame is called, from long to short. The parts come from MethodName.java, the one place that knows lambdas,
// constructors and generated classes.
import { formatCount } from "./units.js";
import { REMAINDER, RESIDUAL, ROOT } from "./tree.js";

/** A method's name in three lengths. */
export function methodNames(method) {
  const named = method.member === "" ? method.className : `${method.className}.${method.member}`;
  return {
    full: method.word + method.packagePrefix + named,
    middle: method.word + named,
    bare: method.word + (method.member === "" ? method.className : method.member),
  };
}

/** The name of a node that stands for no method, or null. */
export function specialName(tree, node) {
  switch (tree.frame[node]) {
    case ROOT:
      return tree.rootName ?? (tree.total[0] < tree.whole ? "what the filters leave" : tree.wholeName);
    case RESIDUAL:
      return "made by the JVM or before start";
    case REMAINDER:
      return `${formatCount(tree.folded.get(node))} smaller ${tree.folded.get(node) === 1 ? "path" : "paths"}`;
    default:
      return null;
  }
}

/** Name with class and line: "CsvImporter.load:41". */
export function shortLabel(tree, node) {
  const special = specialName(tree, node);
  if (special !== null) {
    return special;
  }
  return methodNames(tree.frames[tree.frame[node]].method).middle + lineSuffix(tree.line(node));
}

/** Name with package, class and line. */
export function fullLabel(tree, node) {
  const special = specialName(tree, node);
  if (special !== null) {
    return special;
  }
  return methodNames(tree.frames[tree.frame[node]].method).full + lineSuffix(tree.line(node));
}

/** Where a node is: "Csv.java:41", or "". */
export function locationLabel(tree, node) {
  const frame = tree.frame[node];
  return frame < 0 ? "" : locationOf(tree.frames[frame].method, tree.line(node));
}

/** Where a line of a method is: "Csv.java:41", or "". */
export function locationOf(method, line) {
  return method.file === "" ? "" : method.file + lineSuffix(line);
}

function lineSuffix(line) {
  return line > 0 ? `:${line}` : "";
}

/**
 * The longest label that fits, as parts { text, kind } with kind "package", "name" or "source". Measures by
 * width(text, kind).
 */
export function fitLabel(tree, node, available, width) {
  const special = specialName(tree, node);
  if (special !== null) {
    const shown = tree.mark(node) + (node === 0 ? `${special}: ${tree.weight.format(tree.total[0])}` : special);
    return [{ text: cutMiddle(shown, available, (text) => width(text, "name")), kind: "name" }];
  }
  const { method, line, source } = tree.frames[tree.frame[node]];
  const names = methodNames(method);
  const mark = tree.mark(node);
  const suffix = lineSuffix(line);
  const middle = mark + names.middle + suffix;
  const middleWidth = width(middle, "name");
  if (middleWidth <= available) {
    return withSource(method, mark, middle, source, available, middleWidth, width);
  }
  for (const shorter of [mark + names.bare + suffix, mark + names.bare]) {
    if (width(shorter, "name") <= available) {
      return [{ text: shorter, kind: "name" }];
    }
  }
  return [{ text: cutMiddle(mark + names.bare, available, (text) => width(text, "name")), kind: "name" }];
}

// The class is there; what room is left goes to the source text first, then to the package.
function withSource(method, mark, middle, source, available, used, width) {
  const parts = [{ text: middle, kind: "name" }];
  let rest = available - used;
  if (source !== "") {
    const shown = cutEnd(`  ${source}`, rest, (text) => width(text, "source"));
    if (shown.length >= Math.min(source.length + 2, 12)) {
      parts.push({ text: shown, kind: "source" });
      rest -= width(shown, "source");
      if (shown.endsWith("…")) {
        return parts;
      }
    }
  }
  if (method.word === "" && method.packagePrefix !== "" && mark === "" && width(method.packagePrefix, "package") <= rest) {
    parts.unshift({ text: method.packagePrefix, kind: "package" });
  }
  return parts;
}

/** Cuts at the end, with an ellipsis, to what fits. */
export function cutEnd(text, available, width) {
  if (width(text) <= available) {
    return text;
  }
  const points = Array.from(text);
  const keep = longest(points.length, (n) => width(`${points.slice(0, n).join("")}…`) <= available);
  return keep <= 0 ? "" : `${points.slice(0, keep).join("")}…`;
}

/** Cuts in the middle, where names differ least; "" when not even three characters fit. */
export function cutMiddle(text, available, width) {
  if (width(text) <= available) {
    return text;
  }
  const points = Array.from(text);
  const cut = (n) => `${points.slice(0, Math.ceil(n / 2)).join("")}…${points.slice(points.length - Math.floor(n / 2)).join("")}`;
  const keep = longest(points.length - 1, (n) => width(cut(n)) <= available);
  return keep < 3 ? "" : cut(keep);
}

// The largest n up to a limit for which a monotone test holds; 0 when none does.
function longest(limit, holds) {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
