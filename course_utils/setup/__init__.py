"""From a fresh clone to a running course, with nothing but the standard library.

`requirements` knows what the course needs, `pip` installs it, `environment` keeps the `.venv` (`lock`: one set-up at a
time), `kernels` registers the two kernels, `commands` is the command line.
"""
