"""The course's data: MNIST (or the digits that ship), two photographs, house prices, toy sets, names, novels.

Tensors on the CPU come out; names and novels are strings.
Every name is loaded when first used, so `from course_utils import data` needs no PyTorch yet.
"""
from .. import lazy

__getattr__, __dir__, __all__ = lazy.names(
    __name__,
    images="mnist digits ImageData scaled",
    photos="photographs", scenes="hidden_digits painted_digits COLOURS",
    captions="scene_caption caption_tokens all_scenes LANGUAGES NUMBERS PLACES",
    curves="house_prices HOUSES polynomial polynomial_truth",
    toy="moons circles spirals xor gaussians TOY_SETS plane hills TOY_SURFACES",
    texts="names text WORD_GROUPS",
    tokens="words Vocabulary BytePairs",
    archives="folder DataError",
    command="main",
)
