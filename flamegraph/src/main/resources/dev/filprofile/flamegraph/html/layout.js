// Which boxes a picture of the tree has. Arithmetic only: tested without a browser.

/** Boxes narrower than this many pixels are drawn as one block with their smaller siblings. */
export const NARROW = 3;

/**
 * The boxes of a tree zoomed to a node, in a picture `width` pixels wide, of rows `firstRow` to `lastRow`. A row is a
 * depth; the ancestors of the zoomed node are full-width boxes. Each box is { node, end, row, x, width, more }, where
 * `more` is 0 or the number of siblings, from node on, for which the box stands. `end` is the first node after those.
 */
export function layoutBoxes(tree, zoom, width, firstRow, lastRow) {
  const boxes = [];
  for (let node = tree.parent[zoom]; node >= 0; node = tree.parent[node]) {
    if (tree.depth[node] >= firstRow && tree.depth[node] <= lastRow) {
      boxes.push({ node, end: tree.end[node], row: tree.depth[node], x: 0, width, more: 0 });
    }
  }
  const scale = tree.total[zoom] > 0 ? width / tree.total[zoom] : 0;
  const origin = tree.start[zoom];
  let node = zoom;
  while (node < tree.end[zoom]) {
    const row = tree.depth[node];
    const boxWidth = node === zoom ? width : tree.total[node] * scale;
    if (row > lastRow) {
      node = tree.end[node];
    } else if (boxWidth < NARROW) {
      // Siblings come widest first, but folded paths come last whatever their width. Those without bytes are not there.
      const stop = tree.end[tree.parent[node]];
      let first = node;
      let count = 0;
      let bytes = 0;
      while (node < stop && tree.total[node] * scale < NARROW) {
        if (tree.total[node] > 0) {
          first = count++ === 0 ? node : first;
          bytes += tree.total[node];
        }
        node = tree.end[node];
      }
      if (row >= firstRow && count > 0) {
        const x = (tree.start[first] - origin) * scale;
        boxes.push({ node: first, end: node, row, x, width: bytes * scale, more: count });
      }
    } else {
      if (row >= firstRow) {
        const x = (tree.start[node] - origin) * scale;
        boxes.push({ node, end: tree.end[node], row, x, width: boxWidth, more: 0 });
      }
      node++;
    }
  }
  return boxes;
}

/** The deepest row of a picture: what lies below a narrow box is not drawn. */
export function deepestRow(tree, zoom, width) {
  const narrow = narrowBytes(tree, zoom, width);
  let deepest = tree.depth[zoom];
  let node = zoom + 1;
  while (node < tree.end[zoom]) {
    deepest = Math.max(deepest, tree.depth[node]);
    node = tree.total[node] < narrow ? tree.end[node] : node + 1;
  }
  return deepest;
}

/** The node that is drawn for a node: itself, or the ancestor that is too narrow to show what is below it. */
export function drawnNode(tree, zoom, width, node) {
  const narrow = narrowBytes(tree, zoom, width);
  let drawn = node;
  for (let each = node; each > 0 && each !== zoom; each = tree.parent[each]) {
    if (tree.total[each] < narrow) {
      drawn = each;
    }
  }
  return drawn;
}

/**
 * Where to zoom so that a node is at least `wanted` pixels wide: where the picture is already, if that does, else the
 * ancestor that shows as much around it as it can.
 */
export function zoomToSee(tree, zoom, width, node, wanted) {
  const wideIn = (above) => tree.total[node] * width >= wanted * tree.total[above];
  if (node >= zoom && node < tree.end[zoom] && wideIn(zoom)) {
    return zoom;
  }
  let best = node;
  while (best > 0 && wideIn(tree.parent[best])) {
    best = tree.parent[best];
  }
  return best;
}

function narrowBytes(tree, zoom, width) {
  return width > 0 ? (NARROW * tree.total[zoom]) / width : Number.MAX_VALUE;
}
