"""Scenes made of real handwriting on real photographs: digits to be found pixel by pixel, painted digits to be described."""
from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch.nn import functional as F

from ..palette import PAINTS as COLOURS
from .images import scaled
from .photos import photographs

if TYPE_CHECKING:
    from .images import ImageData

SIDE = 32                # of a scene, in pixels
CUT = 200                # photographs: training scenes show what is left of this column, test scenes what is right of it
OVER = 3                 # pixels by which a hidden digit may reach over the edge
CORNERS = ((0, 0), (0, 16), (16, 0), (16, 16), (8, 8))                               # top, left of each place of a painted digit


def hidden_digits(images: ImageData, n: int, *, train: bool = True, size: int = 28, bars: float = 0.5,
                  generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """n grey pictures with a handwritten digit each, and the masks of its ink: both (n, 1, 32, 32), float32.

    The digit, `size` pixels tall, lies in chalk on a piece of photograph; a share `bars` of the pictures also has a straight
    line of the same chalk, which is no digit. There are no ones, which such a line would be taken for. Training and
    test scenes use other digits and other parts of the photographs. mask: 1 where the digit's ink is above one half.
    """
    x, y = (images.pixels_train, images.y_train) if train else (images.pixels_test, images.y_test)
    others, draw = (y != 1).nonzero()[:, 0].cpu(), generator
    digits = F.interpolate(scaled(x[others[torch.randint(len(others), (n,), generator=draw)]].cpu()), size=(size, size), mode="area")[:, 0]
    room = SIDE + 2 * OVER - size + 1
    ink = _placed(digits, torch.randint(room, (n, 2), generator=draw), SIDE + 2 * OVER)[:, OVER:-OVER, OVER:-OVER]
    mask = (ink > 0.5).float()

    middle = (SIDE - 1) / 2
    rows, columns = torch.arange(SIDE)[:, None] - middle, torch.arange(SIDE) - middle
    angle, offset = math.pi * _uniform(n, draw), 0.7 * SIDE * (_uniform(n, draw) - 0.5)
    line = (1.7 - (columns * angle.cos() + rows * angle.sin() - offset).abs()).clamp(0, 1)      # by the distance from it
    ink = torch.maximum(ink, line * (_uniform(n, draw) < bars))

    ground = 0.5 * _patches(n, train, draw)
    chalk = ground.mean(dim=(1, 2), keepdim=True) + 0.35 + 0.15 * _uniform(n, draw)
    picture = ground + ink * (chalk - ground) + 0.03 * torch.randn(n, SIDE, SIDE, generator=draw)
    return picture.clamp(0, 1)[:, None], mask[:, None]


def painted_digits(images: ImageData, scenes: torch.Tensor, *, train: bool = True, generator: torch.Generator) -> torch.Tensor:
    """Colour pictures (n, 3, 32, 32), float32, of `scenes` (n, 3): the numbers of colour, digit and place.

    A handwritten digit, 16 pixels tall, in a paint of `palette.PAINTS`, near its place (at random by up to two pixels) on a dark
    piece of photograph. Training and test pictures use other digits and other parts of the photographs.
    """
    x, y = (images.pixels_train.cpu(), images.y_train.cpu()) if train else (images.pixels_test.cpu(), images.y_test.cpu())
    n, draw = len(scenes), generator
    colour, digit, place = scenes.cpu().T
    of_each = [(y == k).nonzero()[:, 0] for k in range(10)]
    which = torch.randint(1 << 30, (n,), generator=draw).tolist()
    chosen = x[[int(of_each[k][w % len(of_each[k])]) for k, w in zip(digit.tolist(), which, strict=True)]]
    small = F.interpolate(scaled(chosen), size=(16, 16), mode="area")[:, 0]
    corner = torch.tensor(CORNERS)[place] + torch.randint(0, 5, (n, 2), generator=draw)         # in a frame of 2 pixels
    ink = _placed(small, corner, SIDE + 4)[:, None, 2:-2, 2:-2]
    ground = 0.35 * _patches(n, train, draw)[:, None]
    paint = torch.tensor(list(COLOURS.values()))[colour][:, :, None, None] * (0.8 + 0.2 * _uniform(n, draw)[:, None])
    # ground + ink · (paint − ground) + noise, in two arrays and no more: a class of thirty does this at once
    picture = (paint - ground).mul_(ink).add_(ground)                                # (n, 3, 32, 32)
    return picture.add_(torch.randn(picture.shape, generator=draw).mul_(0.02)).clamp_(0, 1)


def _uniform(n: int, draw: torch.Generator) -> torch.Tensor:
    return torch.rand(n, 1, 1, generator=draw, dtype=torch.float32)


def _window(corners: torch.Tensor, h: int, w: int) -> tuple[torch.Tensor, ...]:
    """Indices of n windows h × w whose top left pixels are `corners` (n, 2)."""
    image = torch.arange(len(corners))[:, None, None]
    return image, (corners[:, :1] + torch.arange(h))[:, :, None], (corners[:, 1:] + torch.arange(w))[:, None, :]


def _placed(tiles: torch.Tensor, corners: torch.Tensor, side: int) -> torch.Tensor:
    """Tiles (n, h, w), each on an empty canvas (side, side) with its top left pixel at a corner (n, 2)."""
    canvas = torch.zeros(len(tiles), side, side)
    canvas[_window(corners, *tiles.shape[1:])] = tiles
    return canvas


def _patches(n: int, train: bool, draw: torch.Generator) -> torch.Tensor:
    """n grey pieces (n, 32, 32) of the photographs, each from its half for training or for testing."""
    grey = torch.stack([photo.mean(dim=0) for photo in photographs().values()])
    grey = grey[:, :, :CUT] if train else grey[:, :, CUT:]
    room = torch.tensor(grey.shape[1:]) - SIDE + 1
    corners = (torch.rand(n, 2, generator=draw, dtype=torch.float32) * room).long()
    _, rows, columns = _window(corners, SIDE, SIDE)
    return grey[torch.randint(len(grey), (n, 1, 1), generator=draw), rows, columns]
