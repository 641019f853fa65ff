"""Import with a preview, on the organ register: every step as a clerk goes through it, and every fault."""

import errno
import re
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.documents import operations
from congress.documents.imports import ImportSpec, register_import, spec_of
from congress.documents.models import ImportRun, ImportState
from congress.documents.tasks import clear_unfinished_imports
from congress.jobs.models import Job, JobState
from congress.jobs.tasks import run_job
from congress.organs.enums import AreaKind, OrganKind
from congress.organs.models import Organ, OrganName
from tests.factories import make_area, make_organ, make_user

pytestmark = pytest.mark.django_db
START = "/documents/import/organs/"
HEADS = ["全称", "简称", "类别", "所在区域", "上级单位", "曾用名"]
BACKEND = "congress.accounts.backends.NameOrPhoneBackend"


@pytest.fixture
def clerk(db: None) -> User:
    return make_user(Role.OFFICE)


@pytest.fixture
def desk(clerk: User, client: Client) -> Client:
    client.force_login(clerk, backend=BACKEND)
    return client


def table(*rows: list[Any], heads: list[str] = HEADS, above: int = 0) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.worksheets[0]
    for _ in range(above):
        sheet.append(["安澜区机构名录"])
    for row in (heads, *rows):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("机构名录.xlsx", out.getvalue())


def upload(desk: Client, *rows: list[Any], **options: Any) -> ImportRun:
    assert desk.post(START, {"file": table(*rows, **options)}).status_code == 302
    return ImportRun.objects.latest("pk")


def columns_of(run: ImportRun) -> dict[str, Any]:
    return {"head": run.head, **{f"column_{name}": column for name, column in run.mapping.items()}}


def check(desk: Client, *rows: list[Any], **options: Any) -> tuple[ImportRun, str]:
    run = upload(desk, *rows, **options)
    answer = desk.post(f"{START}{run.pk}/columns/", columns_of(run), follow=True)
    return run, answer.content.decode()


def write(desk: Client, run: ImportRun) -> Any:
    return desk.post(f"{START}{run.pk}/write/", follow=True)


def tally(html: str) -> list[int]:
    """新增, 更新, 没有变化, 请核对, 错误."""
    part = html[html.index("rd-tally") : html.index("</dl>", html.index("rd-tally"))]
    return [int(n) for n in re.findall(r'rd-fig(?: bad)?">(\d+)<', part)]


def test_whole_way(desk: Client, clerk: User) -> None:
    make_area("东塘镇", AreaKind.TOWN)
    run, html = check(
        desk,
        ["安澜区水利局", "区水利局", "政府部门", None, None, "安澜区水务局（至2019年3月20日）"],
        ["东塘镇水利站", "东塘水利站", "其他", "东塘镇", "安澜区水利局", None],
        above=2,
    )
    assert "表头在第 3 行" in html
    assert tally(html) == [2, 0, 0, 0, 0]
    assert not Organ.objects.exists()
    done = write(desk, run).content.decode()
    assert "已写入 2 个" in done
    station = Organ.objects.get(name="东塘镇水利站")
    assert station.parent is not None
    assert (station.parent.name, str(station.area)) == ("安澜区水利局", "东塘镇")
    assert station.parent.name_on(date(2018, 1, 1)) == "安澜区水务局"
    run.refresh_from_db()
    assert (run.state, run.counts) == (ImportState.WRITTEN, {"new": 2, "update": 0, "same": 0, "skip": 0})
    event = AuditEvent.objects.get(verb="documents:import_write")
    assert event.actor == clerk
    assert event.after == {"spec_key": "organs", "new": 2, "update": 0, "same": 0, "skip": 0}


def test_second_import_of_the_same_file_changes_nothing(desk: Client) -> None:
    rows = [["安澜区水利局", "区水利局", "政府部门", None, None, "安澜区水务局（至2019年3月20日）"]]
    run, _ = check(desk, *rows)
    write(desk, run)
    events = AuditEvent.objects.count()
    again, html = check(desk, *rows)
    assert tally(html) == [0, 0, 1, 0, 0]
    assert "没有要新增或更新的内容" in html
    assert write(desk, again).status_code == 409
    assert AuditEvent.objects.count() == events


def test_update_touches_only_what_is_filled_in(desk: Client) -> None:
    area = make_area("东塘镇", AreaKind.TOWN)
    organ = make_organ("安澜区水利局", area=area)
    run, html = check(desk, ["安澜区水利局", "区水利局", "企业", None, None, None])
    assert tally(html) == [0, 1, 0, 0, 0]
    write(desk, run)
    organ.refresh_from_db()
    assert (organ.short_name, organ.kind, organ.area) == ("区水利局", OrganKind.ENTERPRISE, area)


