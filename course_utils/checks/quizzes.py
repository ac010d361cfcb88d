"""`quiz("03")`: a lesson's questions one at a time, each explained at once; as plain text where no kernel runs."""
from __future__ import annotations

import html
import threading
from collections.abc import Callable, Sequence

from ..live import cells, output
from .core import LESSONS, Question, lesson
from .verdict import rich

LETTERS = "abcdefgh"
# Buttons cut long words off by default; a left-aligned, wrapping one reads like an option.
_STYLE = """<style>
.course-quiz .widget-button {height: auto; min-height: 2.2em; white-space: normal; text-align: left; line-height: 1.35; padding: 0.35em 0.8em}
.course-quiz .widget-button:focus-visible {outline: 2px solid var(--jp-brand-color1, #0072b2); outline-offset: 1px}
</style>"""


class Quiz:
    """The state of a quiz, without a face: which question is open, what was answered, how many were right."""

    def __init__(self, number: str, questions: Sequence[Question], on_end: Callable[[int, int], str | None] = lambda right, of: None):
        if not questions:
            raise ValueError(f"lesson {number} has no quiz questions")
        self.number, self.questions, self.on_end = number, tuple(questions), on_end
        self.restart()

    def restart(self) -> None:
        self.at, self.answers, self.note = 0, [], ""

    @property
    def finished(self) -> bool:
        return self.at == len(self.questions)

    @property
    def question(self) -> Question:
        return self.questions[self.at]

    @property
    def answered(self) -> bool:
        """Whether the open question has its answer (the first one counts)."""
        return len(self.answers) > self.at

    @property
    def right(self) -> int:
        return sum(a == q.answer for a, q in zip(self.answers, self.questions, strict=False))

    def choose(self, option: int) -> bool:
        """Answer the open question; returns whether it is right. A second choice changes nothing."""
        if not 0 <= option < len(self.question.options):
            raise ValueError(f"this question has options 0 to {len(self.question.options) - 1}")
        if not self.answered:
            self.answers.append(option)
        return self.answers[self.at] == self.question.answer

    def advance(self) -> None:
        """Open the next question; after the last one the quiz is finished."""
        if not self.answered:
            raise ValueError("answer the open question first")
        self.at += 1
        if self.finished:
            self.note = self.on_end(self.right, len(self.questions)) or ""

    @property
    def title(self) -> str:
        return f"Quiz {self.number}: {LESSONS.get(self.number, 'Lesson ' + self.number)}"

    def __repr__(self) -> str:
        lines = [f"{self.title} ({len(self.questions)} questions)"]
        for n, q in enumerate(self.questions, 1):
            lines += ["", f"{n}. {q.text}", *(f"   {LETTERS[i]}) {option}" for i, option in enumerate(q.options))]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        items = []
        for q in self.questions:
            options = "".join(f"<li>{rich(option)}</li>" for option in q.options)
            items.append(f"<li><p><b>{rich(q.text)}</b></p><ol type='a'>{options}</ol><details><summary>Answer</summary>"
                         f"<p>{LETTERS[q.answer]}) {rich(q.options[q.answer])}<br>{rich(q.why)}</p></details></li>")
        return f"<p><b>{html.escape(self.title)}</b></p><ol>{''.join(items)}</ol>"

    def _ipython_display_(self) -> None:
        """The quiz to be answered and, for readers without a kernel, the printed one below it."""
        from IPython.display import display

        printed = {"text/plain": repr(self), "text/html": self._repr_html_()}
        try:
            box = face(self)
        except ImportError:          # no ipywidgets: the printed questions are still worth reading
            display(printed, raw=True)
            return
        cells.shown_here(cells.Widgets(box))
        display(output.view(box.model_id), raw=True)
        display({**printed, "text/html": output.NEXT_DAY + printed["text/html"]}, raw=True)


def quiz(number: str) -> Quiz:
    """The quiz of lesson `number` ("03"). In a notebook: answer with the mouse, or with Tab and Enter."""
    from . import record

    module = lesson(str(number))
    questions = getattr(module, "QUIZ", ())
    if not questions:
        raise ValueError(f"there is no quiz {number!r}: write the lesson's two digits, as in quiz(\"03\").")
    return Quiz(str(number), questions, lambda right, of: record.remember_quiz(str(number), right, of))


def face(state: Quiz):
    """The ipywidgets box that shows `state`: the question, its options as buttons, the explanation, Next."""
    import ipywidgets as w

    head, said = w.HTML(), w.HTML()
    options = [w.Button(layout=w.Layout(width="auto", max_width="46em"))
               for _ in range(max(len(q.options) for q in state.questions))]
    forward = w.Button(button_style="primary", layout=w.Layout(width="12em"))
    turn = threading.Lock()          # two pages that show the quiz are heard on two threads

    def announce(text: str) -> None:
        said.value = f'<div role="status" aria-live="polite" style="max-width: 46em; line-height: 1.45">{text}</div>'

    def draw() -> None:
        if state.finished:
            head.value = f"<b>{html.escape(state.title)}</b>"
            missed = "".join(f"<li>{rich(q.text)} <i>{rich(q.options[q.answer])}</i></li>"
                             for q, a in zip(state.questions, state.answers, strict=True) if a != q.answer)
            announce(f"<b>{state.right} of {len(state.questions)} right at the first try.</b>"
                     + (f"<p>To look at again:</p><ul>{missed}</ul>" if missed else "")
                     + (f"<p>{rich(note)}</p>" if (note := state.note) else ""))
            for button in options:
                button.layout.display = "none"
            forward.description, forward.layout.display = "Start again", ""
            return
        q = state.question
        head.value = (f"<div style='max-width: 46em; line-height: 1.45'>Question {state.at + 1} of {len(state.questions)}"
                      f"<br><b>{rich(q.text)}</b></div>")
        for i, button in enumerate(options):
            button.layout.display = "" if i < len(q.options) else "none"
            if i >= len(q.options):
                continue
            chosen, correct = state.answered and state.answers[-1] == i, state.answered and q.answer == i
            sign = "✔ " if correct else "✘ " if chosen else ""
            button.description = f"{sign}{LETTERS[i]})  {q.options[i].replace('`', '')}"
            button.button_style = "success" if correct else "danger" if chosen else ""
            button.disabled = state.answered
        forward.layout.display = "" if state.answered else "none"
        forward.description = "Next question" if state.at + 1 < len(state.questions) else "Score"
        if not state.answered:
            announce("")
        else:
            announce(f"<b>{'Right.' if state.answers[-1] == q.answer else 'Not quite.'}</b> {rich(q.why)}")

    def choose(button) -> None:
        with turn:
            if state.finished or state.answered:
                return
            state.choose(options.index(button))
            draw()
            forward.focus()          # so that Enter, Enter, Enter walks through the quiz

    def go_on(_) -> None:
        with turn:
            if state.finished:
                state.restart()
            elif state.answered:
                state.advance()
            draw()
            (forward if state.finished else options[0]).focus()

    for button in options:
        button.on_click(choose)
    forward.on_click(go_on)
    draw()
    box = w.VBox([w.HTML(_STYLE), head, w.VBox(options), said, forward], layout=w.Layout(padding="0.3em 0"))
    box.add_class("course-quiz")
    return box
