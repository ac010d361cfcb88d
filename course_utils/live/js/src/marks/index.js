// The kinds of marks, by the names they have in scene.py.
import { arrows } from "./arrows.js";
import { band } from "./band.js";
import { bars } from "./bars.js";
import { heatmap } from "./heatmap.js";
import { images } from "./images.js";
import { line } from "./line.js";
import { points } from "./points.js";
import { rule } from "./rule.js";
import { segments } from "./segments.js";
import { text } from "./text.js";

/** @type {Record<string, import("../types.js").Kind<any>>} */
export const MARKS = {
  Line: line, Points: points, HeatMap: heatmap, Bars: bars, Arrows: arrows, Segments: segments, Band: band, Rule: rule, Text: text, Images: images,
};
