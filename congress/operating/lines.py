"""How the portal is, line by line: what was found, in words, and what to do where something is wrong."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import redis
from django.conf import settings
from django.core.cache import cache
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from congress.jobs.models import Job, JobState
from congress.operating import signs, store
from congress.operating.models import AuditCheck, Backup, OperatingPolicy, Sign, SignKind, operating_policy
from congress.release import VERSION
from congress.web import dates

GIGABYTE = 1_000_000_000
#: Minutes a job may wait before that is a fault.
WAITS_TOO_LONG = timedelta(minutes=10)
#: For how long failed jobs are counted.
FAILED_WITHIN = timedelta(days=1)
#: An old fault of the broker: so many messages lie there and nobody takes them.
MANY_MESSAGES = 500
WELL, NEAR, BAD = "done", "go", "late"
_applied = False


@dataclass(frozen=True)
class Line:
    """One thing about the portal. ``state``: well, near (worth a look) or bad; ``todo`` says what to do then."""

    key: str
    label: str
    state: str
    words: str
    todo: str = ""
    url: str = ""

    @property
    def word(self) -> str:
        """The state in a word."""
        return {WELL: "正常", NEAR: "留意", BAD: "要处理"}[self.state]


def lines() -> list[Line]:
    """Everything, the gravest kinds first. A line that cannot be found out is bad and says so."""
    try:
        policy = operating_policy()
    except DatabaseError:
        policy = OperatingPolicy(pk=1)
    found: list[Line] = []
    for look in _LOOKS:
        try:
            found += look(policy)
        except (DatabaseError, OSError) as error:
            label = {"_database": "数据库", "_processes": "后台程序", "_jobs": "后台任务"}.get(
                look.__name__, "检查"
            )
            found.append(
                Line(
                    look.__name__, label, BAD, f"查不到：{type(error).__name__}", "看数据库服务和磁盘是否正常"
                )
            )
            connection.close()
    return found


def bad_ones() -> list[Line]:
    """What is wrong now, for the home page; looked at once a minute."""
    kept: list[Line] | None = cache.get("operating.bad")
    if kept is None:
        kept = [line for line in lines() if line.state == BAD]
        cache.set("operating.bad", kept, 60)
    return kept


def _database(_policy: OperatingPolicy) -> Iterator[Line]:
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        took = (time.perf_counter() - began) * 1000
        if connection.vendor == "postgresql":
            cursor.execute("SELECT current_setting('server_version'), pg_database_size(current_database())")
            version, size = cursor.fetchone()
            name = f"PostgreSQL {version}"
        else:
            cursor.execute(
                "SELECT sqlite_version(), page_count * page_size FROM pragma_page_count(), pragma_page_size()"
            )
            version, size = cursor.fetchone()
            name = f"SQLite {version}"
    slow = took > 200
    words = f"{name}，{_size(size)}，{took:.1f} 毫秒应答"
    yield Line(
        "database", "数据库", NEAR if slow else WELL, words, "应答偏慢，看服务器是不是太忙" if slow else ""
    )


def _broker(_policy: OperatingPolicy) -> Iterator[Line]:
    if settings.REDIS_URL:
        began = time.perf_counter()
        link = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5)
        try:
            link.ping()
            waiting = int(link.llen(f"{settings.REDIS_PREFIX}:celery"))
        except redis.RedisError:
            todo = "启动 Redis。这时任务都记着，不会丢，恢复以后自动接着办"
            yield Line("broker", "缓存和消息", BAD, "Redis 没有应答", todo)
            return
        finally:
            link.close()
        took = (time.perf_counter() - began) * 1000
        words = f"Redis，{took:.1f} 毫秒应答，{waiting} 条消息等着处理"
    else:
        folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
        waiting = sum(1 for _ in folder.glob("*.msg"))
        words = f"单机方式，消息放在文件夹里，{waiting} 条等着处理"
    many = waiting > MANY_MESSAGES
    yield Line(
        "broker",
        "缓存和消息",
        NEAR if many else WELL,
        words,
        "消息积压，看后台程序是不是在工作" if many else "",
    )


def _processes(_policy: OperatingPolicy) -> Iterator[Line]:
    now = timezone.now()
    fresh = now - timedelta(seconds=signs.SILENT)
    rows = list(Sign.objects.order_by("name"))
    workers = [row for row in rows if row.kind == SignKind.WORKER]
    alive = [row for row in workers if row.at >= fresh]
    lost = [row for row in workers if row.at < fresh]
    state, todo = (WELL, "") if alive else (BAD, "启动后台程序：celery -A congress worker")
    words = f"{len(alive)} 个在工作"
    if alive:
        words += f"，最近一次动静 {_ago(now - max(row.at for row in alive))}"
    if lost:
        words += f"；{len(lost)} 个没有动静（{lost[0].name}，{dates.moment(lost[0].at)}起）"
        if alive:
            state, todo = NEAR, "有的后台程序可能被强行结束了，看它的服务器。过一天不再列出"
    yield Line("workers", "后台程序", state, words, todo)
    beat = max((row.at for row in rows if row.kind == SignKind.BEAT), default=None)
    limit = max(signs.SILENT, settings.JOB_SWEEP_SECONDS * 3)
    if beat is not None and beat >= now - timedelta(seconds=limit):
        yield Line("beat", "定时程序", WELL, f"在工作，最近一次动静 {_ago(now - beat)}")
    else:
        words = f"从{dates.moment(beat)}起没有动静" if beat else "没有动静"
        todo = "启动定时程序：celery -A congress beat。没有它，提醒、自动备份和中断任务的重做都停下"
        yield Line("beat", "定时程序", BAD, words, todo)


def _jobs(_policy: OperatingPolicy) -> Iterator[Line]:
    now = timezone.now()
    queued = Job.objects.filter(state=JobState.QUEUED)
    waiting, oldest = queued.count(), queued.aggregate(oldest=Min("created_at"))["oldest"]
    failed = Job.objects.filter(state=JobState.FAILED, finished_at__gte=now - FAILED_WITHIN).count()
    late = oldest is not None and now - oldest > WAITS_TOO_LONG
    words = f"{waiting} 项排队"
    if oldest is not None:
        words += f"，最早的等了 {_long(now - oldest)}"
    words += f"；一天内 {failed} 项没有做成"
    todo = "排队太久，看后台程序是不是在工作" if late else "看没有做成的原因，能重做的重做" if failed else ""
    state = BAD if late else NEAR if failed else WELL
    query = "?state=queued" if late else "?state=failed" if failed else ""
    yield Line("jobs", "后台任务", state, words, todo, reverse("jobs:all") + query)


def _disks(policy: OperatingPolicy) -> Iterator[Line]:
    places = {"数据": Path(settings.PORTAL_DATA), "备份": store.folder()}
    if not settings.MEDIA_S3_BUCKET:
        places["照片和文件"] = Path(settings.MEDIA_ROOT)
    seen: dict[int, tuple[list[str], int]] = {}
    for name, path in places.items():
        path.mkdir(parents=True, exist_ok=True)
        seen.setdefault(path.stat().st_dev, ([], shutil.disk_usage(path).free))[0].append(name)
    for names, free in seen.values():
        low = free < policy.free_gb * GIGABYTE
        words = f"还剩 {_size(free)}（不到 {policy.free_gb} GB 提醒）"
        todo = "腾出空间：删旧备份、旧日志，或者换大的磁盘" if low else ""
        yield Line("disk", f"磁盘：{'、'.join(names)}", BAD if low else WELL, words, todo)
    if settings.MEDIA_S3_BUCKET:
        yield Line("disk-media", "照片和文件", WELL, f"放在对象存储 {settings.MEDIA_S3_BUCKET} 里")


def _fonts(_policy: OperatingPolicy) -> Iterator[Line]:
    fonts = list(Path(settings.PORTAL_FONTS).glob("*.[ot]tf"))
    if fonts:
        yield Line("fonts", "公文字体", WELL, f"{len(fonts)} 个字体文件")
    else:
        yield Line("fonts", "公文字体", BAD, "没有找到", "运行 script/fonts，不然排版用的是系统字体")


def _backups(policy: OperatingPolicy) -> Iterator[Line]:
    store.notice()
    url = reverse("operating:backups")
    last = Backup.objects.whole().first()
    if last is None:
        yield Line("backup", "备份", BAD, "还没有备份", "现在就备份一次，并下载到别处", url)
    else:
        age = timezone.now() - last.made_at
        old = age > timedelta(hours=policy.warn_hours)
        words = f"最近一次 {dates.moment(last.made_at)}，{_long(age)}以前，{_size(last.size)}"
        words += "，试恢复通过" if last.rehearsed_well else ""
        todo = f"超过 {policy.warn_hours} 小时没有备份了，看后台程序、定时程序和磁盘" if old else ""
        yield Line("backup", "备份", BAD if old else WELL, words, todo, url)
    if connection.vendor == "postgresql" and shutil.which("pg_dump") is None:
        todo = "在做后台任务的服务器上装 postgresql-client，版本不比数据库旧"
        yield Line("pg_dump", "备份程序", BAD, "这台服务器上没有 pg_dump，页面上做不了备份", todo)


def _audit(policy: OperatingPolicy) -> Iterator[Line]:
    url = reverse("audit:index")
    last = AuditCheck.objects.first()
    if last is None:
        yield Line("audit", "操作记录", NEAR, "还没有核对过", "点“核对操作记录”", url)
    elif last.broken_at:
        words = f"{dates.moment(last.checked_at)}核对，在第 {last.broken_at:,} 条断开：{last.reason}"
        todo = "不要改动数据库，与最近的备份对照，报告分管领导"
        yield Line("audit", "操作记录", BAD, words, todo, reverse("audit:index"))
    else:
        age = timezone.now() - last.checked_at
        old = age > timedelta(days=policy.audit_days)
        words = f"{dates.moment(last.checked_at)}核对，{last.count:,} 条完好，用了 {last.seconds:.0f} 秒"
        yield Line(
            "audit",
            "操作记录",
            BAD if old else WELL,
            words,
            f"{policy.audit_days} 天没有核对了" if old else "",
            url,
        )


def _version(_policy: OperatingPolicy) -> Iterator[Line]:
    pending = pending_migrations()
    if pending:
        todo = "运行 manage.py migrate，再重新启动各个程序"
        yield Line("version", "版本", BAD, f"{VERSION}，有 {pending} 步数据表改动没有做", todo)
    else:
        yield Line("version", "版本", WELL, f"{VERSION}，数据表与程序一致")


def pending_migrations() -> int:
    """How many migrations have not run; what has once been applied stays so while this process lives."""
    global _applied
    if _applied:
        return 0
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    _applied = not plan
    return len(plan)


def _ways_out(_policy: OperatingPolicy) -> Iterator[Line]:
    mail = "已设邮件服务器" if settings.EMAIL_URL else "没有设邮件服务器，不发邮件"
    text = "已接短信平台" if settings.SMS_ADAPTER else "没有接短信平台，不发短信"
    yield Line("ways_out", "邮件和短信", WELL, f"{mail}；{text}")


def _clock(_policy: OperatingPolicy) -> Iterator[Line]:
    here = timezone.now()
    words = f"{timezone.localtime(here):%Y-%m-%d %H:%M:%S}"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            there: datetime = cursor.fetchone()[0]
        apart = abs((there - here).total_seconds())
        if apart > 5:
            todo = "两台服务器都与时间服务器对时，不然期限和签到会算错"
            yield Line("clock", "服务器时间", BAD, f"{words}，与数据库相差 {apart:.0f} 秒", todo)
            return
        words += "，与数据库一致"
    yield Line("clock", "服务器时间", WELL, words)


def _size(size: float) -> str:
    for unit, factor in (("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if size >= factor:
            return f"{size / factor:,.1f} {unit}"
    return f"{size / 1000:,.0f} KB"


def _long(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "不到 1 分钟"
    if minutes < 60:
        return f"{minutes} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // 1440} 天"


def _ago(age: timedelta) -> str:
    return f"{max(0, int(age.total_seconds()))} 秒前"


_LOOKS: tuple[Callable[[OperatingPolicy], Iterable[Line]], ...] = (
    _database,
    _broker,
    _processes,
    _jobs,
    _backups,
    _audit,
    _disks,
    _fonts,
    _version,
    _ways_out,
    _clock,
)
