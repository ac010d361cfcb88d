"""Gradients of a plain ReLU classifier by the chain rule of lesson 6, without recording a graph.

`fit` uses this for the networks of lessons 6 to 8 on the CPU, where recording and replaying the graph costs as much
time as the matrix products. The gradients are the ones that autograd finds (a test compares them); every other model
or loss goes through autograd.
"""
from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def suits(model: nn.Module, loss) -> bool:
    """Is `model` [Flatten] Linear (ReLU Linear)*, with nothing attached, and `loss` the plain cross-entropy?"""
    if type(model) is not nn.Sequential or type(loss) is not nn.CrossEntropyLoss:
        return False
    if loss.weight is not None or loss.label_smoothing or loss.reduction != "mean" or loss.ignore_index != -100:
        return False
    layers = list(model)
    if layers and type(layers[0]) is nn.Flatten and (layers[0].start_dim, layers[0].end_dim) == (1, -1):
        layers = layers[1:]
    kinds = [type(layer) for layer in layers]
    if not kinds or kinds != [nn.ReLU if i % 2 else nn.Linear for i in range(len(kinds))] or kinds[-1] is nn.ReLU:
        return False
    parameters = [p for layer in layers for p in layer.parameters()]
    return (
        all(layer.bias is not None for layer in layers[::2])
        and len({id(p) for p in parameters}) == len(layers) + 1          # no layer is used twice
        and all(type(p) is nn.Parameter and p.requires_grad and p.device.type == "cpu" and p.dtype == torch.float32
                and p.is_contiguous() and not p._backward_hooks and not p._post_accumulate_grad_hooks
                for p in parameters)
        and not any(hooks for module in (loss, *model.modules()) for name, hooks in vars(module).items()
                    if name.endswith("_hooks"))
    )


class Gradients:
    """`gradients(xb, yb)` returns the mean cross-entropy and leaves its gradients in `.grad` of the parameters."""

    def __init__(self, model: nn.Sequential):
        layers = [layer for layer in model if isinstance(layer, nn.Linear)]
        self.flatten = isinstance(model[0], nn.Flatten)
        self.weights, self.biases = [layer.weight for layer in layers], [layer.bias for layer in layers]
        self.grads = [(p, torch.empty_like(p)) for layer in layers for p in (layer.weight, layer.bias)]
        self.one_hot = torch.eye(layers[-1].out_features)

    @torch.no_grad()
    def __call__(self, xb: Tensor, yb: Tensor) -> Tensor | None:
        """None if the batch has another form than (batch, inputs) and (batch,): autograd then says what is wrong."""
        x = xb.flatten(1) if self.flatten and xb.ndim > 2 else xb
        W, b, grads = self.weights, self.biases, self.grads
        n = len(x)
        if (x.ndim != 2 or x.shape[1] != W[0].shape[1] or x.dtype != torch.float32 or x.requires_grad
                or yb.ndim != 1 or yb.dtype != torch.int64 or len(yb) != n or n == 0):
            return None
        inputs = [x]                                                   # what each linear layer is given
        for k in range(len(W) - 1):
            inputs.append(torch.addmm(b[k], inputs[k], W[k].t()).relu_())
        log_p = torch.log_softmax(torch.addmm(b[-1], inputs[-1], W[-1].t()), 1)    # (batch, classes)
        loss = F.nll_loss(log_p, yb)
        g = log_p.exp_().sub_(self.one_hot.index_select(0, yb)).div_(n)            # d loss / d logits
        for k in range(len(W) - 1, -1, -1):
            (weight, dW), (bias, db) = grads[2 * k:2 * k + 2]
            weight.grad = torch.mm(g.t(), inputs[k], out=dW)           # (outputs, inputs)
            bias.grad = torch.sum(g, 0, out=db)                        # (outputs,)
            if k:                                                      # on through the layer, then through its ReLU
                g = torch.ops.aten.threshold_backward(g.mm(W[k]), inputs[k], 0)
        return loss
