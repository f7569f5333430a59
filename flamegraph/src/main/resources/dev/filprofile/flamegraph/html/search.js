import { fullLabel } from "./labels.js";

/** A test for texts, or the reason why the pattern is not valid. Ignores case. */
export function compileQuery(query, isRegex) {
  if (isRegex) {
    try {
      const pattern = new RegExp(query, "i");
      return { test: (text) => pattern.test(text), error: "" };
    } catch (problem) {
      return { test: plainTest(query), error: `Not a valid pattern: ${problem.message}` };
    }
  }
  return { test: plainTest(query), error: "" };
}

function plainTest(query) {
  const wanted = query.toLowerCase();
  return (text) => text.toLowerCase().includes(wanted);
}

/**
 * The nodes whose method or source text matches, and what they hold: a match below a match is not counted again, so
 * recursion and nested matches count once. `before[n]` is the number of matches among the nodes before n.
 */
export function searchTree(tree, test) {
  const verdicts = tree.frames.map(() => -1);
  const matched = new Uint8Array(tree.size);
  const before = new Int32Array(tree.size + 1);
  const nodes = [];
  let total = 0;
  let coveredUntil = 0;
  for (let node = 1; node < tree.size; node++) {
    before[node] = nodes.length;
    const frame = tree.frame[node];
    if (frame < 0) {
      continue;
    }
    if (verdicts[frame] < 0) {
      verdicts[frame] = test(`${fullLabel(tree, node)} ${tree.source(node)}`) ? 1 : 0;
    }
    if (verdicts[frame] === 1) {
      matched[node] = 1;
      nodes.push(node);
      if (node >= coveredUntil) {
        total += tree.total[node];
        coveredUntil = tree.end[node];
      }
    }
  }
  before[tree.size] = nodes.length;
  return { nodes, matched, before, total };
}

/** What was found in a tree, in another one that has folds: a fold matches when anything in it does. */
export function foundIn({ nodes, total }, { size, inFold }) {
  const matched = new Uint8Array(size);
  nodes.forEach((node) => (matched[inFold[node]] = 1));
  const before = new Int32Array(size + 1);
  matched.forEach((match, node) => (before[node + 1] = before[node] + match));
  return { nodes: [...matched.keys()].filter((node) => matched[node] === 1), matched, before, total };
}