def test_former_name_finds_the_unit_and_renames_nothing(desk: Client) -> None:
    organ = make_organ("安澜区水利局")
    OrganName.objects.create(organ=organ, name="安澜区水务局", short_name="水务局", ends_on=date(2019, 3, 20))
    run, html = check(desk, ["安澜区水务局", None, "企业", None, None, None])
    assert "是“安澜区水利局”的曾用名" in html
    write(desk, run)
    organ.refresh_from_db()
    assert (organ.name, organ.kind) == ("安澜区水利局", OrganKind.ENTERPRISE)
    assert Organ.objects.count() == 1


def test_every_error_is_named_in_its_cell_and_stops_the_whole_file(desk: Client) -> None:
    run, html = check(
        desk,
        ["安澜区水利局", "区水利局", "政府部门", None, None, None],
        [None, "无名", "政府部门", None, None, None],
        ["安澜区审计局", "区审计局", "局", "蓬莱街道", "天庭", "审计处"],
        ["安澜区水利局", "区水利局", "政府部门", None, None, None],
        ["安澜区体育局", "区体育局", "政府部门", None, None, "区体委（至2019年2月30日）"],
    )
    assert tally(html) == [1, 0, 0, 0, 4]
    for said in (
        "全称没有填",
        "没有“局”这种类别",
        "区划里没有“蓬莱街道”",
        "名录里没有“天庭”",
        "“审计处”用到哪一天没有写",
        "与第 2 行是同一单位，请删去一行",
        "2019年2月没有30日",
        "改正 4 行错误后才能写入",
    ):
        assert said in html
    assert re.search(r'<td class="rn rd-num">3</td>', html)
    assert "类别（C 列）" in html
    assert write(desk, run).status_code == 409
    assert not Organ.objects.exists()


def test_corrections_are_shown_old_and_new(desk: Client) -> None:
    _, html = check(
        desk, ["安 澜 区 审 计 局", "区审计局２", "政府部门", None, None, "区审计处（至2019年3月）"]
    )
    assert "<del>安 澜 区 审 计 局</del> 安澜区审计局" in html
    assert "<del>区审计局２</del> 区审计局2" in html
    assert "按用到2019年3月31日计" in html
    assert tally(html) == [1, 0, 0, 1, 0]


def test_parent_must_stand_above(desk: Client) -> None:
    _, html = check(
        desk, ["甲站", "甲站", "其他", None, "乙局", None], ["乙局", "乙局", "政府部门", None, None, None]
    )
    assert "请移到这一行的上面" in html


def test_area_of_which_there_are_two(desk: Client) -> None:
    make_area("和平社区", AreaKind.COMMUNITY, make_area("甲街道"))
    make_area("和平社区", AreaKind.COMMUNITY, make_area("乙街道"))
    _, html = check(desk, ["甲站", "甲站", "其他", "和平社区", None, None])
    assert "有 2 个“和平社区”（甲街道、乙街道）" in html


def test_register_changed_between_checking_and_writing(desk: Client) -> None:
    area = make_area("东塘镇", AreaKind.TOWN)
    run, _ = check(desk, ["甲站", "甲站", "其他", "东塘镇", None, None])
    area.name = "东塘街道"
    area.save()
    answer = write(desk, run)
    assert answer.status_code == 409
    assert "改正 1 行错误后才能写入" in answer.content.decode()
    assert not Organ.objects.exists()


