"""`python -m course_utils data`: fetch MNIST, check every file, say what is there."""
from __future__ import annotations

import argparse
import sys

from ..setup.typed import COURSE
from .archives import DataError, folder
from .fetch import checked_arrays, mnist_arrays
from .images import digits, from_arrays

PATIENCE = 30.0        # seconds: someone who asks for the data waits longer than a lesson does


def main(argv: list[str] | None = None) -> int:
    """Returns 0 where MNIST and the digits are there and sound, 1 with one sentence where they are not."""
    argparse.ArgumentParser(prog=f"{COURSE} data",
                            description="Fetch MNIST into the data folder, check every file, say what is there.").parse_args(argv)
    try:
        print(digits())
        source = checked_arrays(PATIENCE)[1]              # the archives themselves, whatever lies unpacked beside them
        print(from_arrays(mnist_arrays(PATIENCE)[0], "MNIST", source))
        print(f"The data folder is {folder()}")
    except DataError as error:
        print(f"MNIST is not here: {error}. With network run this command again, or copy its four .gz files to "
              f"{folder() / 'MNIST' / 'raw'}; until then the lessons use the digits above.", file=sys.stderr)
        return 1
    return 0
