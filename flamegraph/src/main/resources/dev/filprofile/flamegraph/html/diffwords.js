// Differences in words; as DiffWords.java.
import { formatPercent, formatPreciseBytes } from "./units.js";

/** "+240 MiB", "−12.0 MiB", "0 B". */
export function formatSigned(bytes) {
  if (Math.abs(bytes) < 0.5) {
    return "0 B";
  }
  return (bytes < 0 ? "−" : "+") + formatPreciseBytes(Math.abs(bytes));
}

/** "+240 MiB, +20.2 %"; without a share where there was nothing before. */
export function formatChange(before, after) {
  const delta = after - before;
  if (before <= 0 || Math.abs(delta) < 0.5) {
    return formatSigned(delta);
  }
  const percent = formatPercent(Math.abs(delta) / before);
  return `${formatSigned(delta)}, ${percent.startsWith("<") ? "" : delta < 0 ? "−" : "+"}${percent}`;
}

/** "820 MiB", or a dash for a side that has nothing. */
export function formatSide(bytes) {
  return bytes > 0 ? formatPreciseBytes(bytes) : "–";
}