def test_failure_half_way_leaves_nothing(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run, _ = check(
        desk, ["甲站", "甲站", "其他", None, None, None], ["乙站", "乙站", "其他", None, None, None]
    )
    real = Organ.save

    def failing(self: Organ, *args: Any, **kwargs: Any) -> None:
        if self.name == "乙站":
            raise OSError(errno.EIO, "broken")
        real(self, *args, **kwargs)

    monkeypatch.setattr(Organ, "save", failing)
    desk.raise_request_exception = False
    assert write(desk, run).status_code == 500
    assert not Organ.objects.exists()
    run.refresh_from_db()
    assert run.state == ImportState.MAPPED
    assert not AuditEvent.objects.filter(object_type="organs.Organ").exists()


def test_written_twice_is_refused(desk: Client) -> None:
    run, _ = check(desk, ["甲站", "甲站", "其他", None, None, None])
    write(desk, run)
    answer = desk.post(f"{START}{run.pk}/write/")
    assert answer.status_code == 409
    assert "已经写入过" in answer.content.decode()
    assert desk.get(f"{START}{run.pk}/check/").headers["Location"].endswith("/done/")


def test_long_file_is_written_by_a_job(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congress.documents.views.DIRECT_ROWS", 1)
    run, _ = check(desk, ["甲站", "甲站", "其他"], ["乙站", "乙站", "其他"])
    answer = desk.post(f"{START}{run.pk}/write/")
    job = Job.objects.get()
    assert answer.headers["Location"] == f"/jobs/{job.pk}/"
    assert not Organ.objects.exists()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.data["url"]) == (JobState.DONE, f"{START}{run.pk}/done/")
    assert Organ.objects.count() == 2


def test_job_that_finds_an_error_writes_nothing_and_says_so(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("congress.documents.views.DIRECT_ROWS", 1)
    area = make_area("东塘镇", AreaKind.TOWN)
    run, _ = check(desk, ["甲站", "甲站", "其他", "东塘镇"])
    desk.post(f"{START}{run.pk}/write/")
    area.name = "东塘街道"
    area.save()
    run_job(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, Organ.objects.count()) == (JobState.FAILED, 0)
    assert "改正 1 行错误后才能写入" in job.message


def test_job_that_runs_twice_writes_once(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("congress.documents.views.DIRECT_ROWS", 1)
    run, _ = check(desk, ["甲站", "甲站", "其他"])
    for _ in range(2):
        desk.post(f"{START}{run.pk}/write/")
    for job in Job.objects.order_by("pk"):
        run_job(job.pk)
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}
    assert Organ.objects.count() == 1


def test_columns_by_hand(desk: Client) -> None:
    run = upload(desk, ["甲站", "x", "其他"], heads=["一", "二", "三"])
    assert run.mapping == {}
    html = desk.post(
        f"{START}{run.pk}/columns/", {"head": 0, "column_name": "0", "column_kind": "0"}
    ).content.decode()
    assert "这一列已经对应“全称”" in html
    html = desk.post(f"{START}{run.pk}/columns/", {"head": 0, "column_name": "0"}).content.decode()
    assert "请选择哪一列是类别" in html
    answer = desk.post(
        f"{START}{run.pk}/columns/", {"head": 0, "column_name": "0", "column_kind": "2"}, follow=True
    )
    assert tally(answer.content.decode()) == [1, 0, 0, 1, 0]


def test_another_head_row_matches_again(desk: Client) -> None:
    run = upload(desk, ["全称", "简称", "类别"], ["甲站", "甲站", "其他"], heads=["名称", "简称", "性质"])
    html = desk.get(f"{START}{run.pk}/columns/?head=1").content.decode()
    assert '<option value="1" selected>第 2 行' in html
    assert '<option value="0" selected>A 列　全称</option>' in html


def test_error_file_can_be_mended_and_sent_again(desk: Client) -> None:
    run, _ = check(desk, ["安澜区水利局", "区水利局", "政府部门"], ["区审计局", "区审计局", "局"])
    response = desk.get(f"{START}{run.pk}/errors/")
    book = load_workbook(BytesIO(response.content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [*HEADS, "原表第几行", "要改什么"]
    assert [sheet["A2"].value, sheet["A3"].value] == ["区审计局", "安澜区水利局"]
    assert "没有“局”这种类别" in sheet["C2"].comment.text
    assert [sheet["G2"].value, sheet["H2"].value[:12]] == [3, "类别：没有“局”这种类别"]
    sheet["C2"] = "政府部门"
    out = BytesIO()
    book.save(out)
    desk.post(START, {"file": SimpleUploadedFile("改好.xlsx", out.getvalue())})
    mended = ImportRun.objects.latest("pk")
    html = desk.post(f"{START}{mended.pk}/columns/", columns_of(mended), follow=True).content.decode()
    assert tally(html) == [2, 0, 0, 0, 0]
    assert "没有导入的列" not in html


def test_sample_table_has_the_heads(desk: Client) -> None:
    response = desk.get(f"{START}template/")
    data = response.content
    assert [cell.value for cell in load_workbook(BytesIO(data)).worksheets[0][1]] == HEADS


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04broken"), "文件已损坏"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.7"), "只能读 .xlsx 和 .csv"),
        (SimpleUploadedFile("a.xlsx", b""), "文件是空的"),
        (None, "请选择表格文件"),
    ],
)
def test_unreadable_file_is_explained_at_the_field(
    desk: Client, file: SimpleUploadedFile | None, said: str
) -> None:
    html = desk.post(START, {"file": file} if file else {}).content.decode()
    assert said in html
    assert not ImportRun.objects.exists()


