// Opens reports in a headless Chromium and measures inside the page. Speaks WebDriver to Chromium's own driver; without a
// graphics card, so the numbers are on the slow side. See page.sh.
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { decodeProfile } from "../../flamegraph/src/main/resources/dev/filprofile/flamegraph/html/decode.js";
import { call, openBrowser, quit } from "./chromium.mjs";

const [profileFolder, ...reports] = process.argv.slice(2);
const ROUNDS = 5;

// Runs before the page's own scripts: notes when the graph is there, and how long each frame's work takes, with the
// drawing itself, which reading a pixel back forces.
const INSTRUMENTS = `
  window.frames_ = [];
  window.frame_ = () => new Promise((next) => request(() => setTimeout(next, 0)));
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => request((now) => {
    const start = performance.now();
    callback(now);
    const canvas = document.getElementById("canvas");
    if (canvas?.width > 1) canvas.getContext("2d").getImageData(0, 0, 1, 1);
    window.frames_.push(performance.now() - start);
    if (document.documentElement.dataset.ready && window.graph_ === undefined) window.graph_ = performance.now();
  });`;

// Repaints the whole picture, scrolled to different places, then zooms in at several places and out again.
const REPAINTS = `
  const done = arguments[arguments.length - 1];
  const flame = document.getElementById("flame"), overlay = document.getElementById("overlay");
  (async () => {
    window.frames_ = [];
    for (let i = 0; i < 60; i++) {
      flame.scrollTop = (i * 97) % Math.max(1, flame.scrollHeight - flame.clientHeight + 97);
      flame.dispatchEvent(new Event("scroll"));
      await window.frame_();
    }
    flame.scrollTop = 0;
    for (let i = 0; i < 20; i++) {
      await window.frame_();
      const at = overlay.getBoundingClientRect();
      const place = { clientX: at.left + (at.width * (i + 0.5)) / 20, clientY: at.top + 22 * (3 + (i % 8)) + 11 };
      overlay.dispatchEvent(new MouseEvent("click", place));
      await window.frame_();
      document.getElementById("reset").click();
    }
    await window.frame_();
    const times = window.frames_.sort((a, b) => a - b);
    done([times[times.length >> 1], times[times.length - 1]]);
  })();`;

// Searches the whole tree by patterns, as if they were pasted: until all is found, counted and painted. Before that the search
// is taken back, so that each begins anew.
const SEARCHES = `
  const done = arguments[arguments.length - 1];
  const query = document.getElementById("query");
  const type = async (text) => {
    query.value = text;
    window.frames_ = [];
    const start = performance.now();
    query.dispatchEvent(new Event("input"));
    const worked = performance.now() - start;
    await window.frame_();
    return worked + window.frames_.reduce((sum, each) => sum + each, 0);
  };
  (async () => {
    document.getElementById("regex").click();
    const times = [];
    for (const text of ["get|set", "java\\\\.util\\\\..*Map", "load", "^com\\\\.", "[a-z]+\\\\d", "new ", "λ"]) {
      times.push(await type(text));
      await type("");
    }
    done(times.sort((a, b) => a - b)[times.length >> 1]);
  })();`;

async function measure(session, report) {
  await call("POST", `${session}/url`, { url: `file://${resolve(report)}` });
  const [paint, graph] = await call("POST", `${session}/execute/async`, {
    args: [],
    script: `const done = arguments[0];
      const look = () => window.graph_ === undefined
        ? requestAnimationFrame(look)
        : done([performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1, window.graph_]);
      look();`,
  });
  const [median, worst] = await call("POST", `${session}/execute/async`, { args: [], script: REPAINTS });
  const search = await call("POST", `${session}/execute/async`, { script: SEARCHES, args: [] });
  return { paint, graph, median, worst, search };
}

async function nodesOf(report) {
  const [, data] = /id="picture-(?:heap|diff)">([^<]*)</.exec(readFileSync(report, "utf8"));
  return (await decodeProfile(data)).size;
}

const middle = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const columns = ["report", "nodes", "bytes", "first paint", "graph", "repaint", "worst", "search"];
const row = (cells) => `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(11))).join(" | ")} |`;

try {
  console.log(row(columns));
  console.log(row(columns.map((_, i) => (i === 0 ? "---" : "---:"))));
  for (const [index, report] of reports.entries()) {
    const results = [];
    for (let round = 0; round < ROUNDS; round++) {
      const session = await openBrowser(`${profileFolder}-${index}-${round}`);
      await call("POST", `${session}/timeouts`, { script: 120_000 });
      await call("POST", `${session}/goog/cdp/execute`, {
        cmd: "Page.addScriptToEvaluateOnNewDocument",
        params: { source: INSTRUMENTS },
      });
      results.push(await measure(session, report));
      await call("DELETE", session);
    }
    const ms = (key) => `${middle(results.map((result) => result[key])).toFixed(1)} ms`;
    const name = resolve(report).split("/").slice(-2).join("/").replace(/\.html$/, "").slice(-20);
    const [nodes, size] = [await nodesOf(report), statSync(report).size].map((number) => number.toLocaleString("en"));
    console.log(row([name, nodes, size, ...["paint", "graph", "median", "worst", "search"].map(ms)]));
  }
} finally {
  quit();
}
