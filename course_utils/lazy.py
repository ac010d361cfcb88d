"""Names of a package that are loaded when first used, and offered by Tab before that."""
import importlib
import sys


def names(package, **homes):
    """`__getattr__`, `__dir__` and `__all__` of `package`; `homes`: module -> the names it holds, parted by blanks.

        __getattr__, __dir__, __all__ = names(__name__, images="mnist digits", toy="moons circles")
    """
    home = {name: module for module, held in homes.items() for name in held.split()}

    def __getattr__(name):
        if name in home:
            return getattr(importlib.import_module(package + "." + home[name]), name)
        raise AttributeError("module " + repr(package) + " has no attribute " + repr(name))

    def __dir__():
        return sorted({n for n in vars(sys.modules[package]) if n.startswith("__")} | set(home))

    return __getattr__, __dir__, list(home)
