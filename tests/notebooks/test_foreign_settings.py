"""A lesson that depends on a setting sets it itself: files that were written for other work change no fact."""
import importlib.util
import json
import os
import subprocess
import sys

import pytest
from reading import NOTEBOOKS, cells


def ran(lesson: str, *ids: str, env: dict[str, str], before: str = "") -> str:
    """What the code cells print, run one after the other in a Python of their own."""
    path = next(p for p in NOTEBOOKS if p.name.startswith(lesson))
    code = "\n".join([before, *(cells(path)[id].source for id in ids)])
    done = subprocess.run([sys.executable, "-c", code], cwd=path.parent, env=os.environ | env, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not importlib.util.find_spec("keras"), reason="keras is not installed")
def test_a_keras_json_for_other_work(tmp_path):
    (tmp_path / "keras.json").write_text(json.dumps({"floatx": "float16", "epsilon": 1e-7, "backend": "tensorflow", "image_data_format": "channels_first"}))
    said = ran("06", "setup", "classifier-data", "classifier-keras", env={"KERAS_HOME": str(tmp_path)},
               before="import atexit; atexit.register(lambda: print(keras.backend.backend(), keras.config.floatx()))")
    assert "✔ 8-10-10-1 in Keras" in said and said.endswith("torch float32\n")


@pytest.mark.parametrize(("lesson", "ids"), [
    ("02", ("setup", "ranks", "dtype", "create", "encode-colour", "encode-word", "encode-table", "autograd", "finite-errors")),
    ("05", ("setup", "threshold-neuron", "rule-loop", "train-data", "train-result", "softmax-data", "softmax-gradient")),
    ("06", ("setup", "xor-hand", "xor-learned", "algorithm-initialise", "algorithm-forward", "algorithm-backward", "classifier-data"))])
def test_a_start_up_file_that_computes_in_float64(lesson, ids):
    ran(lesson, *ids, env={}, before="import torch; torch.set_default_dtype(torch.float64); torch.set_printoptions(precision=9)")
