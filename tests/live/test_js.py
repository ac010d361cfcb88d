"""The page's half of the live engine: its sources pass their own checks, what is built is theirs, its rules are Python's."""
import json
import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import frames
import numpy as np
import pytest
from kitchen_sink import edges, everything

import course_utils.live
from course_utils.live import draw, ghosts, pages, still
from course_utils.live import ticks as along
from course_utils.live.frames import Encoder
from course_utils.live.limits import limits
from course_utils.live.protocol import Message
from course_utils.live.scene import STYLES
from course_utils.live.ticks import labels, ticks
from course_utils.palette import COLORS

NODE, NPM = shutil.which("node"), shutil.which("npm")
OLDEST = (20, 19)          # `engines` in package.json


def version() -> tuple[int, ...]:
    """The version of Node here, (0,) without one."""
    told = subprocess.run([NODE, "--version"], capture_output=True, text=True).stdout if NODE else "v0"
    return tuple(int(part) for part in told.strip().lstrip("v").split(".")[:2])


pytestmark = pytest.mark.skipif(version() < OLDEST, reason="needs Node.js 20.19 or newer")
LIVE = Path(course_utils.live.__file__).parent
JS = LIVE / "js"
MODULES = ("frames", "limits", "ticks", "control", "layout", "brush", "picture", "home", "pad", "theme", "runs")


