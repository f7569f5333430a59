// Colours and fonts of the picture, as the style sheet has them.
import { ORIGINS } from "./tree.js";

export class Palette {
  constructor() {
    this.widths = new Map();
    this.read();
  }

  /** Reads the colours of the theme that is shown. */
  read() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.colours = {
      text: colour("--frame-text"),
      faint: colour("--frame-faint"),
      rootText: colour("--root-text"),
      match: colour("--match"),
      hatch: colour("--hatch"),
      border: colour("--frame-border"),
    };
    const lightness = colour("--shade-step") === "" ? 0 : Number(colour("--shade-step"));
    this.fills = {};
    for (const origin of [...ORIGINS, "root", "residual", "remainder"]) {
      const base = parseColour(colour(`--frame-${origin}`));
      this.fills[origin] = [0, 1, -1].map((step) => {
        const shade = base.map((channel) => Math.max(0, Math.min(255, channel + step * lightness)));
        return { full: cssColour(shade), muted: cssColour(lessSaturated(shade, 0.35)) };
      });
    }
    this.fonts = {
      name: `500 12px ${colour("--sans")}`,
      package: `12px ${colour("--sans")}`,
      source: `11.5px ${colour("--mono")}`,
    };
    this.widths.clear();
  }

  /** The colour of a frame: one of three shades of its origin's, so that neighbours differ; less saturated when muted. */
  fill(origin, shade, muted) {
    return this.fills[origin][shade][muted ? "muted" : "full"];
  }

  /** Width of a text of a kind of label, as the context draws it. */
  textWidth(context, text, kind) {
    let widths = this.widths.get(kind);
    if (widths === undefined) {
      widths = new Map();
      this.widths.set(kind, widths);
    }
    context.font = this.fonts[kind];
    let sum = 0;
    for (const character of text) {
      let width = widths.get(character);
      if (width === undefined) {
        width = context.measureText(character).width;
        widths.set(character, width);
      }
      sum += width;
    }
    return sum;
  }
}

/** "#f0b460" as three numbers. */
export function parseColour(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** Three numbers as a colour of a style sheet. */
export function cssColour(channels) {
  return `rgb(${channels.map(Math.round).join(",")})`;
}

/** The same colour, nearer to its grey. */
export function lessSaturated(channels, keep) {
  const grey = 0.299 * channels[0] + 0.587 * channels[1] + 0.114 * channels[2];
  return channels.map((channel) => grey + (channel - grey) * keep);
}
