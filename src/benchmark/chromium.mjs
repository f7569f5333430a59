// A headless Chromium, driven by its own driver over WebDriver. Nothing of it asks the network for anything.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const driver = spawn("chromedriver", ["--port=0"], { stdio: ["ignore", "pipe", "ignore"] });
const port = await new Promise((found, missing) => {
  driver.on("error", missing);
  createInterface({ input: driver.stdout }).on("line", (line) => {
    const started = /started successfully on port (\d+)/.exec(line);
    if (started !== null) found(started[1]);
  });
});

/** Sends a command; its value. */
export async function call(method, path, body) {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
  const { value } = await answer.json();
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** Starts a browser with a profile folder of its own; the path of its session. */
export async function openBrowser(folder) {
  const args = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-sync"];
  args.push("--disable-background-networking", "--disable-component-update", "--window-size=1600,1200");
  args.push(`--user-data-dir=${folder}`);
  const { sessionId } = await call("POST", "/session", {
    capabilities: { alwaysMatch: { browserName: "chrome", "goog:chromeOptions": { args } } },
  });
  return `/session/${sessionId}`;
}

/** Ends the driver. */
export function quit() {
  driver.kill();
}
