"""Every notebook has the course's skeleton, links that lead somewhere, and outputs that can be compared."""
import ast
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from reading import EXERCISE, NOTEBOOKS, ROOT, cells, notebook

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[p.stem for p in NOTEBOOKS])
CODE = re.compile(r"```.*?```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]*\$", re.S)
PYTHON = re.compile(r"^ *```python\n(.*?)^ *```", re.S | re.M)
WIDEST = 112                                                   # characters of code in one line
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
HTML_IMAGE = re.compile(r"<img\b[^>]*>", re.I)
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def markdown(path: Path) -> dict[str, str]:
    """Cell id -> text of the Markdown cells."""
    return {c.id: c.source for c in notebook(path).cells if c.cell_type == "markdown"}


def code(path: Path) -> list:
    return [c for c in notebook(path).cells if c.cell_type == "code"]


def headings(path: Path) -> list[str]:
    text = "\n".join(CODE.sub(lambda m: "" if m[0].startswith("```") else m[0], s) for s in markdown(path).values())
    return re.findall(r"^#{1,6} +(.+?)\s*$", text, re.M)


@each_notebook
def test_skeleton(path):
    ids, number = list(cells(path)), int(path.name[:2])
    assert ids[0] == "title" and ids[1] == "setup"
    title = markdown(path)["title"]
    assert title.startswith(f"# {number}. ")
    for part in ("You will be able to", "Time", "minutes", "Needs"):
        assert part in title, f"the title cell lacks {part!r}"
    two = [h for s in markdown(path).values() for h in re.findall(r"^## +(.+?)\s*$", CODE.sub("", s), re.M)]
    sections = [h for h in two if re.match(r"\d", h)]
    assert len(sections) >= 3 and [int(h.split(".")[0]) for h in sections] == list(range(1, len(sections) + 1))
    capstone = ["Capstone"] * (number == 8)                    # the course ends with one
    appendices = [h for h in two if h.startswith("Appendix ")]   # read when needed, so after the end
    assert two[len(sections):] == ["Exercises", *capstone, "Summary", "Quiz", "Next", *appendices]
    assert [h[9:11] for h in appendices] == [f"{letter}." for letter in "ABCDEF"[:len(appendices)]]
    summary = next(s for s in markdown(path).values() if s.startswith("## Summary"))
    assert "You can now" in summary
    assert cells(path)["quiz"].source.strip().endswith(f'quiz("{path.name[:2]}")')
    following = [p for p in NOTEBOOKS if int(p.name[:2]) == number + 1]
    last = next(s for s in markdown(path).values() if s.startswith("## Next"))
    assert LINK.search(last) and all(p.name in last for p in following)


@each_notebook
def test_ids_have_meaning(path):
    ids = [c.id for c in notebook(path).cells]
    assert len(ids) == len(set(ids))
    for id in ids:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id), id
        assert not re.fullmatch(r"[0-9a-f]{6,}(-[0-9a-f]+)*|cell-?\d+", id), f"{id} says nothing about its cell"


@each_notebook
def test_links_lead_somewhere(path):
    for id, text in markdown(path).items():
        for target in LINK.findall(CODE.sub("", text)):
            if re.match(r"[a-z]+:", target):
                assert target.startswith(("https://", "mailto:")), f"{id}: {target}"
                continue
            name, _, anchor = unquote(target).partition("#")
            other = (path.parent / name).resolve() if name else path
            assert other.exists(), f"{id}: {target} does not exist"
            if anchor:
                known = headings(other) if other.suffix == ".ipynb" else re.findall(r"^#+ +(.+?)\s*$", other.read_text(), re.M)
                assert anchor in {h.replace(" ", "-") for h in known}, f"{id}: no heading {anchor!r} in {other.name}"


@each_notebook
def test_images_exist_and_have_alt_text(path):
    for id, text in markdown(path).items():
        for alt, target in IMAGE.findall(text):
            assert alt.strip(), f"{id}: {target} has no alt text"
            assert target.startswith(("https://", "attachment:")) or (path.parent / unquote(target)).exists(), f"{id}: {target}"
        assert all(re.search(r"\balt=['\"]\S", tag) for tag in HTML_IMAGE.findall(text)), f"{id}: an <img> has no alt text"


