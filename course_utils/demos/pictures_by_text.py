"""Type a caption and see which pictures fit, or choose a picture and see which captions fit."""
from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import torch

from .. import data, nets
from ..live.demo import Demo, choice, integer, log_slider, text
from ..live.guide import Step
from ..live.preset import Preset, Promise
from ..live.scene import Axes, Bars, Images, Scene
from .parts import fixed, percent

GALLERY = 60             # test pictures to search, each of another scene
TOP = 8                  # of the ranking that are shown
COLOURS, NUMBERS, PLACES = tuple(data.COLOURS), tuple(n[0] for n in data.NUMBERS), tuple(p[0] for p in data.PLACES)
WAYS = ("text → pictures", "picture → texts")


@functools.lru_cache(maxsize=1)
def gallery() -> tuple[torch.Tensor, torch.Tensor]:
    """The scenes (60, 3) and their pictures (60, 3, 32, 32), made of test digits."""
    draw = torch.Generator().manual_seed(41)
    everything = data.all_scenes()
    scenes = everything[torch.randperm(len(everything), generator=draw)[:GALLERY]]
    return scenes, data.painted_digits(data.mnist(), scenes, train=False, generator=draw)


def _numbers() -> tuple[dict[str, int], Callable[[list[str]], torch.Tensor]]:
    """A vocabulary of all captions, and a function from captions to token numbers (batch, n)."""
    words = {w for scene in data.all_scenes().tolist() for language in data.LANGUAGES for k in range(3)
             for w in data.caption_tokens(data.scene_caption(scene, language, k))}
    vocabulary = {w: n for n, w in enumerate(sorted(words), 1)}

    def encode(captions: list[str]) -> torch.Tensor:
        rows = [[vocabulary.get(w, 0) for w in data.caption_tokens(text)] for text in captions]
        longest = max(1, *map(len, rows))
        return torch.tensor([row + [0] * (longest - len(row)) for row in rows])

    return vocabulary, encode


@functools.lru_cache(maxsize=1)
def quick_encoders(updates: int = 160) -> tuple[Any, Any, Callable]:
    """Two encoders after a short training of their own, for a demo without the learner's."""
    draw = torch.Generator().manual_seed(0)
    vocabulary, encode = _numbers()
    scenes = data.all_scenes()[torch.randint(len(data.all_scenes()), (1500,), generator=draw)]
    pictures = data.painted_digits(data.mnist(), scenes, generator=draw)
    tokens = encode([data.scene_caption(s, data.LANGUAGES[k % 2], k % 3) for k, s in enumerate(scenes.tolist())])
    see, read = nets.two_encoders(len(vocabulary) + 1, generator=draw)
    with torch.enable_grad():
        optimizer = torch.optim.Adam([*see.parameters(), *read.parameters()], lr=0.005)
        for update in range(updates):
            optimizer.param_groups[0]["lr"] = 0.005 * (1 - update / updates)         # the last updates settle what the first ones found
            rows = torch.randint(len(pictures), (64,), generator=draw)
            optimizer.zero_grad()
            nets.contrastive_loss(see(pictures[rows]), read(tokens[rows])).backward()
            optimizer.step()
    return see.eval(), read.eval(), encode


