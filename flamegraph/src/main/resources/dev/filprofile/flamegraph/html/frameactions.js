// What can be done with a frame: the items of its menu.
import { formatAddress } from "./address.js";
import { sourcePath } from "./decode.js";
import { javaStack, markdownOf } from "./exports.js";
import { hasText } from "./sourceview.js";

/** What a page offers for a node of a tree that it shows: { text, run } each. */
export function frameActions(page, tree, node) {
  const frame = tree.frame[node];
  const key = tree.frameKey(node);
  const { without, only } = page.state;
  const shown = tree === page.model.scene(page.state).tree;
  const named = frame < 0 || tree.frames[frame].method.origin <= 3;
  const canFilter = named || tree.origin(node) === "class";
  return [
    shown && { text: "Zoom", run: () => page.showInGraph({ path: tree.pathHash[node], method: 0 }) },
    frame >= 0 && named && { text: "Show all calls of this method", run: () => page.pick(tree, node) },
    canFilter && {
      text: "Leave this out",
      run: () => page.change({ without: [...new Set([...without, key])], path: 0 }, true),
    },
    canFilter && { text: "Only this", run: () => page.change({ only: [...new Set([...only, key])] }, true) },
    hasText(tree, frame) && {
      text: "Show in source",
      run: () => page.change({ view: "source", file: sourcePath(tree.frames[frame].method) }, true),
    },
    { text: "Copy stack", run: () => page.copy("the stack", javaStack(tree, node)) },
    shown && { text: "Copy link", run: () => page.copy("a link", linkTo(page.state, tree, node)) },
    { text: "Copy as Markdown", run: () => page.copy("Markdown", markdownOf(tree, node)) },
  ].filter((item) => item);
}

function linkTo(state, tree, node) {
  return location.href.replace(/#.*$/, "") + formatAddress({ ...state, path: tree.pathHash[node], method: 0 });
}