@each_notebook
def test_outputs_are_stored_and_comparable(path):
    nb = notebook(path)
    assert "widgets" not in nb.metadata and nb.metadata.kernelspec.name == "python3"
    counts = [c.execution_count for c in code(path) if c.source.strip()]
    assert counts == list(range(1, len(counts) + 1)), "run it top to bottom on a clean kernel: python -m course_utils store"
    tags = [set(c.metadata.get("tags", ())) for c in code(path)]
    assert sum("nbval-ignore-output" in t for t in tags) <= 3 and not any("nbval-skip" in t for t in tags)
    for c in code(path):
        assert "execution" not in c.metadata and "NBVAL_" not in c.source, c.id
        for output in c.outputs:
            assert output.get("name") != "stderr", f"{c.id} writes to stderr"
            assert output.output_type != "error", f"{c.id}: catch an intended error and print it, for papermill stops at any other"
            data = output.get("data", {})
            assert WIDGET_VIEW not in data and "<Figure" not in data.get("text/plain", ""), c.id
            if "image/png" in data:
                assert data.get("text/plain", "").strip(), f"{c.id}: a picture without a text form"


@each_notebook
def test_a_demo_is_asked_shown_and_explained(path):
    nb = notebook(path)
    for n, c in enumerate(nb.cells):
        if c.cell_type != "code" or not re.search(r"^show\(", c.source, re.M):
            continue
        assert c.source.strip().splitlines()[-1].startswith(("show(", "    ", ")")), f"{c.id}: show(...) comes last"
        before = "\n".join(x.source for x in nb.cells[max(0, n - 2):n] if x.cell_type == "markdown")
        assert re.search(r"^1\. .+\?", before, re.M), f"{c.id}: numbered questions should come before the demo"
        assert n + 1 < len(nb.cells) and nb.cells[n + 1].cell_type == "markdown", f"{c.id}: say what was to be seen"


@each_notebook
def test_predictions_are_followed_by_a_run_and_an_explanation(path):
    nb = notebook(path).cells
    found = 0
    for n, c in enumerate(nb):
        if c.cell_type == "markdown" and "**Predict.**" in c.source:
            found += 1
            kinds = "".join(x.cell_type[0] for x in nb[n + 1:n + 5])          # one run may be two or three cells
            assert re.match("c{1,3}m", kinds), f"{c.id}: predict, run, explain"
    assert found >= 3, "a lesson asks for predictions"


@each_notebook
def test_no_later_cell_needs_an_exercises_answer(path):
    bound: dict[str, str] = {}
    for c in code(path):
        tree = ast.parse(re.sub(r"^\s*[%!].*$", "", c.source, flags=re.M))
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        own = EXERCISE.match(c.id.removesuffix("-check"))
        stored = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        for node in names:
            if isinstance(node.ctx, ast.Load) and node.id not in stored and node.id in bound:
                assert own and bound[node.id] == own[0], f"{c.id} uses {node.id!r} from {bound[node.id]}"
        if EXERCISE.match(c.id):
            defined = {d.name for d in tree.body if isinstance(d, (ast.FunctionDef, ast.ClassDef))}
            top = {t.id for s in tree.body if isinstance(s, ast.Assign) for t in ast.walk(s) if isinstance(t, ast.Name)
                   and isinstance(t.ctx, ast.Store)}
            bound.update(dict.fromkeys(defined | top, c.id))


