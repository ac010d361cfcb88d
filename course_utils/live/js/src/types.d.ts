// What travels and what is drawn: the shapes of scene.py and protocol.py, as the browser sees them.

/** An array as it arrived: float32 numbers, or uint8 indices into a colour table. Never written to. */
export type Numbers = (Float32Array | Uint8Array) & { shape: number[] };
export type Box = {
  x: number; y: number; w: number; h: number;
  X: (v: number) => number; Y: (v: number) => number; sx: number; sy: number;
  drag: [string | null, string | null] | null;
  /** Data under a place in the picture. */
  at: (px: number, py: number) => [number, number];
};
export type Rect = { x: number; y: number; w: number; h: number };
export type Dash = "solid" | "dashed" | "dotted" | "dashdot";

export type Line = { type: "Line"; x: Numbers; y: Numbers; color: string; style: Dash; width: number; label: string };
export type Points = { type: "Points"; x: Numbers; y: Numbers; color: string | Numbers; marker: string; size: number; label: string; filled: boolean;
  value: Numbers | null; parts: string[];
};
export type HeatMap = {
  type: "HeatMap"; z: Numbers; extent: [number, number, number, number]; cmap: string;
  vmin: number; vmax: number; smooth: boolean; bar: boolean; alpha: number;
};
export type Bars = {
  type: "Bars"; heights: Numbers; x: Numbers | null; names: string[]; color: string | Numbers; width: number; label: string; horizontal: boolean;
};
export type Arrows = { type: "Arrows"; x: Numbers; y: Numbers; dx: Numbers; dy: Numbers; color: string; width: number; label: string };
export type Segments = {
  type: "Segments"; x0: Numbers; y0: Numbers; x1: Numbers; y1: Numbers; value: Numbers | null; color: string; style: Dash; width: number; label: string; parts: string[];
};
export type Band = { type: "Band"; x: Numbers; low: Numbers; high: Numbers; color: string; alpha: number; label: string };
export type Rule = { type: "Rule"; x: number | null; y: number | null; color: string; style: Dash; width: number; label: string };
export type Text = { type: "Text"; x: number; y: number; text: string; color: string; size: number; anchor: CanvasTextAlign; bold: boolean };
export type Images = {
  type: "Images"; z: Numbers; x: Numbers; y: Numbers; size: number; names: string[]; cmap: string; vmin: number; vmax: number; border: Numbers | null; smooth: boolean; parts: string[];
};
/** Marks whose elements can be pointed at. */
export type Parted = Points | Segments | Images;
export type Mark = Line | Points | HeatMap | Bars | Arrows | Segments | Band | Rule | Text | Images;

/** What an axes must show: [axis, values, whether they may touch its edge]. */
export type Span = ["x" | "y", ArrayLike<number>, boolean?];
/** Adds up what of a mark lies under a rectangle: places, or the way along them. */
export type Count = {
  places: (xs: ArrayLike<number>, ys: ArrayLike<number>, weight?: number, reach?: number) => void;
  way: (xs: ArrayLike<number>, ys: ArrayLike<number>, weight?: number) => void;
};

/** Everything that is to be known of one kind of mark: a file each in marks/. */
export type Kind<M> = {
  spans: (m: M) => Span[];
  draw: (m: M, box: Box, brush: import("./brush.js").Brush) => void;
  /** Drawn after the clipped ones, so that it may reach over the edge; of several such kinds the one with 1 first. */
  outside?: 1 | 2;
  /** By how many CSS pixels it may reach over the edge of its axes, where that is not a line's. */
  over?: (m: M) => number;
  /** What of it a legend must not hide. */
  covered?: (m: M, count: Count, box: Box) => void;
  /** Entries of the legend: [words, what draws the sample]; one with the mark's label where this is missing. */
  entries?: (m: M, brush: import("./brush.js").Brush) => Entry[];
  sample?: (m: M, at: Rect, brush: import("./brush.js").Brush) => void;
  /** Of a part: how far a place lies from it in CSS pixels, its middle, and its outline added to the path. */
  far?: (m: M, i: number, box: Box, x: number, y: number) => number;
  middle?: (m: M, i: number, box: Box) => [number, number];
  outline?: (m: M, i: number, box: Box, brush: import("./brush.js").Brush) => void;
};
export type Entry = [string, (at: Rect) => void];

export type Scale = "linear" | "log";
export type Axes = {
  marks: Mark[]; x: string; y: string; title: string; xlim: [number, number] | null; ylim: [number, number] | null;
  xscale: Scale; yscale: Scale; equal: boolean; frame: boolean; legend: boolean; width: number; height: number;
  drag: [string | null, string | null] | null;
};
export type Scene = { axes: Axes[]; caption: string; readouts: Record<string, string>; columns: number; height: number; runs: Line[] };

export type Control = {
  name: string; kind: "slider" | "log" | "integer" | "toggle" | "choice" | "several" | "text"; low: number; high: number; step: number;
  options: string[]; label: string; unit: string; help: string; rebuild: boolean; pictures?: Axes[];
  /** A text that acts with each letter, not on Enter. */
  atOnce?: boolean;
};
export type Palette = {
  colors: Record<"light" | "dark", Record<string, string>>; maps: Record<"light" | "dark", Record<string, string[]>>;
  cycle: string[]; markers: string[];
};
export type Spec = {
  id: string; mode: "panel" | "slider" | "plot"; title: string; present: boolean; trains: boolean; seed: boolean; step: string;
  guide: number; speeds: string[]; presets: string[]; controls: Control[]; palette: Palette;
};
export type Value = number | boolean | string | number[];
/** A guided step; `seen` is empty until it is done. */
export type Step = { at: number; of: number; do: string; predict: string; seen: string };
/** A panel's; a slider alone has values, note and error. */
export type State = {
  values: Record<string, Value>; hidden: string[]; most: Record<string, number>; playing: boolean; speed: number; preset: number; keep: boolean; ghosts: number;
  curves: boolean; note: string; guide: Step | null; end: string; error: string; code: string;
};
export type Path = (string | number)[];
/** A frame: what changed since frame `base` (0: everything). */
export type Frame = {
  type: "frame"; n: number; base: number; ask: boolean; changes: [Path, unknown][]; state: State | null; seen: Record<string, number>;
};
export type Wire = DataView | ArrayBuffer;

/** What anywidget hands to `initialize` and `render`: a new object each time. */
export type Model = {
  get: (name: string) => any;
  send: (message: object) => void;
  on: (name: string, callback: (...told: any[]) => void) => void;
  off: (name: string, callback?: (...told: any[]) => void) => void;
};
