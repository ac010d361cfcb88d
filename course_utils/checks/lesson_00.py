"""Exercises and quiz of lesson 0, your environment."""
from __future__ import annotations

from .compare import alike
from .core import NotYet, Question, close, exercise, function, same, tensor
from .judge import assess


@exercise("00.1", "A first tensor")
def first_tensor(answer):
    import torch

    tensor(answer, "the tensor")
    want = torch.arange(12.0).reshape(3, 4)
    if tuple(answer.shape) == (4, 3):
        raise NotYet("The shape is (4, 3): rows come first, and 3 rows of 4 numbers were asked for.")
    if alike(answer, torch.arange(12)):
        raise NotYet("The numbers are right, but they stand in one row: `.reshape(3, 4)` makes 3 rows of 4.")
    tensor(answer, "the tensor", shape=(3, 4))
    assess(answer.double(), want.double(), "the tensor", hint="The numbers run from 0 to 11, row by row.", mistakes=(
        (want + 1, "The numbers run from 1 to 12. Counting starts at 0 here, as `torch.arange(n)` does."),
        (torch.arange(12.0).reshape(4, 3).T, "The numbers run down the columns. Row by row the first row is 0, 1, 2, 3.")))
    if not answer.is_floating_point():
        raise NotYet(f"The numbers are right, but they are whole numbers ({str(answer.dtype)[6:]}). Write 12.0 instead of 12, or add `.float()`.")
    tensor(answer, "the tensor", dtype=torch.float32)


@exercise("00.2", "The best device there is")
def best_device(answer):
    function(answer, "`best_device`")
    hints = {
        (True, False): "A CUDA GPU comes first where there is one.",
        (True, True): "Where both are there, CUDA comes before MPS.",
        (False, True): "Without CUDA, MPS comes before the CPU.",
        (False, False): "The CPU is always there: it comes last.",
    }
    for (cuda, mps), hint in hints.items():
        want = "cuda" if cuda else "mps" if mps else "cpu"
        got = answer(cuda, mps)
        if isinstance(got, str) and got != want and got.strip().lower() == want:
            hint = "Write the name exactly so, in small letters."
        elif got is not None and not isinstance(got, str):
            hint = f'Return the name, a text in quotes: `"{want}"`.'
        same(got, want, f"`best_device({cuda}, {mps})`", hint=hint)


@exercise("00.3", "A version that is new enough")
def new_enough(answer):
    function(answer, "`at_least`")
    first = "The first part decides; only where it is equal does the second one count."
    whole = "One number made of both parts goes wrong as soon as the second part has more digits: compare part by part."
    cases = (
        ("2.7", "2.6", "Version 2.7 comes after 2.6."),
        ("2.5", "2.6", "Version 2.5 comes before 2.6."),
        ("2.6", "2.6", "The lowest version itself will do."),
        ("2.10", "2.9", "Version 2.10 comes after 2.9: compare whole numbers, part by part, not text or decimals."),
        ("2.9", "2.10", "Version 2.9 comes before 2.10: compare whole numbers, part by part, not text or decimals."),
        ("2.1", "2.10", "2.1 and 2.10 are not the same version, though the decimals are equal."),
        ("3.0", "2.6", first), ("1.13", "2.6", first),
        ("10.0", "9.5", "Compare numbers, not text: as text, \"1\" comes before \"9\"."),
        ("3.0", "2.15", whole), ("2.15", "3.0", whole), ("4.7", "3.120", whole), ("12.3", "11.2024", whole), ("11.20240", "12.3", whole),
    )
    for version, lowest, hint in cases:
        got, want = answer(version, lowest), _parts(version) >= _parts(lowest)
        if isinstance(got, (str, int, float)) and not isinstance(got, bool):
            hint = "Return the result of a comparison: True or False, without quotes."
        same(got, want, f'`at_least("{version}", "{lowest}")`', hint=hint)


