"""What the parts of the engine share about one paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field

from activities.recognition.lexicon import Lexicon
from activities.recognition.names import Names
from activities.recognition.plain import Plain, plain
from activities.recognition.result import Doubt, Recognised
from activities.recognition.runs import Runs
from activities.recognition.shape import Shape
from activities.recognition.units import Units


@dataclass
class Reading:
    """A paragraph, the readers over its text, and what has been found so far.

    ``covered`` are the stretches that rows of people and units have taken; ``body_from`` is where the text behind the
    date begins.
    """

    plain: Plain
    lexicon: Lexicon
    shape: Shape
    names: Names
    units: Units
    runs: Runs
    found: Recognised
    covered: list[tuple[int, int]] = field(default_factory=list)
    body_from: int = 0

    @property
    def text(self) -> str:
        """The text the rules read."""
        return self.plain.text

    def doubt(self, name: str, at: tuple[int, int] | None, reason: str, index: int | None = None) -> None:
        """Ask the clerk about a field; ``at`` is the stretch of the text in question."""
        span = self.plain.span(*at) if at else None
        words = self.plain.words(*at) if at else ""
        self.found.unsure.append(Doubt(name, words, reason, span, index))

    @classmethod
    def of(cls, source: str, lexicon: Lexicon) -> Reading:
        """Begin to read a paragraph."""
        flat = plain(source)
        shape = Shape(flat.text)
        names = Names(flat.text, lexicon)
        units = Units(flat.text, lexicon)
        return cls(
            flat, lexicon, shape, names, units, Runs(flat.text, shape, names, units), Recognised(source)
        )
