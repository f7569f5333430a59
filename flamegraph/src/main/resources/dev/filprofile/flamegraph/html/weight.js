// What pictures and tables weigh by: bytes, or how many objects there are. A weight is the one thing that knows under which
// name its sums are kept and how they are written; whoever has a tree asks its `weight`, and its `other`.
import { formatBytes, formatCount, formatPreciseBytes } from "./units.js";

const SPOKEN_UNITS = {
  B: "bytes",
  KiB: "kibibytes",
  MiB: "mebibytes",
  GiB: "gibibytes",
  TiB: "tebibytes",
  PiB: "pebibytes",
};

/**
 * `sum` and `row` are the names of the sums of nodes and table rows, and of the column of rows. `number` writes one where a
 * head says what it is, `format` in a sentence, `precise` with all digits that help, `exact` with all, and `spoken` for ears.
 * `error` is the standard error of a row, `share` what shares are shares of, and `width` what the width of a frame is, at a
 * moment; `unit` the name that speedscope has for it, and `file` what is added to names of files.
 */
export const BYTES = {
  sum: "bytes",
  row: "rowBytes",
  title: "Bytes",
  number: formatBytes,
  format: formatBytes,
  precise: formatPreciseBytes,
  exact: (bytes) => `${Math.round(bytes)} bytes`,
  spoken: (bytes) => formatBytes(bytes).replace(/\w+$/, (unit) => SPOKEN_UNITS[unit]),
  error: ({ rowError }, row) => rowError[row],
  share: (moment) => `of ${moment}`,
  width: (moment) => `memory held at ${moment}`,
  unit: "bytes",
  file: "",
};

export const OBJECTS = countOf({ one: "object", many: "objects" });

/** The weight of counted things: objects, or what memory outside the heap has instead. */
export function countOf({ one, many }) {
  const format = (count) => `${formatCount(count)} ${formatCount(count) === "1" ? one : many}`;
  return {
    sum: "objects",
    row: "rowObjects",
    title: many.replace(/^./, (letter) => letter.toUpperCase()),
    number: formatCount,
    format,
    precise: format,
    exact: (count) => `${Math.round(count)} ${many}`,
    spoken: format,
    // Of equal size, as those of a class that is no array are, they are as uncertain as their bytes.
    error: ({ rowError, rowBytes, rowObjects }, row) => (rowBytes[row] > 0 ? (rowError[row] * rowObjects[row]) / rowBytes[row] : 0),
    share: (moment) => `of the ${many} at ${moment}`,
    width: (moment) => `the number of ${many} alive at ${moment}`,
    unit: "none",
    file: `-${many.replaceAll(" ", "-")}`,
  };
}