@dataclass
class PicturesByText(Demo):
    """`PicturesByText(see, read, encode)` searches 60 test pictures with your encoders.

    see : pictures (n, 3, 32, 32) -> (n, size), read : token numbers (n, m) -> (n, size), rows of length 1.
    encode : list of captions -> token numbers. Without them, encoders of a short training are shown.
    typed : a caption of your own; while there is one it is asked in place of the one that the lists make.

    Taught in: 14_pictures_and_words, section 9
    """

    title: ClassVar[str] = "Pictures by text"
    uses_seed: ClassVar[bool] = False
    presets: ClassVar[dict[str, Preset]] = {
        "a caption in English": Preset({}, "A picture that fits comes first, as a rule the right one; then follow those that share the colour, the digit or the place.",
            (Promise("a red thing in the middle comes first", lambda demo: demo.scenes[demo.ranking()[0][0], ::2].tolist() == [0, 4]),)),
        "the same in Chinese": Preset({"language": "Chinese"}, "Other words, one space: the ranking is nearly the same.",
            (Promise("a red thing in the middle comes first", lambda demo: demo.scenes[demo.ranking()[0][0], ::2].tolist() == [0, 4]),)),
        "from picture to captions": Preset({"way": WAYS[1]}, "All 180 captions are ranked for one picture: the first ones have its colour and its place; the digit is hard to tell.",
            (Promise("180 captions, colour and place right in the first three", lambda demo: len(demo.ranking()[0]) == 180 and all(
                demo.everything[n][::2] == demo.scenes[demo.picture, ::2].tolist() for n in demo.ranking()[0][:3].tolist())),)),
        "a cold temperature": Preset({"temperature": 0.01}, "Shares become decided: few pictures share nearly everything. The ranking stays.",
            (Promise("three hold more than 90 %", lambda demo: demo.ranking()[2][:3].sum() > 0.9),)),
        "a warm temperature": Preset({"temperature": 1.0}, "Shares become even, although the cosines and the ranking stay what they were.",
            (Promise("the first has less than 10 %", lambda demo: demo.ranking()[2][0] < 0.1),)),
    }

    see: Any = None
    read: Any = None
    encode: Any = None
    typed: str = text("", 60, label="your own caption", help="type any caption: the ranking follows each letter; empty it to choose from the lists again",
                      shown=lambda demo: demo.asks_text)
    way: str = choice(WAYS[0], WAYS, label="search", help="which of the two is asked, and which is ranked")
    language: str = choice("English", data.LANGUAGES, help="the language of the captions", shown=lambda demo: not (demo.asks_text and demo.typed))
    colour: str = choice("red", COLOURS, help="the colour that the caption names", shown=lambda demo: demo.from_lists)
    number: str = choice("two", NUMBERS, label="digit", help="the digit that the caption names", shown=lambda demo: demo.from_lists)
    place: str = choice("in the middle", PLACES, help="the place that the caption names", shown=lambda demo: demo.from_lists)
    picture: int = integer(0, 0, GALLERY - 1, help="which test picture is asked about", shown=lambda demo: not demo.asks_text)
    temperature: float = log_slider(0.07, 0.01, 1.0, help="scores are cosines divided by it; acts on the shares only")

    guide: ClassVar[tuple[Step, ...]] = (
        Step("Choose another colour.", "Which pictures follow the first one: those of the same colour, the same digit or the same place?",
             lambda demo: demo.asks_text and demo.colour != "red",
             "Those that share something with the caption, mostly the colour or the place. The digit counts least.",
             lambda demo: demo.shared()[[0, 2]].min() > demo.shared()[1] and demo.shared()[[0, 2]].sum() >= 6, ({"colour": "yellow"},)),
        Step("Choose “the same in Chinese”.", "Does the order of the first eight change much?", lambda demo: demo.asks_text and demo.language == "Chinese",
             "Little: the same pictures lead, some change places.", lambda demo: demo.as_in_english() >= 5, ("the same in Chinese",)),
        Step("Choose “from picture to captions” and go through some pictures.", "When the first caption is wrong, which of its three parts is?",
             lambda demo: not demo.asks_text and demo.picture >= 3, "Nearly always the digit.",
             lambda demo: demo.mistakes()[1] > 5 * demo.mistakes()[[0, 2]].max(), ("from picture to captions", {"picture": 3})),
        Step("Choose “a cold temperature”, then “a warm temperature”.", "What changes, and what does not?", lambda demo: demo.temperature > 0.9,
             "The shares. Cosines and ranking stay: one number that divides all scores changes no order.",
             lambda demo: demo.ranking()[2][0] < 0.1, ("a cold temperature", "a warm temperature")),
        Step("Try combinations of colour, digit and place until the text says that no picture shows it.", "What does the ranking do then?",
             lambda demo: demo.asks_text and not demo.answered(), "It ranks all the same: there is always a first.",
             lambda demo: len(demo.ranking()[0]) == GALLERY, ({"way": WAYS[0], "colour": "green"},)),
    )

    @property
    def asks_text(self) -> bool:
        return self.way == WAYS[0]

    @property
    def from_lists(self) -> bool:
        """Whether the caption is put together from the lists."""
        return self.asks_text and not self.typed

    @torch.no_grad()
    def reset(self) -> None:
        given = (self.see, self.read, self.encode)
        if any(part is None for part in given) and any(part is not None for part in given):
            raise ValueError("Give all three, see, read and encode, or none of them.")
        see, self.reader, self.numbers = given if self.see is not None else quick_encoders()
        self.scenes, self.pictures = gallery()
        where, training = next(see.parameters()).device, see.training
        try:
            see.eval()
            self.seen = see(self.pictures.to(where)).float().cpu()
        finally:
            see.train(training)
        self.everything = data.all_scenes().tolist()
        self.captions = {language: [data.scene_caption(s, language) for s in self.everything] for language in data.LANGUAGES}
        self.texts = {language: self.vectors(captions) for language, captions in self.captions.items()}

    @torch.no_grad()
    def vectors(self, captions: list[str]) -> torch.Tensor:
        """One row of length 1 for each caption, (n, size), on the CPU."""
        where = next(self.reader.parameters()).device
        return self.reader(self.numbers(captions).to(where)).float().cpu()

    def asked(self) -> str:
        """The caption that is looked for."""
        if self.typed:
            return self.typed
        return data.scene_caption(self.named(), self.language)

    def named(self) -> tuple[int, int, int]:
        """Colour, digit and place that the controls name."""
        return COLOURS.index(self.colour), NUMBERS.index(self.number), PLACES.index(self.place)

    def answered(self) -> bool:
        """Whether a picture shows what the controls name."""
        return self.named() in map(tuple, self.scenes.tolist())

    def shared(self) -> torch.Tensor:
        """How many of the first eight pictures have the colour, the digit and the place that are named, (3,)."""
        return (self.scenes[self.ranking()[0][:TOP]] == torch.tensor(self.named())).sum(0)

    def as_in_english(self) -> int:
        """How many of the first eight pictures are among the first eight of the same caption in English."""
        english = (self.seen @ self.vectors([data.scene_caption(self.named(), "English")])[0]).argsort(descending=True)
        return len({*english[:TOP].tolist()} & {*self.ranking()[0][:TOP].tolist()})

    def mistakes(self) -> torch.Tensor:
        """For how many pictures the first caption is wrong in its colour, its digit and its place, (3,)."""
        first = (self.seen @ self.texts[self.language].T).argmax(dim=1)
        return (torch.tensor(self.everything)[first] != self.scenes).sum(0)

    def ranking(self) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Best first: the numbers of pictures or captions, their cosines, and their shares, the softmax over all."""
        cosines = (self.seen @ self.vectors([self.asked()])[0] if self.asks_text
                   else self.texts[self.language] @ self.seen[self.picture])
        order = cosines.argsort(descending=True, stable=True)
        shares = (cosines / self.temperature).softmax(0)
        return order, cosines[order], shares[order]

    def scene(self) -> Scene:
        order, cosines, shares = self.ranking()
        if self.asks_text:
            names = tuple(str(k + 1) for k in range(TOP))
            left = self._pictures(order[:TOP].tolist(), names)
        else:
            # as in the title, a still picture has no Chinese letters: the bars are named in English
            names = tuple(f"{'✔ ' if self.everything[n] == self.scenes[self.picture].tolist() else ''}{self.captions['English'][n]}" for n in order[:TOP].tolist())
            left = self._pictures([self.picture], ("asked",))
        bars = Axes(Bars(100 * shares[:TOP], names=names, horizontal=True), x="share (%)", xlim=(0, 100),
                    title="The first eight and their shares" + ("" if self.asks_text else " (✔ is true)"), width=1.0 if self.asks_text else 1.4)
        return Scene(left, bars, height=360, caption=self._caption(order, cosines, shares),
                     readouts={"first cosine": fixed(cosines[0]), "last cosine": fixed(cosines[-1])})

    def _pictures(self, which: list[int], names: tuple[str, ...]) -> Axes:
        """Pictures in the ranking's order, four in a row, each with a map of its own paint."""
        columns = min(4, len(which))
        marks = []
        for k, n in enumerate(which):
            bright = self.pictures[n].amax(dim=0)                                # (3, 32, 32) -> (32, 32)
            marks.append(Images(bright[None], x=[k % columns], y=[-1.2 * (k // columns)], size=0.94, names=(names[k],),
                                cmap=f"paint {COLOURS[int(self.scenes[n, 0])]}", vmin=0, vmax=1))
        rows = -(-len(which) // columns)
        return Axes(*marks, frame=False, legend=False, xlim=(-0.5, columns - 0.5), ylim=(0.65 - 1.2 * rows, 0.75), equal=True,
                    title=self._title(), width=1.2 if self.asks_text else 0.6)

    def _title(self) -> str:
        if not self.asks_text:
            return "The picture asked about"
        # a still picture has no Chinese letters where matplotlib's font lacks them
        return f"Best for “{self.asked()}”" if self.asked().isascii() else "The pictures that fit best"

    def _caption(self, order: torch.Tensor, cosines: torch.Tensor, shares: torch.Tensor) -> str:
        if not self.asks_text:
            true = data.scene_caption(self.scenes[self.picture], self.language)
            found = [self.captions[self.language][n] for n in order[:3].tolist()]
            return f"The picture shows: {true}. The captions that fit best: {'; '.join(found)}."
        unknown = [w for w in data.caption_tokens(self.typed) if not int(self.numbers([w]).amax())] if self.typed else []
        first = data.scene_caption(self.scenes[order[0]], self.language)
        said = f"“{self.asked()}”: first comes “{first}”, cosine {fixed(cosines[0])}, share {percent(shares[0])}."
        if unknown:
            return f"{said} Not in the vocabulary, so not read: {', '.join(unknown)}."
        return said if self.typed or self.answered() else f"{said} No picture here shows what was asked for; a ranking there is all the same."
