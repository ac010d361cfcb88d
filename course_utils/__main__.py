"""`python -m course_utils <command>`: opens the course, tests it, looks after it.

Only what every Python reads stands here: the commands themselves are imported once the version is known to do.
"""
import os
import sys

OLDEST = (3, 11)


def newer_python():
    """The name of a Python on the PATH that the course can use, or None."""
    for minor in range(20, OLDEST[1] - 1, -1):
        name = "python3.%d" % minor
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            if "shims" not in folder and os.access(os.path.join(folder, name), os.X_OK):
                return name
    return None


def too_old(version=sys.version_info):
    """One sentence and the next step where this Python cannot run the course, else an empty string."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    found = newer_python()
    if found:
        cure = "This machine has a newer one; type: %s -m course_utils lab" % found
    else:
        cure = "Install a newer one from https://www.python.org/downloads/ and type the same command with it."
    return "The course needs Python %d.%d or newer, and this is Python %d.%d. %s" % (OLDEST + tuple(version[:2]) + (cure,))


def main(argv=None):
    sentence = too_old()
    if sentence:
        sys.stderr.write(sentence + "\n")
        return 1
    from course_utils.setup import commands

    return commands.main(argv)


if __name__ == "__main__":
    sys.exit(main())
