"""Exercises that are checked at once, quizzes, progress, and the facts that lessons claim.

core: `check` and what lesson modules register with; judge: an answer beside a right function and the usual mistakes;
compare: comparisons in words; demands: what a text forbids; guards: time limit, settings and inputs given back; advice:
errors in words; quizzes: `quiz`; record: `progress` (`python -m course_utils progress` calls `record.main`), kept in
progress_file; lesson_NN: one module per lesson; beans: the capstone's data and the judge of its hidden part.
"""
from ..lazy import names

__getattr__, __dir__, __all__ = names(__name__, facts="fact", core="check", quizzes="quiz", record="progress")
