"""The files an instructor takes to a hub say what they should, and the same."""
import yaml
from hub import CONFIG, ROOT

VALUES = ROOT / ".hub" / "values.yaml"


class Settings:
    """Stands for a hub's `c`: any attribute is there."""

    def __getattr__(self, name):
        self.__dict__[name] = Settings()
        return self.__dict__[name]


def asked():
    c = Settings()
    exec(compile(CONFIG.read_text(encoding="utf-8"), CONFIG, "exec"), {"get_config": lambda: c})
    return c.Spawner


def test_both_hubs_give_a_learner_the_same():
    spawner, single = asked(), yaml.safe_load(VALUES.read_text(encoding="utf-8"))["singleuser"]
    assert single["memory"]["limit"] == spawner.mem_limit and single["cpu"]["limit"] == spawner.cpu_limit
    assert single["extraEnv"] == spawner.environment
    assert single["memory"]["guarantee"] < single["memory"]["limit"] and single["cpu"]["guarantee"] <= single["cpu"]["limit"]


def test_a_learner_on_kubernetes_opens_a_lesson_that_was_copied():
    single = yaml.safe_load(VALUES.read_text(encoding="utf-8"))["singleuser"]
    lesson = single["defaultUrl"].partition("/lab/tree/work/")[2]
    assert (ROOT / lesson).is_file()
    assert single["storage"]["homeMountPath"].endswith("/work")
    command = single["lifecycleHooks"]["postStart"]["exec"]["command"][-1]
    assert "cp -rn" in command and "/notebooks" in command, "a second start must not overwrite a learner's work"


def test_a_learners_notebooks_are_copied_once(tmp_path):
    import os
    import subprocess

    import pytest

    if os.name == "nt":
        pytest.skip("a shell's command")
    command = yaml.safe_load(VALUES.read_text(encoding="utf-8"))["singleuser"]["lifecycleHooks"]["postStart"]["exec"]["command"]
    (tmp_path / "image/notebooks").mkdir(parents=True)
    (tmp_path / "home/work").mkdir(parents=True)
    (tmp_path / "image/notebooks/a.ipynb").write_text("original")
    env = {**os.environ, "REPO_DIR": str(tmp_path / "image"), "HOME": str(tmp_path / "home")}
    mine = tmp_path / "home/work/notebooks/a.ipynb"
    subprocess.run(command, env=env, check=True)
    assert mine.read_text() == "original"
    mine.write_text("my answers")
    subprocess.run(command, env=env, check=True)
    assert mine.read_text() == "my answers"
