"""A plugin of pytest: nbval, which skips pictures, compares them too, by `pictures.difference`; live views it does not see.

Loaded by `addopts` in pyproject.toml. A cell tagged `nbval-ignore-output` is not compared, as with everything else.
"""
from __future__ import annotations

import base64

from ..live.output import is_view
from .pictures import difference


def pictures(outputs) -> list[bytes]:
    """The PNG files of a cell's outputs, in order, without those of `live.plot`.

    A plot gets its still when the cell that feeds it has ended: nbval has then looked at the cell that shows it.
    """
    return [base64.b64decode(o["data"]["image/png"]) for o in outputs if "image/png" in o.get("data", {})
            and not o["data"].get("text/plain", "").startswith("Live plot:")]


def faults(test, stored) -> list[str]:
    """What is wrong with the pictures of a cell that ran, compared with the stored ones."""
    now, before = pictures(test), pictures(stored)
    if len(now) != len(before):
        return [f"{len(now)} pictures instead of {len(before)}"]
    told = [difference(*pair) for pair in zip(before, now, strict=True)]
    return [f"picture {number}: {fault}" for number, fault in enumerate(told, 1) if fault]


def pytest_configure(config) -> None:
    """Let nbval's cells compare all but live views, which are not stored; pictures after everything else agrees."""
    if not config.pluginmanager.hasplugin("nbval") and not config.pluginmanager.hasplugin("nbval.plugin"):
        return
    from nbval.plugin import IPyNbCell

    if getattr(IPyNbCell.compare_outputs, "with_pictures", False):
        return
    plain = IPyNbCell.compare_outputs

    def compare_outputs(self, test, ref, skip_compare=None):
        test = [o for o in test if not is_view(o.get("data", {}))]
        if not plain(self, test, ref, skip_compare):
            return False
        found = faults(test, ref)
        self.comparison_traceback += [f"{self.colors.FAIL}{fault}{self.colors.ENDC}" for fault in found]
        return not found

    compare_outputs.with_pictures = True
    IPyNbCell.compare_outputs = compare_outputs
