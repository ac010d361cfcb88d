"""The loop against the same loop written out, its ways to end, batches that leave nothing out, measures by hand."""
import ast
import math
import subprocess
import sys
import types
from itertools import chain
from pathlib import Path

import pytest
import torch
from torch import nn

from course_utils import nets, training
from course_utils.training import loop as loop_module
from course_utils.training import threads as thread_module


def blobs(n=200, classes=3, inputs=5, seed=0):
    g = torch.Generator().manual_seed(seed)
    y = torch.randint(classes, (n,), generator=g)
    return torch.randn(n, inputs, generator=g) + 2 * nn.functional.one_hot(y, inputs), y


def seeded(seed=0):
    return torch.Generator().manual_seed(seed)


# batches

@pytest.mark.parametrize("shuffle", [True, False])
def test_a_pass_hands_out_every_example_once_with_its_target(shuffle):
    X = torch.arange(130.0)[:, None]
    batches = training.TensorBatches(X, torch.arange(130), 64, shuffle, seeded())
    sizes, seen = [], []
    for xb, yb in batches:
        assert torch.equal(xb[:, 0].long(), yb)
        sizes.append(len(xb))
        seen += yb.tolist()
    assert sizes == [64, 64, 2] and len(batches) == 3
    assert sorted(seen) == list(range(130)) and (seen != sorted(seen)) == shuffle


def test_orders_come_from_the_generator_alone():
    X, y = blobs()

    def orders(seed):
        batches = training.TensorBatches(X, y, 32, generator=seeded(seed))
        return [[xb.clone() for xb, _ in batches] for _ in range(2)]

    state = torch.random.get_rng_state()
    a, b, c = orders(1), orders(1), orders(2)
    assert torch.equal(torch.random.get_rng_state(), state)
    assert all(torch.equal(p, q) for p, q in zip(chain(*a), chain(*b), strict=True))
    assert not torch.equal(a[0][0], a[1][0]) and not torch.equal(a[0][0], c[0][0])


def test_batches_that_were_kept_do_not_change():
    batches = training.TensorBatches(*blobs(), 16, generator=seeded())
    kept = list(batches)
    copies = [xb.clone() for xb, _ in kept]
    list(batches)
    assert all(torch.equal(k, c) for (k, _), c in zip(kept, copies, strict=True))


def test_repr_names_examples_batches_and_device():
    assert repr(training.TensorBatches(torch.zeros(130, 1, 28, 28), torch.zeros(130), 64)) == \
        "TensorBatches(130 examples of 1 × 28 × 28, 3 batches of 64, shuffled, on cpu)"


@pytest.mark.parametrize(("args", "word"), [
    ((torch.zeros(3, 1), torch.zeros(4)), "one target for each"), ((torch.zeros(0, 1), torch.zeros(0)), "no examples"),
    ((torch.zeros(3, 1), torch.zeros(3), 0), "batch_size"),
])
def test_batches_refuse_what_cannot_be(args, word):
    with pytest.raises(ValueError, match=word):
        training.TensorBatches(*args)


# the loop

def written_out(model, batches, loss, optimizer, epochs):
    losses = []
    for _ in range(epochs):
        for xb, yb in batches:
            value = loss(model(xb), yb)
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            losses.append(value.item())
    return losses


@pytest.mark.parametrize("make", [
    lambda: nets.mlp((5, 8, 3), seed=0), lambda: nets.mlp((5, 8, 8, 3), activation="tanh", seed=0),
    lambda: nn.Sequential(nn.Linear(5, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 3)),
])
@pytest.mark.parametrize("optimizer", [
    lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, weight_decay=1e-3), lambda p: torch.optim.Adam(p, lr=0.01),
])
def test_fit_does_what_the_loop_written_out_does(make, optimizer):
    X, y = blobs(100)
    ends = []
    for ours in (True, False):
        torch.manual_seed(0)
        model = make()
        args = (model, training.TensorBatches(X, y, 32, generator=seeded()), nn.CrossEntropyLoss(),
                optimizer(model.parameters()))
        losses = training.fit(*args, epochs=3, progress=False).loss if ours else written_out(*args, 3)
        ends.append((losses, model.state_dict()))
    assert ends[0][0] == pytest.approx(ends[1][0], rel=1e-4, abs=1e-6) and len(ends[0][0]) == 12
    for name, value in ends[1][1].items():
        torch.testing.assert_close(ends[0][1][name], value, rtol=1e-4, atol=1e-5)


