"""Fresh copies and newer courses, without losing what the learner wrote. Standard library alone.

originals: what the course delivered; cells: a newer notebook and the learner's, joined by cell id; sources: where a newer
course comes from; swap: many files changed as one; fresh, update: the commands.
"""
from ..lazy import names

__getattr__, __dir__, __all__ = names(__name__, originals="original")
