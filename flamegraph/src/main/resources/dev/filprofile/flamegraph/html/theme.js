// Runs before the first paint, so that a stored choice of colours never flashes.
try {
  const stored = localStorage.getItem("fil-profile-theme");
  if (stored === "light" || stored === "dark") {
    document.documentElement.dataset.theme = stored;
  }
} catch {
  // Storage can be forbidden; the system's colours stay.
}