def test_any_module_loss_and_iterable():
    x = torch.linspace(-1, 1, 50)[:, None]
    y = 3 * x - 1
    model = nn.Linear(1, 1)
    history = training.fit(model, [(x[:25], y[:25]), (x[25:], y[25:])], nn.functional.mse_loss,
                           torch.optim.SGD(model.parameters(), lr=0.2), epochs=200, test=(x, y), progress=False)
    assert model.weight.item() == pytest.approx(3, abs=1e-3) and model.bias.item() == pytest.approx(-1, abs=1e-3)
    assert history.test_loss[-1] < 1e-5 and len(history.test_loss) == history.epochs == 200


def test_a_data_loader_works_too():
    X, y = blobs()
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(X, y), batch_size=50)
    model = nets.mlp((5, 3))
    history = training.fit(model, loader, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr=0.1),
                           progress=False)
    assert history.steps == 4 and history.stopped == ""


def simple(n=100, lr=0.1):
    X, y = blobs(n)
    model = nets.mlp((5, 8, 3), seed=0)
    batches = training.TensorBatches(X, y, 32, generator=seeded())
    return model, batches, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr=lr)


@pytest.mark.parametrize(("kwargs", "steps", "epochs"), [
    ({}, 4, 1), ({"epochs": 3}, 12, 3), ({"max_steps": 2}, 2, 0), ({"max_steps": 10}, 10, 2),
    ({"epochs": 1, "max_steps": 10}, 4, 1), ({"epochs": 5, "max_steps": 10}, 10, 2), ({"max_steps": 8}, 8, 2),
])
def test_how_long_a_run_is(kwargs, steps, epochs):
    history = training.fit(*simple(), **kwargs, test=blobs(40, seed=1), progress=False)
    assert (history.steps, history.epochs, history.stopped) == (steps, epochs, "")
    assert len(history.accuracy) == len(history.test_loss) == -(-steps // 4)     # also after an unfinished epoch
    assert 0 < history.seconds < 60


def test_same_seed_same_run():
    a, b = (training.fit(*simple(), epochs=2, progress=False).loss for _ in range(2))
    assert a == b


def test_training_mode_while_training_and_the_old_mode_after():
    model, *rest = simple()
    modes = []
    model.eval()
    training.fit(model, *rest, on_step=lambda step, loss: modes.append(model.training), test=blobs(40), epochs=2,
                 progress=False)
    assert all(modes) and len(modes) == 8 and not model.training


def test_interrupt_keeps_history_and_weights():
    model, *rest = simple()
    start = [p.clone() for p in model.parameters()]

    def stop_button(step, loss):
        if step == 7:
            raise KeyboardInterrupt

    history = training.fit(model, *rest, epochs=100, on_step=stop_button, progress=False)
    assert history.stopped == "interrupted" and history.steps == 7 and history.epochs == 1
    assert all(math.isfinite(v) for v in history.loss) and "interrupted" in repr(history)
    assert any(not torch.equal(p, q) for p, q in zip(model.parameters(), start, strict=True))
    assert training.fit(model, *rest, progress=False).stopped == ""            # and training can go on


class Counter(nn.Module):
    """Counts its updates: with the loss below, each step of SGD with lr 1 makes the weight grow by 1."""

    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return self.w.expand(len(x))


def minus_mean(out, y):
    return -out.mean()


def interrupted_at(line):
    """The loop's module, raising KeyboardInterrupt before the n-th statement that its loop runs, reading of losses included.

    Written into its syntax tree: a trace function does the same, but CPython 3.11 can hang under one.
    """
    tree = ast.parse(Path(loop_module.__file__).read_text(encoding="utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef) and function.name in ("train", "read_losses"):
            for node in list(ast.walk(function)):
                for field in ("body", "orelse"):
                    if (statements := getattr(node, field, None)) and isinstance(statements, list):
                        setattr(node, field, [new for old in statements for new in (*ast.parse("tick()").body, old)])
    module = types.ModuleType(loop_module.__name__)
    module.__package__ = loop_module.__package__
    left = line

    def tick():
        nonlocal left
        left -= 1
        if left == -1:
            raise KeyboardInterrupt

    module.tick = tick
    exec(compile(ast.fix_missing_locations(tree), loop_module.__file__, "exec"), vars(module))
    module.READ_EVERY = 3
    return module


@pytest.mark.parametrize("line", range(0, 150, 7))
def test_an_interrupt_on_any_line_keeps_the_loss_of_each_update(line):
    model, data = Counter(), (torch.zeros(4, 1), torch.zeros(4))
    history = interrupted_at(line).fit(model, [data] * 4, minus_mean, torch.optim.SGD(model.parameters(), lr=1.0), epochs=9,
                                       progress=False)
    assert history.stopped == "interrupted"
    updates = int(model.w.item())
    assert history.loss == [-float(k) for k in range(history.steps)]                # each once, in order
    assert history.steps - updates in (0, 1)      # 1: the interrupt came before the update whose loss was known


def test_an_interrupted_update_keeps_its_loss():
    model, data = Counter(), (torch.zeros(4, 1), torch.zeros(4))
    optimizer = torch.optim.SGD(model.parameters(), lr=1.0)

    def stop(optimizer, args, kwargs):
        if model.w.item() == 3:
            raise KeyboardInterrupt

    optimizer.register_step_post_hook(stop)                  # the weights are new, the optimiser has not returned
    history = training.fit(model, [data], minus_mean, optimizer, epochs=9, progress=False)
    assert (history.steps, history.stopped, model.w.item()) == (3, "interrupted", 3.0)


def changed(change):
    """Two runs of 8 steps, by `fit` and by the loop written out, with `change(model)` after step 4."""
    X, y = blobs(256)
    ends = []
    for ours in (True, False):
        model = nets.mlp((5, 8, 8, 3), seed=0)
        optimizer, loss = torch.optim.SGD(model.parameters(), lr=0.1), nn.CrossEntropyLoss()
        batches = training.TensorBatches(X, y, 32, generator=seeded())
        if ours:
            history = training.fit(model, batches, loss, optimizer, progress=False,
                                   on_step=lambda step, _, model=model: change(model) if step == 4 else None)
            losses = history.loss
        else:
            losses = []
            for step, (xb, yb) in enumerate(batches, 1):
                losses += written_out(model, [(xb, yb)], loss, optimizer, 1)
                if step == 4:
                    change(model)
        ends.append((losses, [p.detach() for p in model.parameters()]))
    return ends


def freeze(model):
    model[0].requires_grad_(False)


def exchange(model):
    model[1] = nn.Tanh()


def scale_gradients(model):
    model[2].weight.register_hook(lambda grad: 3 * grad)


def double_outputs(model):
    model[4].register_forward_hook(lambda module, args, out: 2 * out)


@pytest.mark.parametrize("change", [freeze, exchange, scale_gradients, double_outputs])
def test_what_on_step_does_to_the_model_counts(change):
    ours, written, untouched = *changed(change), changed(lambda model: None)[0]
    assert ours[0] == pytest.approx(written[0], rel=1e-6)
    for p, q in zip(ours[1], written[1], strict=True):
        torch.testing.assert_close(p, q)
    assert ours[0][:4] == pytest.approx(untouched[0][:4], rel=1e-6) and ours[0][5:] != pytest.approx(untouched[0][5:])


def test_ignored_labels_and_weights_of_the_loss_count():
    X, y = blobs(64)
    y[::2] = -100                                            # CrossEntropyLoss leaves these out
    runs = []
    for train in (lambda *args: training.fit(*args, progress=False).loss, lambda *args: written_out(*args, 1)):
        model = nets.mlp((5, 8, 3), seed=0)
        batches = training.TensorBatches(X, y, 32, generator=seeded())
        runs.append(train(model, batches, nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 3.0])),
                          torch.optim.SGD(model.parameters(), lr=0.1)))
    assert runs[0] == pytest.approx(runs[1], rel=1e-6)


