"""Everything the page of one suggestion shows, read in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from congress.accounts.models import User
from congress.web import dates
from congress.web.clock import clock as clock_words
from congress.web.parts import Basis
from suggestions.enums import (
    ANSWER_CLOCKS,
    ClockKind,
    CommitmentState,
    ContactStage,
    ExtensionState,
    HandlingState,
    Part,
    State,
)
from suggestions.models import (
    Clock,
    Commitment,
    Contact,
    Cosigner,
    Evaluation,
    Extension,
    Handling,
    MatterSuggestion,
    Reply,
    Step,
    Submission,
    Suggestion,
    SuggestionQuerySet,
)
from suggestions.showing import PART_SHAPES
from suggestions.unit.basis import basis_of
from suggestions.workflow import OFFICE

_NOT_YET = {
    HandlingState.ASSIGNED: "未签收",
    HandlingState.RETURN_ASKED: "申请退办，未决定",
}


@dataclass
class PartShown:
    """One unit's part: its contacts, the time limit that counts now, its reply with what the deputy said to it."""

    part: Handling
    contacts: list[Contact]
    clocks: list[Clock]
    asked: Extension | None = None
    reply: Reply | None = None
    evaluation: Evaluation | None = None
    commitment: Commitment | None = None

    @property
    def clock(self) -> Clock | None:
        """The nearest limit that runs; after the answer the one it was given within."""
        running = [one for one in self.clocks if one.stopped_on is None and one.kind != ClockKind.FOLLOW_UP]
        if running:
            return min(running, key=lambda one: one.due_on)
        given = [one for one in self.clocks if one.kind in ANSWER_CLOCKS and one.met]
        return given[-1] if given else None

    @property
    def basis(self) -> Basis | None:
        """Where that limit comes from and how it was counted."""
        return basis_today(self.clock) if self.clock else None

    @property
    def answer_clock(self) -> Clock | None:
        """The limit of the answer, while an earlier one, to sign, still runs before it."""
        running = [one for one in self.clocks if one.stopped_on is None and one.kind in ANSWER_CLOCKS]
        return running[0] if running and running[0] != self.clock else None

    @property
    def answer_basis(self) -> Basis | None:
        """Where the limit of the answer comes from."""
        return basis_today(self.answer_clock) if self.answer_clock else None

    @property
    def is_late(self) -> bool:
        """Whether the limit is past and nothing came."""
        clock = self.clock
        return clock is not None and clock.stopped_on is None and clock.due_on < timezone.localdate()

    @property
    def state(self) -> tuple[str, str]:
        """Shape and word of its state; what is late says what is missing."""
        part = self.part
        if self.is_late and part.is_live:
            missing = "未提协办意见" if part.part == Part.CO else "未答复"
            return "late", _NOT_YET.get(HandlingState(part.state), missing)
        if part.state == HandlingState.ANSWERED and part.part == Part.CO:
            return "done", "已提协办意见"
        return PART_SHAPES[part.state], str(part.get_state_display())

    @property
    def contacted(self) -> str:
        """办前 1、办中 2 次; what the deputy denied is not counted."""
        counted = Counter(contact.stage for contact in self.contacts if contact.counts)
        words = [
            f"{ContactStage(stage).label[:2]} {counted[stage]}" for stage in ContactStage if counted[stage]
        ]
        return f"{'、'.join(words)} 次" if words else ""

    @property
    def denied(self) -> int:
        """Contacts the deputy did not confirm as they were recorded."""
        return sum(not contact.counts for contact in self.contacts)


