"""Homework without a server: a learner hands in one ZIP, a teacher sees where the class stands.

answers: exercise cells of a notebook; hand_in: the learner's command; work: what one student handed in, read with
suspicion; table: students × exercises, as text, CSV and picture; recheck, isolated: the answers run again, shut in;
class_: `python -m course_utils class`.
"""
from ..lazy import names

__getattr__, __dir__, __all__ = names(__name__, work="of_folder", table="standing", hand_in="collected")