# threads

@pytest.fixture
def threads(monkeypatch):
    """A machine with 4 threads, and a clock that the step with n threads moves on by `cost[n]`."""
    state = {"n": 4, "now": 0.0, "cost": {1: 1.0, 4: 1.0}, "set": []}
    monkeypatch.setattr(torch, "get_num_threads", lambda: state["n"])
    monkeypatch.setattr(torch, "set_num_threads", lambda n: (state["set"].append(n), state.update(n=n)))
    monkeypatch.setattr(thread_module.time, "perf_counter", lambda: state["now"])
    return state


@pytest.mark.parametrize(("cost", "chosen"), [({1: 2.0, 4: 1.0}, 4), ({1: 1.0, 4: 2.0}, 1), ({1: 1.0, 4: 0.95}, 1)])
def test_the_faster_number_of_threads_is_kept_and_the_old_one_put_back(threads, cost, chosen):
    threads["cost"] = cost
    used = []

    def on_step(step, loss):
        threads["now"] += cost[threads["n"]]
        used.append(threads["n"])

    training.fit(*simple(), max_steps=100, on_step=on_step, progress=False)
    assert set(used) == {1, 4} and used[40:] == [chosen] * 60 and threads["n"] == 4


def test_a_choice_made_during_the_run_stays(threads):
    def on_step(step, loss):
        threads["now"] += 1
        if step == 50:
            torch.set_num_threads(3)

    training.fit(*simple(), max_steps=60, on_step=on_step, progress=False)
    assert threads["n"] == 3