@dataclass
class Record:
    """A suggestion with everything around it."""

    row: Suggestion
    parts: list[PartShown]
    clock: Clock | None
    steps: list[Step]
    cosigners: list[Cosigner]
    submissions: list[Submission]
    commitments: list[Commitment] = field(default_factory=list)
    #: What citizens said whose matters are behind it, apart from the deputy's verdict (R222).
    citizens: list[MatterSuggestion] = field(default_factory=list)

    @property
    def now(self) -> list[PartShown]:
        """Parts of the present round, those taken from a unit at the end."""
        own = [shown for shown in self.parts if shown.part.round == self.row.round]
        return sorted(own, key=lambda shown: not shown.part.is_live)

    @property
    def live(self) -> list[PartShown]:
        """Parts of the present round that were not taken from their units."""
        return [shown for shown in self.now if shown.part.is_live]

    @property
    def busy(self) -> list[PartShown]:
        """Parts whose units still owe something."""
        return [shown for shown in self.live if shown.part.state != HandlingState.ANSWERED]

    @property
    def shape(self) -> str:
        """1 个主办，2 个协办, or 3 个单位分办."""
        counted = Counter(shown.part.part for shown in self.live)
        words = [f"{counted[part]} 个{Part(part).label}" for part in Part if counted[part]]
        return "，".join(words)

    @property
    def rounds(self) -> list[tuple[int, list[PartShown]]]:
        """Rounds that have replies or opinions, the newest first; the old ones are kept."""
        numbers = sorted({shown.part.round for shown in self.parts if shown.reply}, reverse=True)
        return [
            (number, [shown for shown in self.parts if shown.part.round == number and shown.reply])
            for number in numbers
        ]

    @property
    def submission(self) -> Submission | None:
        """What was submitted last, word for word."""
        return self.submissions[-1] if self.submissions else None

    @property
    def basis(self) -> Basis | None:
        """Where the limit of the suggestion itself comes from."""
        return basis_today(self.clock) if self.clock else None


def at_own_gate(user: User) -> SuggestionQuerySet:
    """What waits at the user's own gate: a town's own are the town's, though the office may step in."""
    rows = Suggestion.objects.kept_by(user)
    return rows.filter(gate__parent__isnull=True) if user.has_role(*OFFICE) else rows


def page_rows(rows: SuggestionQuerySet) -> SuggestionQuerySet:
    """With what the head and the facts of the page name."""
    return rows.select_related(
        "lead__person",
        "lead__constituency",
        "area",
        "gate",
        "category__parent",
        "committee",
        "session__term",
        "merged_into",
    ).prefetch_related("priorities", "campaigns", "photos", "files", "merged")


def record_of(row: Suggestion) -> Record:
    """The record of a row of :func:`page_rows` (9 queries, however many units)."""
    clocks = list(Clock.objects.filter(suggestion=row).order_by("id"))
    handlings = (
        Handling.objects.filter(suggestion=row)
        .select_related(
            "organ",
            "leader",
            "replaces",
            "proposed_unit",
            "reply_given__category",
            "reply_given__evaluation__entered_by",
            "reply_given__commitment",
        )
        .prefetch_related(
            Prefetch("contacts", Contact.objects.order_by("on", "id")),
            Prefetch(
                "extensions", Extension.objects.filter(state=ExtensionState.ASKED), to_attr="asked_extensions"
            ),
            "reply_given__files",
        )
    )
    parts = [_shown(part, clocks) for part in handlings.order_by("round", "id")]
    running = [clock for clock in clocks if clock.handling_id is None and clock.stopped_on is None]
    cosigners = Cosigner.objects.filter(suggestion=row).select_related("deputyship__person")
    return Record(
        row=row,
        parts=parts,
        clock=min(running, key=lambda clock: clock.due_on, default=None),
        steps=list(Step.objects.filter(suggestion=row)),
        cosigners=list(cosigners),
        submissions=list(Submission.objects.filter(suggestion=row)),
        commitments=[shown.commitment for shown in parts if shown.commitment],
        citizens=list(_citizens(row)),
    )


def _citizens(row: Suggestion) -> QuerySet[MatterSuggestion]:
    """Verdicts on the suggestion and on those merged into it."""
    links = MatterSuggestion.objects.filter(Q(suggestion=row) | Q(suggestion__merged_into=row))
    return links.exclude(reply_rating="", deed_rating="").order_by("pk")


