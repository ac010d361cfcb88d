"""Still pictures: every function takes data (and an `ax`, if it should draw into one) and returns the Axes.

`new_axes` opens an empty picture in the course's look, `show` puts a finished one into the cell's output.
"""
from ..lazy import names

__getattr__, __dir__, __all__ = names(
    __name__,
    style="new_axes show png",
    digits="image_grid mistakes weights_grid pixel_values",
    tables="confusion_matrix bars",
    tensors="shapes storage picked broadcast autograd_graph",
    training="loss_curve", networks="network", regression="loss_surface", names="named_points",
)
