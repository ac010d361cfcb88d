"""A quiz is a small state machine with two faces: buttons, and text that reads well where no kernel runs."""
import threading
import time

import pytest

from course_utils.checks import core, quiz, quizzes, record
from course_utils.live import output

QUESTIONS = (core.Question("Is `x` a <tensor>?", ("yes", "no", "`maybe`"), answer=2, why="It depends on `x`."),
             core.Question("One or two?", ("one", "two"), answer=0, why="One."))


@pytest.fixture
def state():
    ends = []
    made = quizzes.Quiz("03", QUESTIONS, lambda *score: ends.append(score))
    made.ends = ends
    return made


def test_walk_through(state):
    assert not state.choose(0) and not state.choose(2), "the first choice counts"
    state.advance()
    assert state.choose(0)
    state.advance()
    assert state.finished and state.right == 1 and state.ends == [(1, 2)]
    state.restart()
    assert not state.finished and state.right == 0


def test_misuse_is_said(state):
    with pytest.raises(ValueError, match="answer the open question"):
        state.advance()
    with pytest.raises(ValueError, match="options 0 to 2"):
        state.choose(3)
    with pytest.raises(ValueError, match="two digits"):
        quiz("99")
    with pytest.raises(ValueError, match="no quiz questions"):
        quizzes.Quiz("03", ())


def test_still_forms_hold_every_question_and_fold_the_answers(state, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: shown.append(data))
    state._ipython_display_()
    view, still = shown
    assert output.is_view(view)
    plain, rich = still["text/plain"], still["text/html"].removeprefix(output.NEXT_DAY)
    assert "1. Is `x` a <tensor>?" in plain and "b) two" in plain and "It depends" not in plain
    assert "&lt;tensor&gt;" in rich and "<code>x</code>" in rich and rich.count("<details>") == 2
    assert repr(state) == plain and "0x" not in rich


def buttons(box):
    import ipywidgets as w

    _, _head, options, said, forward = box.children
    assert isinstance(said, w.HTML)
    return [b for b in options.children], said, forward


def test_buttons_answer_explain_and_count(state):
    options, said, forward = buttons(quizzes.face(state))
    assert forward.layout.display == "none" and "maybe" in options[2].description
    options[1].click()
    assert "Not quite" in said.value and "depends" in said.value
    assert options[1].description.startswith("✘") and options[2].description.startswith("✔")
    assert all(b.disabled for b in options) and forward.description == "Next question"
    options[2].click()
    forward.click()
    assert not state.answered and options[2].layout.display == "none" and said.value.count("<div") == 1
    options[0].click()
    assert "Right." in said.value and forward.description == "Score"
    forward.click()
    assert "1 of 2 right" in said.value and "To look at again" in said.value and state.ends == [(1, 2)]
    assert all(b.layout.display == "none" for b in options)
    forward.click()
    assert not state.finished and options[0].layout.display == "" and not options[0].disabled


def test_a_score_that_cannot_be_kept_is_told():
    state = quizzes.Quiz("03", QUESTIONS[:1], lambda right, of: "It could not be remembered in <here>.")
    options, said, forward = buttons(quizzes.face(state))
    options[2].click()
    forward.click()
    assert "could not be remembered in &lt;here&gt;." in said.value


def test_every_lessons_quiz_can_be_walked_and_is_remembered(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress.json"))
    lessons = [p.stem[-2:] for p in sorted(core.HERE.glob("lesson_[0-9][0-9].py"))]
    for number in lessons:
        state = quiz(number)
        assert 4 <= len(state.questions) <= 6, number
        assert len({q.text for q in state.questions}) == len(state.questions)
        assert len({q.answer for q in state.questions}) >= 3, f"quiz {number}: the right answers stand in the same places"
        options, _said, forward = buttons(quizzes.face(state))
        for q in state.questions:
            assert q.why and len(set(q.options)) == len(q.options)
            options[q.answer].click()
            forward.click()
        assert record.load()[0]["quiz"][number] == [len(state.questions)] * 2


def test_two_pages_that_press_at_once_see_the_open_question(state, monkeypatch):
    """Each is heard on a thread of its own: the buttons kept the options of the question before."""
    box, rich, holds = quizzes.face(state), quizzes.rich, threading.Event()
    head, (options, _, forward) = box.children[1], buttons(box)

    def slowly(text):
        if not holds.is_set():
            holds.set()
            time.sleep(0.3)
        return rich(text)

    monkeypatch.setattr(quizzes, "rich", slowly)
    laptop = threading.Thread(target=options[0].click)
    laptop.start()
    assert holds.wait(10)
    forward.click()
    laptop.join(10)
    assert state.at == 1 and "One or two?" in head.value and options[0].description.endswith("one") and not options[0].disabled
