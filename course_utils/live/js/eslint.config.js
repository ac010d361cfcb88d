import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  { files: ["src/**"], languageOptions: { globals: globals.browser } },
  { files: ["*.js", "test/**"], languageOptions: { globals: globals.node } },
  { rules: { eqeqeq: "error", "prefer-const": "error", "no-var": "error", "no-shadow": "error" } },
];