def test_threads_come_back_after_an_error_and_one_thread_is_left_alone(threads):
    with pytest.raises(TypeError):
        training.fit(*simple(), max_steps=60, on_step=lambda step, loss: 1 / "a" if step == 4 else None, progress=False)
    assert threads["set"] and threads["n"] == 4
    threads.update(n=1, set=[])
    training.fit(*simple(), max_steps=60, progress=False)
    assert threads["set"] == []


def test_a_real_ctrl_c_returns_the_history():
    """SIGINT of the operating system, in the middle of a long run, in a process of its own."""
    if sys.platform == "win32":
        pytest.skip("signals are sent differently on Windows")
    code = """
import os, signal, threading, torch
from torch import nn
from course_utils import nets, training
model = nets.mlp((5, 8, 3))
batches = training.TensorBatches(torch.randn(640, 5), torch.randint(3, (640,)))
def on_step(step, loss):
    if step == 20:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
history = training.fit(model, batches, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr=0.1),
                       epochs=10**7, on_step=on_step, progress=False)
print(history.stopped, history.steps > 20, len(history.loss) == history.steps)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["interrupted", "True", "True"], done.stderr


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_a_loss_that_is_no_number_stops_with_advice(activation, capsys):
    X, y = blobs()
    model = nets.mlp((5, 8, 3), activation=activation, seed=0)
    history = training.fit(model, training.TensorBatches(X, y, 32, generator=seeded()), nn.CrossEntropyLoss(),
                           torch.optim.SGD(model.parameters(), lr=1e38), epochs=1000)
    assert history.steps < 10 and not math.isfinite(history.loss[-1]) and all(map(math.isfinite, history.loss[:-1]))
    assert f"after step {history.steps}" in history.stopped and "10 times smaller (1e+37 instead of 1e+38)" in history.stopped
    assert history.stopped in capsys.readouterr().out


def test_on_step_can_end_the_run():
    seen = []

    def on_step(step, loss):
        seen.append((step, float(loss)))
        return step == 5

    history = training.fit(*simple(), epochs=10, on_step=on_step, progress=False)
    assert [s for s, _ in seen] == [1, 2, 3, 4, 5] and [v for _, v in seen] == history.loss
    assert history.stopped == "on_step ended the run"


class Scripted(nn.Module):
    """Its loss on the test data follows a script: the weight counts the steps."""

    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        return self.w.expand(len(x))


def test_early_stopping_ends_the_run_and_restores_the_best_weights():
    script = [5.0, 3.0, 4.0, 3.0, 3.5, 1.0]
    model = Scripted()

    def loss(out, y):
        if not model.training:
            return torch.tensor(script[round(out[0].item()) - 1])
        return -out.mean()                            # its gradient is -1: with lr 1 the weight grows by 1 a step

    stopping = training.EarlyStopping(patience=3)
    data = torch.zeros(4, 1), torch.zeros(4)
    history = training.fit(model, [data], loss, torch.optim.SGD(model.parameters(), lr=1.0), epochs=6, test=data,
                           early_stopping=stopping, progress=False)
    assert history.test_loss == script[:5] and history.steps == 5
    assert (stopping.best, stopping.best_epoch) == (3.0, 2) and model.w.item() == 2.0
    assert "the best was epoch 2" in history.stopped


@pytest.mark.parametrize(("restore", "weight"), [(True, 1.0), (False, 3.0)])
def test_early_stopping_with_and_without_restoring(restore, weight):
    model = Scripted()
    data = torch.zeros(4, 1), torch.zeros(4)
    training.fit(model, [data], lambda out, y: -out.mean() if model.training else out.mean(),
                 torch.optim.SGD(model.parameters(), lr=1.0), epochs=9, test=data, progress=False,
                 early_stopping=training.EarlyStopping(patience=2, restore=restore))
    assert model.w.item() == weight


def test_early_stopping_on_an_interrupt_keeps_the_best_too():
    model = Scripted()
    data = torch.zeros(4, 1), torch.zeros(4)

    def stop(step, loss):
        if step == 3:
            raise KeyboardInterrupt

    training.fit(model, [data], lambda out, y: -out.mean() if model.training else out.mean(),
                 torch.optim.SGD(model.parameters(), lr=1.0), epochs=9, test=data, progress=False, on_step=stop,
                 early_stopping=training.EarlyStopping(patience=5))
    assert model.w.item() == 1.0


@pytest.mark.parametrize(("change", "word"), [
    ({"batches": []}, "gave nothing"), ({"epochs": 0}, "epochs"), ({"max_steps": 0}, "max_steps"),
    ({"early_stopping": training.EarlyStopping()}, "test="),
])
def test_fit_says_what_is_missing(change, word):
    model, batches, loss, optimizer = simple()
    batches = change.pop("batches", batches)
    with pytest.raises(ValueError, match=word):
        training.fit(model, batches, loss, optimizer, progress=False, **change)


def test_errors_of_the_model_are_its_own():
    """Images fed to a linear layer: PyTorch's own message."""
    model = nets.mlp((784, 10))
    with pytest.raises(RuntimeError, match="mat1 and mat2 shapes cannot be multiplied"):
        training.fit(model, [(torch.zeros(64, 1, 28, 28), torch.zeros(64, dtype=torch.long))], nn.CrossEntropyLoss(),
                     torch.optim.SGD(model.parameters(), lr=0.1), progress=False)


