"""Captions of painted scenes, in English and in Chinese, by a grammar of three sentences each."""
from __future__ import annotations

from collections.abc import Sequence

import torch

from .scenes import COLOURS

LANGUAGES = ("English", "Chinese")
DIGITS = 6               # zero to five: ten would need a longer training than a lesson has
NUMBERS = (("zero", "零"), ("one", "一"), ("two", "二"), ("three", "三"), ("four", "四"), ("five", "五"))
CHINESE_COLOURS = ("红", "黄", "绿", "蓝", "紫", "白")
PLACES = (("at the top left", "左上角"), ("at the top right", "右上角"), ("at the bottom left", "左下角"),
          ("at the bottom right", "右下角"), ("in the middle", "中间"))
SENTENCES = (("a {colour} {digit} {place}", "{place} a {colour} {digit}", "there is a {colour} {digit} {place}"),
             ("{place}有个{colour}色的{digit}", "{colour}色的{digit}在{place}", "{place}写着{colour}色的{digit}"))


def all_scenes() -> torch.Tensor:
    """Every scene there is: (180, 3) int64, the numbers of colour, digit and place."""
    return torch.cartesian_prod(torch.arange(len(COLOURS)), torch.arange(DIGITS), torch.arange(len(PLACES)))


def scene_caption(scene: Sequence[int], language: str = "English", sentence: int = 0) -> str:
    """What `scene` (colour, digit, place) shows, in one of the grammar's three sentences: "a red three at the top left".

    Raises ValueError for another language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, not {language!r}.")
    colour, digit, place = map(int, scene)
    k = LANGUAGES.index(language)
    colours = (tuple(COLOURS), CHINESE_COLOURS)[k]
    return SENTENCES[k][sentence].format(colour=colours[colour], digit=NUMBERS[digit][k], place=PLACES[place][k])


def caption_tokens(text: str) -> list[str]:
    """English: its words. Chinese, which has no blanks between words: its characters."""
    return text.split() if text.isascii() else list(text)
