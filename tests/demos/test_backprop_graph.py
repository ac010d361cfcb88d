"""Backprop through a graph: values and gradients against PyTorch's autograd, one node a step."""
import itertools

import pytest
import torch

from course_utils.demos import BackpropGraph
from course_utils.demos.backprop_graph import GRAPHS

FORMULAS = {
    "one neuron": lambda x, w, b, v, y: (torch.sigmoid(x * w + b) - y) ** 2,
    "two paths": lambda x, w, b, v, y: (x * w) * (w + b),
    "two layers": lambda x, w, b, v, y: (torch.sigmoid(torch.sigmoid(x * w) * v) - y) ** 2,
}


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("x, w", list(itertools.product((-3.0, 0.4, 3.0), (-3.0, 1.1))))
def test_values_and_gradients_equal_autograd(graph, x, w):
    demo = BackpropGraph(graph=graph, x=x, w=w, b=-0.7, v=1.3, y=0.2)
    leaves = {name: torch.tensor(getattr(demo, name), dtype=torch.float64, requires_grad=True) for name in "xwbvy"}
    loss = FORMULAS[graph](**leaves)
    loss.backward()
    value = demo.values()
    assert value["L"] == pytest.approx(loss.item(), abs=1e-12)
    grad = demo.gradients(value)
    for name, leaf in leaves.items():
        if name in GRAPHS[graph] and not GRAPHS[graph][name].parents:
            assert grad[name] == pytest.approx(leaf.grad.item(), abs=1e-12)


@pytest.mark.parametrize("graph", GRAPHS)
def test_inner_gradients_equal_finite_differences(graph):
    demo = BackpropGraph(graph=graph, x=0.7, w=-1.2, b=0.5, v=1.5, y=1.0)
    value, nodes, h = demo.values(), GRAPHS[graph], 1e-6
    grad = demo.gradients(value)
    for moved in demo.computed:
        ends = []
        for d in (h, -h):
            v = dict(value)
            v[moved] += d
            for name in list(nodes)[list(nodes).index(moved) + 1:]:
                if nodes[name].parents:
                    v[name] = nodes[name].value(*(v[p] for p in nodes[name].parents))
            ends.append(v["L"])
        assert grad[moved] == pytest.approx((ends[0] - ends[1]) / (2 * h), abs=1e-6)


@pytest.mark.parametrize("graph", GRAPHS)
def test_one_node_a_step_forward_then_backward(graph):
    demo, captions = BackpropGraph(graph=graph), []
    for k in range(demo.total):
        message = demo.step()
        captions.append(demo.scene().caption)
        assert (message is not None) == (k == demo.total - 1)
    n = len(demo.computed)
    assert all(c.startswith("Forward") for c in captions[:n]) and all(c.startswith("Backward") for c in captions[n:])
    assert demo.order[0] == "L" and len(set(demo.order)) == len(demo.nodes)
    assert demo.step() and demo.done == demo.total             # one step too many changes nothing


def test_every_node_comes_after_its_parents():
    for nodes in GRAPHS.values():
        names = list(nodes)
        assert names[-1] == "L"
        assert all(names.index(p) < names.index(n) for n in names for p in nodes[n].parents)


def test_two_paths_add():
    demo = BackpropGraph(**BackpropGraph.presets["two paths"].settings)
    grad = demo.gradients(demo.values())
    assert grad["w"] == grad["u"] * demo.x + grad["v"]
    demo.set(everything=False)
    for _ in range(demo.total - 2):
        demo.step()
    while "∂L/∂w =" not in demo.scene().caption:
        demo.step()
    assert "Two paths" in demo.scene().caption


def test_a_slider_moves_numbers_and_keeps_the_place():
    demo = BackpropGraph()
    for _ in range(6):
        demo.step()
    assert demo.set(x=-2.0) is False and demo.done == 6


def test_a_slider_is_shown_where_it_sets_a_node():
    shown = {graph: {name for name, control in BackpropGraph.controls().items() if name in "xwbvy" and (control.shown is None or control.shown(BackpropGraph(graph=graph)))}
             for graph in GRAPHS}
    assert shown == {"one neuron": set("xwby"), "two paths": set("xwb"), "two layers": set("xwvy")}


def test_a_derivative_near_0_is_not_written_as_0():
    demo = BackpropGraph(**BackpropGraph.presets["saturated"].settings)
    assert any(getattr(m, "text", "") == "×0.000335" for m in demo.scene().axes[0].marks)