def test_losses_are_read_from_the_device_in_bundles(monkeypatch):
    bundles = []
    read = loop_module._Run.read_losses
    monkeypatch.setattr(loop_module._Run, "read_losses", lambda self: (bundles.append(len(self.unread)), read(self))[1])
    training.fit(*simple(n=32 * 120), progress=False)
    assert [b for b in bundles if b] == [50, 50, 20]


def test_quiet_without_a_terminal(capfd):
    training.fit(*simple(), epochs=3, progress=True)
    training.fit(*simple(), epochs=3, progress=False)
    assert capfd.readouterr() == ("", "")


CELL = """
import torch
from torch import nn
from course_utils import nets, training
from course_utils.training import progress
progress.SHOW_AFTER = 0.0
model = nets.mlp((5, 8, 3))
batches = training.TensorBatches(torch.randn(640, 5), torch.randint(3, (640,)))
history = training.fit(model, batches, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr=0.1), epochs=20)
"""


def test_the_bar_in_a_notebook_is_gone_at_the_end():
    import nbformat
    from nbclient import NotebookClient

    from course_utils import authoring
    from course_utils.live.output import is_view

    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    NotebookClient(nb, timeout=120, kernel_name="python3").execute()
    shown = nb.cells[0].outputs
    assert [is_view(o.data) for o in shown] == [True]      # it was there
    authoring.tidy(nb)
    assert nb.cells[0].outputs == []


