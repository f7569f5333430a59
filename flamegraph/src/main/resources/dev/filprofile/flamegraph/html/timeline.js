// The timeline under the pointer: a line, and what was held then. Who does not point has the table below it.
import { formatDuration, formatPreciseBytes } from "./units.js";

/** Where the steps of a path begin and how high they are: pairs from left to right, then where it ends. */
export function stepsOf(path) {
  return [...path.matchAll(/[MH]([\d.]+)(?:[ V]([\d.]+))?/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

/** The height of steps at a place; undefined outside of them. */
export function heightAt(steps, x) {
  const next = steps.findIndex(([start]) => start > x);
  return next < 1 ? undefined : steps[next - 1][1];
}

/** Lets a chart of 1000 by 100 units tell its moments. */
export function tellMoments(chart) {
  const { end, top } = chart.dataset;
  const moment = chart.querySelector(".moment");
  const [line, label] = moment.children;
  const [heap, outside] = [".ground", "path.offheap"].map((each) => stepsOf(chart.querySelector(each)?.getAttribute("d") ?? ""));
  const inWords = (height) => formatPreciseBytes((1 - height / 100) * top);
  const hide = () => moment.setAttribute("hidden", "");
  chart.addEventListener("pointerleave", hide);
  chart.addEventListener("pointermove", ({ clientX }) => {
    const { left, width } = chart.getBoundingClientRect();
    const part = (clientX - left) / width;
    const [held, more] = [heap, outside].map((steps) => heightAt(steps, part * 1000));
    if (held === undefined) {
      hide();
      return;
    }
    for (const [each, name] of [[line, "x1"], [line, "x2"], [label, "x"]]) {
      each.setAttribute(name, `${part * 100}%`);
    }
    label.setAttribute("dx", part < 0.5 ? 8 : -8);
    label.setAttribute("text-anchor", part < 0.5 ? "start" : "end");
    label.textContent = `${formatDuration(part * end)}: ${inWords(held)} of heap in use${more === undefined ? "" : `, ${inWords(more)} outside it`}`;
    moment.removeAttribute("hidden");
  });
}