@each_notebook
def test_no_earlier_cell_breaks_after_an_exercise(path):
    """Whoever comes back from an exercise may run any cell above it again."""
    needed: dict[str, str] = {}
    for c in code(path):
        tree = ast.parse(re.sub(r"^\s*[%!].*$", "", c.source, flags=re.M))
        if EXERCISE.match(c.id):
            taken = {s.name for s in tree.body if isinstance(s, (ast.FunctionDef, ast.ClassDef))}
            taken |= {t.id for s in tree.body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)}
            assert not taken & set(needed), f"{c.id} takes the name {taken & set(needed)}, which {[needed[n] for n in taken if n in needed]} need"
        elif not c.id.startswith("ex-"):
            names = [n for n in ast.walk(tree) if isinstance(n, ast.Name)]
            own = {n.id for n in names if isinstance(n.ctx, ast.Store)} | {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
            own |= {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
            needed |= {n.id: c.id for n in names if isinstance(n.ctx, ast.Load) and n.id not in own}


@each_notebook
def test_mnist_stays_in_its_bytes(path):
    """All training images as floats are 188 MB in each kernel of a class."""
    assert not [c.id for c in code(path) if re.search(r"\.x_train\b", c.source)]


@each_notebook
def test_no_line_of_code_is_cut_off(path):
    """A projector of 1280 pixels shows 112 characters in the type of `lab --present`; what is longer has to be scrolled to."""
    blocks = [(c.id, c.source) for c in code(path)]
    blocks += [(id, block) for id, text in markdown(path).items() for block in PYTHON.findall(text)]
    long = [f"{id}: {len(line)} characters: {line.strip()}" for id, block in blocks for line in block.splitlines() if len(line) > WIDEST]
    assert not long, "\n".join([f"longer than the {WIDEST} characters that a projector of 1280 pixels shows:", *long])


@each_notebook
def test_settings_of_the_learners_own_do_not_reach_a_lesson(path):
    assert "torch.set_default_dtype(torch.float32)" in cells(path)["setup"].source


@each_notebook
def test_prose_keeps_its_voice(path):
    for id, text in markdown(path).items():
        prose = IMAGE.sub("", CODE.sub("", re.sub(r"<[^>]+>", "", text)))
        assert "!" not in prose, f"{id}: no exclamation marks"
        assert not re.search("[\U0001f300-\U0001faff\u2600-\u26ff]", prose), f"{id}: no emoji in prose"


def test_the_readme_lesson_0_and_the_titles_tell_one_road():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = markdown(NOTEBOOKS[0])["next"]
    for path in NOTEBOOKS:
        number = int(path.name[:2])
        title = markdown(path)["title"]
        name = re.match(rf"# {number}\. (.+)", title)[1]
        minutes = re.search(r"\*\*Time\*\* (\d+) minutes", title)[1]
        assert f"| {number} | [{name}](notebooks/{path.name}) | {minutes} |" in readme, f"README.md's table: {path.name}"
        link = f"[{name}]({path.name})" if number else name
        assert f"| {number} | {link} | {minutes} |" in first, f"lesson 0's table: {path.name}"


def test_the_table_of_topics_knows_every_section():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## What is taught where")[2].partition("\n## ")[0]
    where = [line.rstrip("| \n").rpartition("| ")[2] for line in text.splitlines() if line.startswith("| ")][1:]
    there = {f"{int(p.name[:2])}.{n}" for p in NOTEBOOKS for cell in markdown(p).values() for n in re.findall(r"^## +(\d+)\. ", cell, re.M)}
    # from lesson 10 on, section and exercise are written alike: the word before tells them apart
    parts = [part.strip() for entry in where for part in entry.split(";")]
    places = {kind: [place for part in parts if part.startswith("exercise") is (kind == "exercises")
                     for place in re.findall(r"(?<![\d.])\d+\.\d+(?![\d.])", part)] for kind in ("sections", "exercises")}
    told = set(places["sections"])
    assert told == there, f"no such sections: {sorted(told - there)}; in no line: {sorted(there - told)}"
    appendices = {f"{int(p.name[:2])} appendix {letter}" for p in NOTEBOOKS for cell in markdown(p).values()
                  for letter in re.findall(r"^## +Appendix (.)\.", cell, re.M)}
    assert {place for entry in where for place in re.findall(r"\d appendix .", entry)} == appendices
    known = {c.id.removeprefix("ex-") for p in NOTEBOOKS for c in notebook(p).cells if EXERCISE.fullmatch(c.id)}
    exercises = {place.replace(".", "-") for place in places["exercises"]}
    assert exercises <= known, f"no such exercises: {sorted(exercises - known)}"
