"""What a lesson uses up or reads: data, disk, memory."""
from __future__ import annotations

import shutil

from ..setup.typed import COURSE
from .report import Result

GB = 1e9
DISK, MEMORY = 0.5 * GB, 1 * GB          # below this a lesson can fail for want of room


def data_files() -> Result:
    from .. import data
    from ..data import archives, fetch

    get = f"{COURSE} data"
    try:
        data.digits()
    except archives.DataError as error:
        return Result("data", False, str(error), "git checkout -- data/digits")
    try:
        packed = {archive: archives.read(fetch.raw_folder() / archive.name) for archive in fetch.MNIST}
    except OSError as error:
        return Result("data", False, f"{error.filename} cannot be read ({error.strerror})",
                      "ask its owner to let you read it, or set COURSE_DATA to a folder of your own; then: " + get)
    faults = [f"{archive.name}: {archive.archive_fault(content)}" for archive, content in packed.items()
              if content is not None and archive.archive_fault(content)]
    if faults:
        return Result("data", False, f"{'; '.join(faults)} (in {fetch.raw_folder()})", get)
    if None in packed.values():
        return Result("data", True, "the digits that ship, verified; MNIST is not here yet", f"{get}   fetches MNIST (12 MB)")
    return Result("data", True, f"MNIST, {len(packed)} files verified in {fetch.raw_folder()}")


def disk() -> Result:
    from ..data import archives

    folder = archives.folder()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    return Result("disk", free >= DISK, f"{free / GB:.1f} GB free in {folder}",
                  "" if free >= DISK else "make room, or keep data elsewhere: set COURSE_DATA to a folder on another disk")


def memory() -> Result:
    import psutil

    free = psutil.virtual_memory().available
    return Result("memory", free >= MEMORY, f"{free / GB:.1f} GB available",
                  "" if free >= MEMORY else "close other programs; in JupyterLab: menu Kernel > Shut Down All Kernels…")