# measures

def test_accuracy_by_counting():
    logits = torch.tensor([[2.0, 1.0], [0.0, 3.0], [1.0, 0.0], [5.0, 6.0]])
    assert training.accuracy(nn.Identity(), logits, torch.tensor([0, 1, 1, 1])) == 0.75
    assert training.accuracy(nn.Identity(), logits, torch.tensor([0, 1, 1, 1]), batch_size=3) == 0.75


@pytest.mark.parametrize("shape", [(4,), (4, 1)])
def test_accuracy_of_one_logit_an_example(shape):
    logits = torch.tensor([-1.0, 2.0, 0.5, -3.0]).reshape(shape)
    assert training.accuracy(nn.Identity(), logits, torch.tensor([0.0, 1, 0, 0]).reshape(shape)) == 0.75


def test_accuracy_in_evaluation_mode_without_a_graph_and_the_mode_put_back():
    model = nn.Sequential(nn.Dropout(0.9), nn.Linear(5, 3))
    X, y = blobs()
    assert training.accuracy(model, X, y) == training.accuracy(model, X, y)
    assert model.training and all(p.grad is None for p in model.parameters())
    model[0].eval()
    training.accuracy(model, X, y)
    assert model.training and not model[0].training          # each part as it was


def test_mean_loss_weighs_the_smaller_last_batch():
    X, y = blobs(10)
    model, loss = nets.mlp((5, 3), seed=0), nn.CrossEntropyLoss()
    _, measured = training.measure.evaluate(model, X, y, loss, batch_size=4)
    assert measured == pytest.approx(loss(model(X), y).item(), rel=1e-5)


def test_accuracy_of_nothing_is_refused():
    with pytest.raises(ValueError, match="no examples"):
        training.accuracy(nn.Identity(), torch.zeros(0, 2), torch.zeros(0))


def test_history_in_words():
    history = training.History(loss=[2.0, 1.0], accuracy=[0.9723], seconds=1.25)
    assert repr(history) == "History(2 steps in 1.2 s, loss 2 → 1.5, test accuracy 97.2%)"


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA GPU")
def test_on_cuda_the_same_batches_and_nearly_the_same_losses():
    X, y = blobs(1000)
    runs = []
    for device in ("cpu", "cuda"):
        model = nets.mlp((5, 8, 3), seed=0).to(device)
        batches = training.TensorBatches(X, y, generator=seeded(), device=device)
        runs.append(training.fit(model, batches, nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr=0.1),
                                 epochs=3, test=(X, y), progress=False))
    assert runs[0].loss == pytest.approx(runs[1].loss, rel=1e-3)
    assert runs[0].accuracy == pytest.approx(runs[1].accuracy, abs=0.01)
