"""An error of the learner's code in words: the line, the message, and what to look at."""
from __future__ import annotations

import linecache
import re

# Frequent errors of torch, each with the thing to look at. The first pattern that is found speaks.
ADVICE = (
    (r"shapes cannot be multiplied|size mismatch|inconsistent tensor size",
     "The inner sizes of a matrix product must agree: (n, k) @ (k, m) -> (n, m). Print the shapes."),
    (r"must match the size of tensor|not broadcastable|shape mismatch",
     "These two shapes do not broadcast: compare them from the last dimension on; each pair must be equal, or one of them 1."),
    (r"shape '.*' is invalid for input of size", "A reshape must keep the number of elements; -1 stands for the size that follows from the others."),
    (r"Boolean value of Tensor", "`if` asks one question, and a tensor holds many answers: use `torch.where`, or count with `.sum()`."),
    (r"same device", "Move both tensors to one device with `.to(device)`."),
    (r"does not require grad", "No gradient can flow: some tensor needs `requires_grad=True`, or was detached on the way."),
    (r"leaf [Vv]ariable .*in-place", "Change a parameter inside `with torch.no_grad():`."),
    (r"only (tensors|Tensors).* can be converted to Python scalars|a Tensor with \d+ elements cannot be converted",
     "`.item()` and `float()` want a tensor with one element: take its mean or sum first."),
    (r"expected scalar type|same dtype|to have the same dtype|must have the same dtype",
     "The dtypes differ: `.to(x.dtype)` makes one like the other's."),
    (r"can only be created for floating point|Only Tensors of floating point",
     "Only floating point tensors can have gradients: write 2.0, not 2."),
    (r"backward through the graph a second time", "Each `backward()` uses the graph up: compute the loss afresh before the next one."),
    (r"'NoneType'", "Something is None there: what a function without `return` hands back, or a `.grad` before `backward()`."),
    (r"list index out of range|string index out of range|index -?\d+ is out of bounds",
     "The places of n things run from 0 to n - 1, and this one went past the end: does a range go too far, or did the list become shorter?"),
    (r"selected index k out of range", "`topk` cannot give more than there are: ask for `min(k, len(…))`."),
    (r"^expand\(|doesn't match the broadcast shape",
     "What is written has another shape than the place where it goes: print both. A slice that reaches past the border is shorter."),
    (r"same number of dimensions", "`x[:, None]` has one dimension more than x, of size 1."),
    (r"tuple of ints, ?(but got|not) float|'float' object cannot be interpreted as an integer", "A size is a whole number: `//` divides and keeps it whole."),
    (r"before Module\.__init__", "The `__init__` of a module begins with `super().__init__()`."),
    (r"torch\.return_types", "That function gives values and places together: `.values` are the first of the two."),
    (r"can't convert .* device type tensor to numpy", "NumPy knows the CPU only: `.cpu()` comes first."),
)


def in_words(error: BaseException) -> str:
    """What a learner can do about `error`."""
    where = place(error)
    text = (str(error).strip().splitlines() or [""])[0]
    kind = type(error).__name__
    if not where and isinstance(error, TypeError) and "argument" in text:
        return f"The function could not be called as the exercise asks: {text}."
    if isinstance(error, RecursionError):
        text = "the function calls itself without end"
    if isinstance(error, MemoryError):
        text = text or "there is not enough memory for what it makes"
    advice = next((a for pattern, a in ADVICE if re.search(pattern, str(error))), "")
    return f"Your code stopped with {kind}{where}: {text.rstrip('.')}. {advice}".rstrip()


def too_long(error: BaseException, seconds: float) -> str:
    """What to say when the time for a check is over."""
    return (f"Your code was still running after more than {seconds:g} seconds{place(error)}, where much less than one is needed. "
            "Look for a loop that never ends: what should make its condition false, and does that change in each round?")


def interrupted(error: BaseException) -> str:
    """What to say when the learner interrupted the kernel."""
    return (f"You interrupted the check{place(error)}, so there is no verdict. Run the cell again; "
            "if your code takes long, look for a loop that never ends.")


def place(error: BaseException) -> str:
    """" in line 3 of your cell, `y = x / 0`", of the innermost line of the learner's own; "" where there is none."""
    found = ""
    trace = error.__traceback__
    while trace is not None:
        code, line = trace.tb_frame.f_code, trace.tb_lineno
        if "ipykernel" in code.co_filename or code.co_filename.startswith(("<ipython-input", "<learner")):
            source = linecache.getline(code.co_filename, line).strip()
            found = f" in line {line} of your cell" + (f", `{source}`" if source and "`" not in source else "")
        trace = trace.tb_next
    return found