def node(script: str, data=None):
    """The JSON that `script` gives, with what the modules export as `v` and with `data`."""
    loads = "".join(f"import * as {name} from {json.dumps((JS / 'src' / f'{name}.js').as_uri())};\n" for name in MODULES)
    program = f"{loads}const v = {{{', '.join('...' + name for name in MODULES)}}};\nconst data = {json.dumps(data)};\nconsole.log(JSON.stringify({script}));"
    done = subprocess.run([NODE, "--input-type=module", "-"], input=program, capture_output=True, text=True, timeout=60, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def tools():
    """The folder of the sources with its tools (esbuild, tsc, eslint); they are fetched where they are missing and can be."""
    if not (JS / "node_modules" / ".package-lock.json").exists():
        if not NPM:
            pytest.skip("needs npm, which comes with Node.js")
        fetched = subprocess.run([NPM, "ci", "--no-audit", "--no-fund"], cwd=JS, capture_output=True, text=True, timeout=300, shell=os.name == "nt")
        if fetched.returncode:
            pytest.skip(f"npm could not fetch the tools: {fetched.stderr.strip().splitlines()[-1:]}")
    return JS


def test_what_is_built_is_the_sources(tools, tmp_path):
    subprocess.run([NODE, "build.js", str(tmp_path)], cwd=tools, check=True, timeout=120)
    for name in ("view.js", "draw.js"):
        built, kept = (tmp_path / name).read_text(encoding="utf-8"), (LIVE / name).read_text(encoding="utf-8")
        assert built == kept, f"{name} is not what its sources give: `npm run build` in course_utils/live/js, and commit it."


def test_types_and_style(tools):
    done = subprocess.run([NODE, "node_modules/typescript/bin/tsc"], cwd=tools, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout
    done = subprocess.run([NODE, "node_modules/eslint/bin/eslint.js", "."], cwd=tools, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout


def test_the_modules_pass_their_own_tests():
    files = sorted(str(f) for f in (JS / "test").glob("*.test.js"))
    done = subprocess.run([NODE, "--test", *files], capture_output=True, text=True, timeout=180, cwd=JS, encoding="utf-8")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("seed", range(3))
def test_both_decoders_agree(seed):
    told = frames.frames(seed)
    data = [{"changes": content["changes"], "buffers": [list(b) for b in buffers]} for content, buffers, _ in told]
    got = node("""(() => {
        let tree = null;
        const plain = (x) => ArrayBuffer.isView(x) ? {shape: x.shape, data: [...x].map((y) => Number.isFinite(y) ? y : null)} : Array.isArray(x) ? x.map(plain)
            : x && typeof x === "object" ? Object.fromEntries(Object.entries(x).map(([k, y]) => [k, plain(y)])) : x;
        return data.map(({changes, buffers}) => {
            tree = v.apply(tree, changes, buffers.map((b) => new DataView(Uint8Array.from(b).buffer)));
            return plain(tree); }); })()""", data)
    for n, ((_, _, tree), mine) in enumerate(zip(told, got, strict=True)):
        assert mine == frames.plain(tree), f"frame {n + 1}"


def packed(scene):
    encoder = Encoder()
    encoder.changes(scene)
    changes, buffers = encoder.whole()
    return {"changes": changes, "buffers": [list(bytes(b)) for b in buffers]}


UNPACK = "v.apply(null, data.changes, data.buffers.map((b) => new DataView(Uint8Array.from(b).buffer)))"


@pytest.mark.parametrize("make", [everything, edges])
def test_both_renderers_agree_on_limits(make):
    scene = make()
    got = node(f"{UNPACK}.axes.map(v.limits)", packed(scene))
    for axes, (x, y) in zip(scene.axes, got, strict=True):
        want = limits(axes)
        np.testing.assert_allclose(x, want[0], rtol=1e-5, atol=1e-6, err_msg=repr(axes))
        np.testing.assert_allclose(y, want[1], rtol=1e-5, atol=1e-6, err_msg=repr(axes))


@pytest.mark.parametrize(("low", "high", "count", "log", "words"), [
    (0, 1, 5, False, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (-3, 3, 6, False, ["−3", "−2", "−1", "0", "1", "2", "3"]),
    (0, 250, 5, False, ["0", "50", "100", "150", "200", "250"]),
    (0, 1, 3.2, False, ["0.00", "0.25", "0.50", "0.75", "1.00"]),
    (1, 1000, 4, True, ["1", "10", "100", "1000"]),
    (1e-6, 1, 4, True, ["10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"]),
    (0.1, 4, 6, True, ["0.1", "0.2", "0.5", "1", "2"]),
])
def test_ticks_are_round_numbers(low, high, count, log, words):
    assert node("v.labels(v.ticks(...data.slice(0, 4)).major, data[3])", [low, high, count, log]) == words
    assert labels(ticks(low, high, count, log)[0], log) == words


def test_both_renderers_agree_on_ticks_and_their_words():
    rng = np.random.default_rng(0)
    cases = []
    for _ in range(400):
        log, middle, wide = bool(rng.integers(2)), 10.0 ** rng.uniform(-7, 7), rng.uniform(0.01, 3)
        low, high = (middle, middle * 10.0 ** (2 * wide)) if log else (middle * rng.uniform(-1, 1), middle * (1 + wide))
        cases.append([float(low), float(high), float(rng.uniform(2, 9)), log])
    got = node("data.map(([a, b, n, log]) => { const t = v.ticks(a, b, n, log); return [t.major, t.minor, v.labels(t.major, log)]; })", cases)
    for case, (major, minor, words) in zip(cases, got, strict=True):
        mine = ticks(*case)
        np.testing.assert_allclose(mine[0], major, rtol=1e-9, atol=1e-12 * abs(case[1]), err_msg=str(case))
        np.testing.assert_allclose(mine[1], minor, rtol=1e-9, err_msg=str(case))
        assert labels(mine[0], case[3]) == words, case
        assert len(words) > 1 or case[3], f"one number alone tells nothing of the scale: {case}"


@pytest.mark.parametrize("control", [
    {"kind": "log", "low": 1e-4, "high": 10}, {"kind": "slider", "low": -3, "high": 3, "step": 0.06},
    {"kind": "integer", "low": 1, "high": 40, "step": 1}, {"kind": "slider", "low": 0, "high": 0.9, "step": 0.05}])
def test_slider_positions_cover_the_range(control):
    got = node("(() => { const s = v.scaleOf(data); const all = Array.from({length: s.steps + 1}, (_, i) => s.value(i));"
               " return [all, all.map(s.position)]; })()", control)
    values, positions = got
    assert values[0] == pytest.approx(control["low"]) and values[-1] == pytest.approx(control["high"])
    assert all(a < b for a, b in pairwise(values))
    assert positions == list(range(len(values)))


def test_rows_wrap_in_a_narrow_cell():
    scene = packed(everything())
    wide, narrow = node(f"[1000, 600].map((w) => v.grid({UNPACK}, w))", scene)
    assert len({round(b["y"]) for b in wide["boxes"]}) == 3 and len({round(b["y"]) for b in narrow["boxes"]}) == 5
    assert all(b["x"] + b["w"] <= 600.5 for b in narrow["boxes"]) and narrow["height"] > wide["height"]


def test_every_style_of_a_line_is_known_in_both():
    assert set(node("Object.keys(v.DASH)")) == set(still._DASH) == set(STYLES)


def test_what_stands_in_both_halves_is_the_same():
    got = node("({APART: v.APART, PRESENT: v.PRESENT, OUTLINE: v.OUTLINE, WIDTH: v.WIDTH, PEN: v.PEN, ALIVE: v.ALIVE, RUNS: v.RUNS})")
    assert 2 * got.pop("ALIVE") / 1000 < pages.FORGOTTEN, "a page whose word is late once is forgotten"
    assert got == {"APART": list(along.APART), "PRESENT": still.PRESENT, "OUTLINE": still.OUTLINE, "WIDTH": still.WIDTH, "PEN": draw.PEN, "RUNS": ghosts.MOST}


def test_every_word_that_a_page_says_is_one_that_the_kernel_knows():
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted((JS / "src").glob("*.js")))
    said = set(re.findall(r"\.(?:press|tell)\(\"(\w+)\"", sources)) | {"hover", "pick", "play", "pause"}          # of these one is chosen
    assert said == set(Message.TYPES)
    assert all(f'"{word}"' in sources for word in said)


def test_the_style_has_the_palettes_colours_and_the_pictures_typeface():
    style = (LIVE / "view.css").read_text(encoding="utf-8")
    assert node("v.FONT") in style
    for theme, rule in zip(("light", "dark"), re.findall(r"\{(.*?)\}", style, re.DOTALL), strict=False):
        told = dict(re.findall(r"--cu-(\w+): (#\w+);", rule))
        for name, colour in (("accent", "blue"), ("ink", "ink"), ("paper", "paper")):
            full = told[name] if len(told[name]) == 7 else "#" + "".join(2 * digit for digit in told[name][1:])
            assert full == COLORS[theme][colour], (theme, name)
