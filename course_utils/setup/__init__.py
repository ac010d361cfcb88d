"""From a fresh clone to a running course, with nothing but the standard library.

`requirements` knows what the course needs, `pip` installs it (`progress`: what is seen of it, `symptoms`: why it failed),
`venv` keeps the folder `.venv`, `environment` completes it (`lock`: one set-up at a time), `kernels` registers the two
kernels, `surroundings` is what the started programs see, `commands` the command line.
"""
