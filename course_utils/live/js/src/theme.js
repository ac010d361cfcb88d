// Light or dark, and how dense the screen's pixels are: both may change while a panel is open. And the typeface.

/** Whether the notebook around us is dark (JupyterLab, Notebook 7, VS Code). */
export function isDark() {
  const { body } = document;
  if (body.dataset.jpThemeLight !== undefined) return body.dataset.jpThemeLight === "false";
  return body.classList.contains("vscode-dark") || body.classList.contains("vscode-high-contrast");
}

/** Calls `changed` now and whenever the theme changes; returns what ends that. @param {(dark: boolean) => void} changed */
export function onTheme(changed) {
  const watch = new MutationObserver(() => changed(isDark()));
  watch.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name", "class"] });
  changed(isDark());
  return () => watch.disconnect();
}

/** Calls `changed` whenever the window comes to a screen of another density, or is zoomed; returns what ends that.
 * @param {() => void} changed */
export function onDensity(changed) {
  /** @type {MediaQueryList} */
  let query;
  const again = () => {
    query?.removeEventListener("change", heard);
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`); // true for this density alone, so every change is heard
    query.addEventListener("change", heard);
  };
  const heard = () => { again(); changed(); };
  again();
  return () => query.removeEventListener("change", heard);
}

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif';
