"""What went wrong, in one sentence."""
from __future__ import annotations

import traceback
from pathlib import Path

NOT_FINITE = "The numbers left the finite range (nan or infinity). Lower the learning rate, then press Reset."


def told(failure: BaseException, what: str = "") -> str:
    """The failure with its place; one that is a sentence already (a refused value, a wait without end) stays as it is."""
    if not what and isinstance(failure, (ValueError, TimeoutError)):
        return str(failure)
    frames = traceback.extract_tb(failure.__traceback__)
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    return f"{what or 'Something failed'}: {type(failure).__name__}: {failure}{where}."
