"""The live demos' headless twins, one module each; every name is loaded when first used."""
from __future__ import annotations

import importlib

_HOME: dict[str, str] = {
    "Broadcasting": "broadcasting", "CurveGradient": "curve_gradient", "DataScarcity": "data_scarcity",
    "FirstSlider": "first", "FitByHand": "fit_by_hand", "DescentOnCurve": "descent", "RegressionLive": "regression",
    "Playground": "playground", "MnistLab": "mnist_lab",
    "ActivationExplorer": "activation_explorer", "GradientDepth": "gradient_depth",
    "GateByHand": "gate", "PerceptronRule": "perceptron_rule", "LogisticLive": "logistic",
    "BackpropGraph": "backprop_graph", "OptimizerRace": "optimizer_race",
    "SoftmaxTemperature": "softmax_temperature", "FocalLoss": "focal_loss",
    "WordMap": "word_map", "MemoryLab": "memory_lab", "NameMaker": "name_maker",
    "WordNeighbours": "word_neighbours",
    "PolynomialFit": "polynomial_fit", "Regularisation": "regularisation",
}
__all__ = list(_HOME)


def __getattr__(name: str):
    if name in _HOME:
        return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
