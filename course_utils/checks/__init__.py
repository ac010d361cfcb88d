"""Exercises that are checked at once, quizzes, progress, and the facts that lessons claim.

core: `check` and what lesson modules register with; compare: comparisons in words; quizzes: `quiz`; record:
`progress` and its file (`python -m course_utils progress` calls `record.main`); lesson_NN: one module per lesson.
"""
from ..lazy import names

__getattr__, __dir__, __all__ = names(__name__, facts="fact", core="check", quizzes="quiz", record="progress")
