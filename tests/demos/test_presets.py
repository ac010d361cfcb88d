"""What the presets' comments claim, for the demos whose own tests do not say it already."""
import numpy as np
import pytest
import torch

from course_utils import demos


def at(kind, name, steps=0):
    """The demo at a preset after some steps, or where it stopped."""
    demo = getattr(demos, kind)(device="cpu", **getattr(demos, kind).presets[name].settings)
    for _ in range(steps):
        if demo.step():
            break
    return demo


def test_broadcasting():
    assert at("Broadcasting", "one number for all").result().shape == at("Broadcasting", "a row for every row").result().shape == (3, 4)
    table = at("Broadcasting", "column meets row")
    assert table.result().shape == (3, 4)
    wrong = at("Broadcasting", "does not fit")
    assert wrong.result() is None
    wrong.b_columns = 4                       # the single slider that repairs it
    assert wrong.result() is not None


def test_curve_gradient():
    coarse, good, small = (at("CurveGradient", name) for name in ("a coarse step", "a good step", "too small a step"))
    assert float(coarse.difference(coarse.h)) > coarse.slope() + 1
    errors = (good.difference(good.steps).double() - good.slope()).abs()
    assert abs(float(good.difference(good.h)) - good.slope()) < 0.01 and float(errors.min()) > 1e-5
    assert float(small.difference(small.h)) == 0
    corner = at("CurveGradient", "the corner")
    assert corner.slope() == 0 and float(corner.difference(corner.h)) == pytest.approx(1)


@pytest.fixture(scope="module")
def scarcity():
    """Preset -> {number of examples: accuracy}."""
    return {name: dict(at("DataScarcity", name, 400).measured) for name in demos.DataScarcity.presets}


def test_data_scarcity(scarcity):
    small, linear, wide, few = (scarcity[n] for n in ("a small network", "no hidden layer", "a wide network", "too few updates"))
    assert small[10] > 0.15 and small[100] - small[10] > small[1000] - small[100] > 0
    assert all(abs(linear[n] - small[n]) < 0.12 for n in small)
    assert wide[10] < small[100] and few[1000] < small[1000] - 0.05


def test_activation_explorer():
    def readout(name, key):
        return float(at("ActivationExplorer", name).scene().readouts[key].replace("−", "-").removesuffix(" %"))

    assert readout("sigmoid", "slope") == 0.25
    assert readout("sigmoid, saturated", "slope") < 0.03 and readout("sigmoid, saturated", "standard deviation out") > 0.3
    assert readout("dying ReLU", "slope below 0.01") > 99 and readout("dying ReLU", "mean out") < 0.01
    assert abs(readout("SELU", "mean out")) < 0.05 and abs(readout("SELU", "standard deviation out") - 1) < 0.05


def test_gradient_depth():
    first, spreads = ({n: get(at("GradientDepth", n)) for n in demos.GradientDepth.presets} for get in
                      (lambda d: float(d.norms[0]), lambda d: d.spreads))
    assert first["sigmoid vanishes"] ** (1 / 19) == pytest.approx(0.25, abs=0.04)
    assert 0.1 < first["tanh with LeCun"] < 0.4 and 0.2 < first["ReLU with He"] < 5
    assert first["explodes"] > 1e6 and float(spreads["explodes"][-1]) > 1e6
    assert float(spreads["SELU with LeCun"].min()) > 0.7 and float(spreads["SELU with LeCun"].max()) < 1.4


def test_gate():
    right = {name: (at("GateByHand", name).outputs() == np.array(want)).sum() for name, want in
             {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "NAND": (1, 1, 1, 0), "XOR, as far as it goes": (0, 1, 1, 0)}.items()}
    assert right == {"AND": 4, "OR": 4, "NAND": 4, "XOR, as far as it goes": 3}


def test_perceptron_rule():
    stops, circles, easy, never = (at("PerceptronRule", name, 400) for name in ("AND", "XOR", "wide gap", "overlapping"))
    assert stops.history[-1] == easy.history[-1] == 0 and len(stops.history) <= 10 and easy.updates <= 6
    assert not circles.separable and min(circles.history) > 0 and not never.separable and min(never.history) > 0


def test_logistic():
    settled, overlap, fast, lost = (at("LogisticLive", name, 150) for name in ("two clouds", "overlap", "too fast", "XOR"))

    def doubtful(demo):
        p = torch.sigmoid(demo.logits(demo.X))
        return ((p > 0.2) & (p < 0.8)).float().mean().item()

    assert settled.loss < 0.1 and doubtful(settled) < 0.05 < 0.15 < doubtful(overlap)
    before = overlap.confusion()
    overlap.threshold = 0.2
    assert overlap.confusion()["fn"] < before["fn"] and overlap.confusion()["fp"] > before["fp"]
    assert (np.diff(fast.losses[0]) > 0.2).sum() > 20 and lost.loss == pytest.approx(0.693, abs=0.01)


def test_backprop_graph():
    saturated = at("BackpropGraph", "saturated")
    value = saturated.values()
    assert value["L"] > 0.99 and abs(saturated.gradients(value)["w"]) < 0.01 and saturated.locals(value)["z", "a"] < 0.001
    paths = at("BackpropGraph", "two paths")
    assert sum(parent == "w" for parent, _ in paths.locals(paths.values())) == 2
    deep = at("BackpropGraph", "two layers")
    grad = deep.gradients(deep.values())
    assert abs(grad["u"]) < abs(grad["z"]) < abs(grad["d"])


def test_optimizer_race():
    slow = at("OptimizerRace", "small steps", 60)
    assert slow.racers["momentum"]["loss"] < 0.5 * slow.racers["SGD"]["loss"]
    edge = at("OptimizerRace", "at the edge", 20)
    q = edge.racers["SGD"]["path"][1]
    assert (q[1:15] * q[:14] < 0).all() and not edge.out
    assert set(at("OptimizerRace", "too large", 60).out) == {"SGD"}
    flat = at("OptimizerRace", "saddle", 20)
    assert abs(flat.racers["SGD"]["path"][0][-1]) < 0.7 and flat.racers["RMSprop"]["loss"] < -0.4
    network = at("OptimizerRace", "network", 100)
    assert max(network.racers, key=lambda name: network.racers[name]["loss"]) == "SGD"


def test_softmax_and_focal_loss():
    said = {name: at("SoftmaxTemperature", name).scene().caption for name in demos.SoftmaxTemperature.presets}
    assert "argmax" in said["cold"] and "uniform" in said["hot"] and "cat 50.0 %, dog 50.0 %" in said["a tie"]
    shares = {name: at("FocalLoss", name).scene().axes[2].marks[0].heights for name in demos.FocalLoss.presets}
    assert shares["cross-entropy"][1] < 50 < shares["γ = 2, the paper's choice"][1] < shares["γ = 5"][1]
    weights = at("FocalLoss", "γ = 2, the paper's choice").scene().axes[1].marks[0].heights
    assert weights.tolist() == pytest.approx([0.01, 0.81])