def _shown(part: Handling, clocks: Iterable[Clock]) -> PartShown:
    reply: Reply | None = getattr(part, "reply_given", None)
    asked: Sequence[Extension] = part.asked_extensions  # type: ignore[attr-defined]  # of record_of
    return PartShown(
        part=part,
        contacts=list(part.contacts.all()),
        clocks=[clock for clock in clocks if clock.handling_id == part.pk],
        asked=asked[0] if asked else None,
        reply=reply,
        evaluation=getattr(reply, "evaluation", None),
        commitment=getattr(reply, "commitment", None),
    )


def basis_today(clock: Clock) -> Basis:
    """The basis of a limit, and how it stands today while it runs."""
    basis = basis_of(clock)
    if clock.stopped_on is not None:
        return basis
    today: date = timezone.localdate()
    left = clock_words(clock.due_on).words
    return replace(basis, lines=(*basis.lines, (f"今天 {dates.day(today)}", left)))


@dataclass(frozen=True)
class Waiting:
    """Who is waited for and what for, a word more where it helps, and until when."""

    title: str = ""
    note: str = ""
    due: date | None = None

    @property
    def line(self) -> str:
        """等待区住房城乡建设局答复，还有 3 个工作日."""
        left = clock_words(self.due).words if self.due else ""
        return "，".join(part for part in (self.title, left) if part)


def waiting_for(record: Record) -> Waiting:
    """Who is waited for; an empty answer when nobody is."""
    row = record.row
    lead, office = row.lead.person.name, "办公室" if row.gate.parent_id is None else f"{row.gate.name}人大"
    lines = {
        State.DRAFT: (f"等待{lead}代表提交", ""),
        State.SUBMITTED: (f"等待{office}审核", "核对形式、重复和职责，通过后编号"),
        State.RETURNED: (f"等待{lead}代表补充修改", row.reason),
        State.REGISTERED: (f"等待{office}交办", ""),
        State.REPLIED: (f"等待{lead}代表评价", ""),
        State.STUDY: ("等待联合研究有结论", "由人大有关委室会同政府研究"),
        State.EVALUATED: (f"等待{office}核查销号", ""),
    }
    if row.state == State.HANDLING:
        return _units_waited_for(record.busy, office)
    if row.state == State.CLOSED:
        promised = [one for one in record.commitments if one.state == CommitmentState.REPORTED]
        return Waiting(f"等待{office}核实承诺事项", promised[0].what) if promised else Waiting()
    if row.state not in lines:
        return Waiting()
    title, note = lines[State(row.state)]
    return Waiting(title, note, row.due_on)


def _units_waited_for(busy: Sequence[PartShown], office: str) -> Waiting:
    returns = [shown for shown in busy if shown.part.state == HandlingState.RETURN_ASKED]
    if returns:
        names = "、".join(shown.part.organ_name for shown in returns)
        return Waiting(f"等待{office}决定退办申请", names, _nearest(returns))
    replying = [shown for shown in busy if shown.part.replies] or list(busy)
    if not replying:
        return Waiting()
    names = "、".join(shown.part.organ_name for shown in replying)
    if all(shown.part.state == HandlingState.ASSIGNED for shown in replying):
        return Waiting(f"等待{names}签收", "", _nearest(replying))
    missing = sorted({word for shown in replying for word in _missing(shown)})
    notes = [f"须先有{'和'.join(missing)}的记录，再答复"] if missing else []
    late = [shown.part.organ_name for shown in busy if shown not in replying and shown.is_late]
    if late:
        notes.append(f"{'、'.join(late)}逾期未提协办意见")
    return Waiting(f"等待{names}答复", "；".join(notes), _nearest(replying))


def _nearest(parts: Iterable[PartShown]) -> date | None:
    return min((shown.clock.due_on for shown in parts if shown.clock), default=None)


def _missing(shown: PartShown) -> list[str]:
    have = {contact.stage for contact in shown.contacts if contact.counts}
    if not shown.part.replies or shown.part.state != HandlingState.ACCEPTED:
        return []
    needed = (ContactStage.BEFORE, ContactStage.DURING)
    return [str(stage.label) for stage in needed if stage not in have]