def test_full_disk_is_said(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("congress.web.storage.MediaFolder._save", full)
    assert "磁盘已满，文件没有收下" in desk.post(START, {"file": table(["甲"])}).content.decode()
    assert not ImportRun.objects.exists()


def test_file_is_kept_out_of_reach_and_replaced_by_the_next(
    desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    run = upload(desk, ["甲站", "甲站", "其他"])
    path = Path(run.file.path)
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert "机构名录" not in path.name
    with django_capture_on_commit_callbacks(execute=True):
        upload(desk, ["乙站", "乙站", "其他"])
    assert not path.exists()
    assert ImportRun.objects.count() == 1


def test_file_cleared_away_is_said(desk: Client) -> None:
    run, _ = check(desk, ["甲站", "甲站", "其他"])
    Path(run.file.path).unlink()
    answer = desk.get(f"{START}{run.pk}/check/")
    assert answer.status_code == 409
    assert "请重新上传" in answer.content.decode()


@pytest.mark.parametrize(
    "role", [role for role in Role if role not in {Role.OFFICE, Role.ADMIN, Role.DEPUTY_WORK}]
)
def test_other_roles_are_refused(client: Client, role: Role) -> None:
    client.force_login(make_user(role), backend=BACKEND)
    for url in (START, f"{START}template/", f"{START}1/check/"):
        assert client.get(url).status_code == 403
    assert client.post(f"{START}1/write/").status_code == 403


def test_another_clerks_import_does_not_exist(desk: Client, client: Client) -> None:
    run, _ = check(desk, ["甲站", "甲站", "其他"])
    other = Client()
    other.force_login(make_user(Role.OFFICE), backend=BACKEND)
    assert other.get(f"{START}{run.pk}/check/").status_code == 404
    assert other.post(f"{START}{run.pk}/write/").status_code == 404
    assert not Organ.objects.exists()


def test_unknown_import_does_not_exist(desk: Client) -> None:
    assert desk.get("/documents/import/nothing/").status_code == 404


def test_two_imports_cannot_share_a_key() -> None:
    spec = spec_of("organs")
    assert spec is not None
    with pytest.raises(ValueError, match="two imports"):
        register_import(ImportSpec(**{**vars(spec), "title": "另一个"}))


def test_a_file_nobody_finished_goes_after_thirty_days_and_the_record_says_so(
    desk: Client, clerk: User
) -> None:
    row = ["安澜区水利局", "区水利局", "政府部门", None, None, None]
    with time_machine.travel("2026-05-01 12:00:00+08:00", tick=False):
        left, _ = check(desk, row)
        old = Path(settings.MEDIA_ROOT) / str(left.file.name)
        other = make_user(Role.OFFICE)
        taken_up = operations.upload(spec=spec(), file=table(row), actor=other)
    with time_machine.travel("2026-05-20 12:00:00+08:00", tick=False):
        operations.answer(run=taken_up, answers={"2": "1"})
    with time_machine.travel("2026-05-31 11:00:00+08:00", tick=False):
        clear_unfinished_imports()
        assert old.exists()
    with time_machine.travel("2026-05-31 13:00:00+08:00", tick=False):
        clear_unfinished_imports()
        assert not old.exists()
        left.refresh_from_db()
        taken_up.refresh_from_db()
        assert (left.state, left.filename, bool(left.file)) == (ImportState.CLEARED, "机构名录.xlsx", False)
        assert taken_up.state == ImportState.UPLOADED
        assert (Path(settings.MEDIA_ROOT) / str(taken_up.file.name)).exists()
        assert AuditEvent.objects.get(verb="documents:clear_unfinished").object_id == str(left.pk)
        desk.force_login(clerk, backend=BACKEND)  # the session of the first of May is over
        for step in ("columns", "check"):
            page = desk.get(f"{START}{left.pk}/{step}/")
            assert page.status_code == 409
            assert "30 天没有写入，已经清理，请重新上传" in page.text
        assert write(desk, left).status_code == 409
        assert not Organ.objects.exists()
        upload(desk, row)
        assert ImportRun.objects.filter(pk=left.pk).exists(), "a new file leaves the record of the old one"
        assert operations.clear_unfinished() == 0


def test_it_is_cleared_every_night() -> None:
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert clear_unfinished_imports.name in tasks


def spec() -> ImportSpec:
    found = spec_of("organs")
    assert found is not None
    return found
