"""Everything a portal keeps, in a form in which two of them can be compared: printed as JSON by Python run inside."""

#: A digest of the rows of every table and of every file.
EVERYTHING = """
import hashlib, json
from django.db import connection
from congress.web.storage import media
found = {}
with connection.cursor() as cursor:
    tables = [one.name for one in connection.introspection.get_table_list(cursor) if one.type == "t"]
    for name in sorted(tables):
        if not name.startswith("sqlite_"):
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[name] = [len(rows), hashlib.sha256("\\n".join(rows).encode()).hexdigest()]
for name in media().names():
    with media().open(name) as file:
        found["file " + name] = [1, hashlib.sha256(file.read()).hexdigest()]
print(json.dumps(found))
"""

#: People, posts, activities with a photo, users, an import, jobs and a chain of audit events.
FILL = """
import io
from datetime import date
from django.db import transaction
from tests import factories as make
from congress.accounts.enums import Role
from congress.audit import operations as audit
from congress.jobs import operations as jobs
from congress.web.storage import media
clerk = make.make_user(Role.OFFICE, username="clerk", name="周敏", phone="13900000001")
group = make.make_group()
people = [make.make_person(f"代表{n}", title="主任") for n in range(5)]
for person in people:
    make.make_deputyship(person, group=group)
for month in range(1, 10):
    make.make_activity(*people, on=date(2026, month, 8), text="区人大常委会开展调研。" * 20, actor=clerk)
with transaction.atomic():
    for number in range(30):
        audit.record(actor=clerk, verb="accounts:edit", obj=clerk, after={"number": number, "words": "改", "rate": 0.5})
jobs.start(kind="web.export", title="导出", actor=clerk, params={"list": "people", "深": [1, None, True]})
for number in range(40):
    media().put(f"photos/2026/{number}.jpg", bytes([number]) * 5000)
media().put("bulletins/第1期.pdf", b"%PDF-1.7")
"""
