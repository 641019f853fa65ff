"""The public version of a suggestion and its replies, worked out from the originals and what the clerk chose."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from congress.web import masking
from congress.web.masking import NEVER_PUBLIC, Secret
from suggestions.enums import LIVE_STATES, REPLYING_PARTS
from suggestions.models import Reply, Submission, Suggestion


@dataclass(frozen=True)
class Choices:
    """What the clerk marked (``words``), left as written (``left``), and ticked of the deputy's verdict."""

    words: tuple[masking.Hidden, ...] = ()
    left: frozenset[str] = frozenset()
    verdict: bool = False
    said: bool = False


@dataclass(frozen=True)
class Passage:
    """One text, original and public side by side."""

    label: str
    original: str
    pieces: list[masking.Piece]

    @property
    def public(self) -> str:
        """What everybody reads."""
        return masking.public(self.pieces)

    @property
    def hidden(self) -> int:
        """How many places are hidden."""
        return sum(bool(piece.secret) for piece in self.pieces)


@dataclass(frozen=True)
class ReplyDraft:
    """One reply; ``text`` is nothing where it is not public. ``said`` are the deputy's words on it, when shown."""

    reply: Reply
    text: Passage | None
    verdict: str = ""
    said: Passage | None = None


@dataclass(frozen=True)
class Source:
    """The originals: what was submitted last, and the replies of the last round."""

    submission: Submission
    replies: list[Reply]

    @property
    def texts(self) -> list[str]:
        """Everything that might be shown."""
        own = [self.submission.title, self.submission.situation, self.submission.proposal]
        for reply in self.replies:
            if reply.public:
                own += [reply.text, *([reply.evaluation.words] if hasattr(reply, "evaluation") else [])]
        return own

    @property
    def proposed(self) -> dict[str, Secret]:
        """Findings the clerk may leave, as written, each once."""
        pairs = (pair for text in self.texts for pair in masking.found(text))
        return {written: secret for written, secret in pairs if secret not in NEVER_PUBLIC}


@dataclass(frozen=True)
class Draft:
    """The whole public version before it is released."""

    title: Passage
    situation: Passage
    proposal: Passage
    replies: list[ReplyDraft] = field(default_factory=list)

    @property
    def passages(self) -> Iterator[Passage]:
        """Every text that would be shown."""
        yield from (self.title, self.situation, self.proposal)
        for draft in self.replies:
            yield from (one for one in (draft.text, draft.said) if one is not None)

    @property
    def hidden(self) -> int:
        """How many places are hidden."""
        return sum(passage.hidden for passage in self.passages)

    @property
    def leaks(self) -> list[str]:
        """Numbers that are still there, each with the text it stands in; a draft that has any is not released."""
        return [
            f"“{passage.label}”里还有{leak}"
            for passage in self.passages
            for leak in masking.leaks(passage.public)
        ]

    @property
    def digest(self) -> str:
        """Names exactly this version, so that nothing is released that was not seen."""
        seen = [f"{passage.label}\n{passage.public}" for passage in self.passages]
        seen += [draft.verdict for draft in self.replies]
        return hashlib.sha256("\0".join(seen).encode()).hexdigest()[:32]


def source_of(row: Suggestion) -> Source:
    """The originals of a suggestion that was answered (2 queries)."""
    rows = Reply.objects.filter(
        handling__suggestion=row,
        handling__round=row.round,
        handling__state__in=LIVE_STATES,
        handling__part__in=REPLYING_PARTS,
        category__isnull=False,
    )
    replies = rows.select_related("handling__organ", "category", "evaluation").order_by("handling_id")
    return Source(row.submissions.order_by("-order")[0], list(replies))


def draft_of(source: Source, choices: Choices) -> Draft:
    """The public version with what the clerk chose."""

    def passage(label: str, text: str) -> Passage:
        return Passage(label, text, masking.pieces(text, choices.words, choices.left))

    def reply_draft(reply: Reply) -> ReplyDraft:
        unit = reply.handling.organ_name
        if not reply.public:
            return ReplyDraft(reply, None)
        given = getattr(reply, "evaluation", None)
        verdict, said = "", None
        if given is not None and choices.verdict:
            verdict = f"办理态度{given.get_attitude_display()}，办理结果{given.get_result_display()}"
        if given is not None and choices.said and given.words:
            said = passage(f"代表对{unit}答复的意见", given.words)
        return ReplyDraft(reply, passage(f"{unit}的答复", reply.text), verdict, said)

    submission = source.submission
    return Draft(
        passage("案由", submission.title),
        passage("情况", submission.situation),
        passage("建议", submission.proposal),
        [reply_draft(reply) for reply in source.replies],
    )
