"""How well pasted paragraphs are recognised: the real issue, and invented ones of other districts.

    python -m bench.recognition [--wrong] [--only NAME]

``--wrong`` prints what was not read as marked. The real issue is read from ../shared beside the project and skipped
where it is not there. “without roster” is the same text with nobody and nothing known beforehand. Every figure counts
over all paragraphs; people, units and places are compared by name, titles and participation over the people found.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "congress.settings")
django.setup()

from activities.recognition import Lexicon, Recognised, recognise  # noqa: E402 - after the settings
from bench._recognition import Collection, Gold, fictional, real  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "recognition.json"


@dataclass
class Score:
    """Counts over paragraphs."""

    paragraphs: int = 0
    dates: int = 0
    half_days: int = 0
    kinds: int = 0
    found: dict[str, list[int]] = field(
        default_factory=lambda: {"people": [0, 0, 0], "units": [0, 0, 0], "places": [0, 0, 0]}
    )
    titles: int = 0
    participation: int = 0
    sure: int = 0
    sure_wrong: int = 0
    similar: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def prf(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        right, given, wanted = self.found[name]
        precision = right / given if given else 1.0
        recall = right / wanted if wanted else 1.0
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def figures(self) -> dict[str, float]:
        """What goes into the results file."""
        right = self.found["people"][0] or 1
        figures: dict[str, float] = {
            "paragraphs": self.paragraphs,
            "dates_exact": self.dates,
            "half_days_exact": self.half_days,
            "kinds_exact": self.kinds,
            "person_titles": round(self.titles / right, 4),
            "participation": round(self.participation / right, 4),
            "sure_and_wrong": self.sure_wrong,
            "ms_per_paragraph": round(self.seconds / max(self.paragraphs, 1) * 1000, 2),
        }
        for name in self.found:
            precision, recall, f1 = self.prf(name)
            figures |= {
                f"{name}_precision": round(precision, 4),
                f"{name}_recall": round(recall, 4),
                f"{name}_f1": round(f1, 4),
            }
        if self.similar:
            figures["headline_similarity"] = round(sum(self.similar) / len(self.similar), 4)
        return figures


def read(gold: Gold, collection: Collection, lexicon: Lexicon) -> Recognised:
    """The one paragraph; one that came out as several counts with its first."""
    found = recognise(gold.text, year=collection.year, month=collection.month, lexicon=lexicon)
    return found[0] if found else Recognised(gold.text)


def measure(
    collections: Iterable[Collection], strip: Callable[[Lexicon], Lexicon], *, wrong: bool = False
) -> Score:
    """Read every paragraph and count."""
    score = Score()
    for collection in collections:
        lexicon = strip(collection.lexicon)
        for gold in collection.paragraphs:
            begun = time.perf_counter()
            one = read(gold, collection, lexicon)
            score.seconds += time.perf_counter() - begun
            problems = count(score, gold, one)
            if wrong and problems:
                print(f"\n{collection.name}: {gold.text}")
                print("\n".join(f"    {problem}" for problem in problems))
    return score


def count(score: Score, gold: Gold, one: Recognised) -> list[str]:
    """Add one paragraph to the counts; returns what was not as marked."""
    problems: list[str] = []
    score.paragraphs += 1
    says = one.as_json()
    asked = {(doubt.field, doubt.index) for doubt in one.unsure}
    fields = {doubt.field for doubt in one.unsure}
    for name, same, doubted in (
        ("dates", (says["start"], says["end"]) == (gold.start, gold.end), "date" in fields),
        ("half_days", says["half_day"] == gold.half_day, {"half_day", "date"} & fields),
        ("kinds", one.kind_code == gold.kind, "kind" in fields),
    ):
        setattr(score, name, getattr(score, name) + same)
        if not same:
            score.sure_wrong += not doubted
            problems.append(
                f"{name}: {says['start']} {says['end']} {says['half_day']} {one.kind_code}; "
                f"wanted {gold.start} {gold.end} {gold.half_day} {gold.kind}"
            )
    wanted = {person.name: person for person in gold.people}
    got = [person.name for person in one.people]
    problems += tally(score, "people", got, list(wanted), asked)
    problems += tally(score, "units", [unit.name for unit in one.units], gold.units, asked)
    problems += tally(score, "places", [place.name for place in one.places], gold.places, asked)
    for person in one.people:
        marked = wanted.get(person.name)
        if marked is None:
            continue
        score.titles += person.title == marked.title
        score.participation += person.participation == marked.participation
        if person.title != marked.title:
            problems.append(f"title of {person.name}: {person.title!r}; wanted {marked.title!r}")
        if person.participation != marked.participation:
            problems.append(
                f"participation of {person.name}: {person.participation!r}; wanted {marked.participation!r}"
            )
    if gold.title:
        score.similar.append(likeness(one.title, gold.title))
    return problems


def tally(
    score: Score, name: str, got: list[str], wanted: list[str], asked: set[tuple[str, int | None]]
) -> list[str]:
    """Count names found, given and wanted; a wrong one that no question stands at counts as sure and wrong."""
    right = len(set(got) & set(wanted))
    for index, total in enumerate((right, len(set(got)), len(set(wanted)))):
        score.found[name][index] += total
    extra = [one for one in got if one not in wanted]
    score.sure_wrong += sum((name, got.index(one)) not in asked for one in extra)
    missing = [one for one in wanted if one not in got]
    return [f"{name}: extra {extra}, missing {missing}"] if extra or missing else []


def likeness(one: str, other: str) -> float:
    """Share of character pairs that two titles have in common (Dice)."""
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other)]
    return 2 * len(pairs[0] & pairs[1]) / max(len(pairs[0]) + len(pairs[1]), 1)


def table(scores: dict[str, Score]) -> None:
    """One column per text, one row per field."""
    print(f"{'':28}" + "".join(f"{name:>26}" for name in scores))
    rows: list[tuple[str, Callable[[Score], str]]] = [
        ("dates exact", lambda s: f"{s.dates}/{s.paragraphs}"),
        ("half-days exact", lambda s: f"{s.half_days}/{s.paragraphs}"),
        ("kinds exact", lambda s: f"{s.kinds}/{s.paragraphs}"),
        *((f"{name} P / R / F1", partial(_three, name)) for name in ("people", "units", "places")),
        ("titles as printed", lambda s: f"{s.titles}/{s.found['people'][0]}"),
        ("participation as marked", lambda s: f"{s.participation}/{s.found['people'][0]}"),
        ("wrong without a question", lambda s: str(s.sure_wrong)),
        ("ms per paragraph", lambda s: f"{s.seconds / max(s.paragraphs, 1) * 1000:.1f}"),
    ]
    for name, show in rows:
        print(f"{name:28}" + "".join(f"{show(score):>26}" for score in scores.values()))


def _three(name: str, score: Score) -> str:
    return " / ".join(f"{value:.3f}" for value in score.prf(name))


def headlines(issue: Collection) -> None:
    """Proposed titles beside the printed ones."""
    print("\nTitles of the real issue: proposed | printed")
    for gold in issue.paragraphs:
        print(f"  {read(gold, issue, issue.lexicon).title}  |  {gold.title}")


def nobody(lexicon: Lexicon) -> Lexicon:
    """The same kinds, nobody and nothing else known."""
    return replace(lexicon, people=(), organs=())


def main() -> None:
    """Measure, print, write the results."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--wrong", action="store_true", help="print what was not read as marked")
    parser.add_argument(
        "--only", default="", help="only this text: real, or the name of a file in recognition_texts"
    )
    options = parser.parse_args()
    issue = real()
    invented = [one for one in fictional() if options.only in ("", one.name)]
    scores: dict[str, Score] = {}
    if options.only in ("", "real"):
        if issue is None:
            print("The real issue is not at hand (../shared/real); its columns are left out.\n")
        else:
            scores["real"] = measure([issue], lambda lexicon: lexicon, wrong=options.wrong)
            scores["real, without roster"] = measure([issue], nobody, wrong=options.wrong)
    if invented:
        scores["fictional"] = measure(invented, lambda lexicon: lexicon, wrong=options.wrong)
        scores["fictional, without roster"] = measure(invented, nobody)
    if options.wrong:
        print()
    table(scores)
    if issue and "real" in scores:
        headlines(issue)
    if not options.only:
        names = {"real, without roster": "real_no_roster", "fictional, without roster": "fictional_no_roster"}
        figures = {
            f"recognition.{names.get(name, name)}.{figure}": value
            for name, score in scores.items()
            for figure, value in score.figures().items()
        }
        RESULTS.write_text(
            json.dumps({"figures": figures}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
