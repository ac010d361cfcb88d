import pytest


@pytest.fixture
def panel_of():
    """Makes panels and closes them after the test."""
    from course_utils.live import Panel

    made = []

    def make(demo, **kw):
        made.append(Panel(demo, **kw))
        return made[-1]

    yield make
    for panel in made:
        panel.close()