def _parts(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


@exercise("00.4", "Room in memory")
def megabytes(answer):
    import torch

    function(answer, "`megabytes`")
    ask = "ask the tensor with `x.element_size()`."
    cases = (
        ((1000, 250), torch.float32, "Every element counts (`x.numel()`), each takes `x.element_size()` bytes, and 1 MB is 1,000,000 bytes."),
        ((64, 1, 28, 28), torch.float32, "All dimensions count, not only the first two."),
        ((500, 300), torch.float64, f"A float64 takes 8 bytes, not 4: {ask}"),
        ((1000, 1000), torch.uint8, f"A uint8 takes 1 byte: {ask}"),
        ((7, 1100), torch.int64, f"An int64 takes 8 bytes: {ask}"),
        ((3000,), torch.bfloat16, f"A bfloat16 takes 2 bytes: {ask}"),
        ((40, 50), torch.bool, f"A bool takes a whole byte: {ask}"),
        ((90, 11), torch.complex128, f"A complex128 takes 16 bytes: {ask}"),
        ((9, 8), torch.int16, f"An int16 takes 2 bytes: {ask}"),
        ((), torch.float32, "A tensor without dimensions still holds one number."),
    )
    for shape, dtype, hint in cases:
        x = torch.zeros(shape, dtype=dtype)
        got, want = answer(x), x.numel() * x.element_size() / 1e6
        name = f"`megabytes` of a {shape} {str(dtype).removeprefix('torch.')} tensor"
        assess(got, want, name, rtol=1e-6, atol=1e-12, hint=hint, mistakes=(
            (want * 1e6 / 1024**2, "That divides by 1024 · 1024. Here 1 MB is 1,000,000 bytes."),
            (want * 1e3, "That is in kB. 1 MB is 1,000,000 bytes."),
            (want * 1e6, "Those are bytes. Divide by 1,000,000."),
            (want * 8, "Those are bits: a byte has 8 of them."),
            *((rounded, "Do not round the result.") for rounded in (want // 1, round(want), round(want, 1), round(want, 2), round(want, 3)))))
    part = torch.zeros(1000, 100)[:10]
    close(answer(part), 0.004, "`megabytes(x[:10])` of a float32 x of shape (1000, 100)", rtol=1e-6, atol=1e-12,
          hint="Ten rows are 1000 elements. The storage behind them holds all of x, but only the elements of the tensor itself count.")


QUIZ = (
    Question("You restart the kernel of a notebook. What is lost?",
             ("the notebook file", "the installed packages", "the variables", "nothing"), answer=2,
             why="Variables live in the kernel's process, which ends. The file and the packages lie on the disk."),
    Question("Why does each project get an environment of its own?",
             ("so that it runs faster", "because two projects may need different versions of one package",
              "because Jupyter cannot open two projects at once", "to save disk space"), answer=1,
             why="An environment holds one version of each package. It costs disk space and does not change the speed."),
    Question("You have an NVIDIA GPU. What must you install yourself so that a PyTorch wheel can use it?",
             ("the NVIDIA driver", "the driver, the CUDA toolkit and cuDNN", "the package cudnn with pip", "nothing at all"), answer=0,
             why="The wheel brings the CUDA libraries and cuDNN it was built with. Only the driver belongs to the system."),
    Question("`import torch` works in the terminal, but the notebook says ModuleNotFoundError. What is the likely reason?",
             ("PyTorch needs a GPU", "the notebook file is damaged", "the browser is too old",
              "the notebook's kernel runs in another environment"), answer=3,
             why="Terminal and kernel are two Pythons. Print `sys.executable` in both, then choose the right kernel."),
    Question("A cell shows the text `IntSlider(value=0)` where a slider should be. What is missing?",
             ("PyTorch", "the widget front end in the environment of the Jupyter server", "a faster computer", "MNIST"), answer=1,
             why="The kernel did its part, but the page has no code that draws the slider. The doctor's table names the cure."),
)
