// Numbers as the report prints them; the same rules as Units.java, tested against the same table of vectors.

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
const COUNT_UNITS = ["", " k", " M", " G", " T"];

/** Bytes for tables and graphs: "840 B", "1.2 GiB", "312 MiB". */
export function formatBytes(bytes) {
  return scaledBytes(bytes, 1, 0);
}

/** Bytes for sentences, three digits: "1.24 GiB", "12.7 MiB". */
export function formatPreciseBytes(bytes) {
  return scaledBytes(bytes, 2, 1);
}

/** A share of 1: "84.2 %", "<0.1 %". */
export function formatPercent(share) {
  const percent = saneNumber(share) * 100;
  if (percent === 0) {
    return "0 %";
  }
  if (percent < 0.05) {
    return "<0.1 %";
  }
  const tenths = roundHalfUp(percent * 10);
  return tenths === 1000 ? "100 %" : `${decimals(tenths, 1)} %`;
}

/** A number of objects: "840", "9,120", "41 k", "9.1 M". */
export function formatCount(count) {
  let value = saneNumber(count);
  const whole = roundHalfUp(value);
  if (whole < 10000) {
    return whole < 1000 ? String(whole) : `${Math.floor(whole / 1000)},${String(whole % 1000).padStart(3, "0")}`;
  }
  let unit = 0;
  while (unit + 1 < COUNT_UNITS.length && roundedAt(value, value < 9.95 ? 10 : 1) >= 1000) {
    value /= 1000;
    unit++;
  }
  return (value < 9.95 ? decimals(roundHalfUp(value * 10), 1) : String(roundHalfUp(value))) + COUNT_UNITS[unit];
}

/** A moment or span: "12.4 s", "840 ms", "3 min 20 s", "2 h 5 min". */
export function formatDuration(millis) {
  const value = Math.floor(saneNumber(millis));
  if (value < 1000) {
    return `${value} ms`;
  }
  if (value < 99_950) {
    return `${decimals(roundHalfUp(value / 100), 1)} s`;
  }
  const seconds = roundHalfUp(value / 1000);
  return seconds < 6000
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** What follows a number whose standard error exceeds 1 % of it: " ±3.1 %"; "" for all others. */
export function formatError(value, standardError) {
  const relative = value > 0 ? saneNumber(standardError / value) : 0;
  if (relative <= 0.01) {
    return "";
  }
  const percent = Math.min(relative, 9.99) * 100;
  return ` ±${percent < 9.95 ? decimals(roundHalfUp(percent * 10), 1) : String(roundHalfUp(percent))} %`;
}

function scaledBytes(bytes, decimalsUnder10, decimalsUnder100) {
  let value = saneNumber(bytes);
  let unit = 0;
  while (
    unit + 1 < BYTE_UNITS.length &&
    roundedAt(value, scaleOf(unit, value, decimalsUnder10, decimalsUnder100)) >= 1024
  ) {
    value /= 1024;
    unit++;
  }
  const scale = scaleOf(unit, value, decimalsUnder10, decimalsUnder100);
  return `${decimals(roundHalfUp(value * scale), scale === 1 ? 0 : scale === 10 ? 1 : 2)} ${BYTE_UNITS[unit]}`;
}

// 1, 10 or 100: how many parts of the unit are printed. The limits keep 9.96 from becoming "10.0".
function scaleOf(unit, value, decimalsUnder10, decimalsUnder100) {
  if (unit === 0) {
    return 1;
  }
  const fine = decimalsUnder10 === 2 ? 100 : 10;
  if (roundHalfUp(value * fine) < 10 * fine) {
    return fine;
  }
  return decimalsUnder100 === 1 && roundHalfUp(value * 10) < 1000 ? 10 : 1;
}

function roundedAt(value, scale) {
  return roundHalfUp(value * scale) / scale;
}

function decimals(scaled, places) {
  if (places === 0) {
    return String(scaled);
  }
  const divisor = places === 1 ? 10 : 100;
  return `${Math.floor(scaled / divisor)}.${String(scaled % divisor).padStart(places, "0")}`;
}

function roundHalfUp(value) {
  return Math.floor(value + 0.5);
}

function saneNumber(value) {
  return value > 0 && value < 1e300 ? value : 0;
}
