"""Which identities count as 基层代表 (R106, R131)."""

from typing import Any

from django.db import migrations, models

IDENTITIES = (
    ("worker", "工人"),
    ("farmer", "农民"),
    ("professional", "专业技术人员"),
    ("official", "党政干部"),
    ("grassroots", "村（社区）干部"),
    ("manager", "企业负责人"),
    ("soldier", "解放军、武警"),
    ("other", "其他"),
)
#: Whose work is at the grass roots, to begin with; the district decides.
GRASSROOTS = frozenset({"worker", "farmer", "grassroots"})


def add_identities(apps: Any, schema_editor: Any) -> None:
    identities = apps.get_model("deputies", "IdentityClass").objects
    for identity, _label in IDENTITIES:
        identities.get_or_create(identity=identity, defaults={"is_grassroots": identity in GRASSROOTS})


class Migration(migrations.Migration):
    dependencies = [("deputies", "0014_library_and_guidance")]

    operations = [
        migrations.CreateModel(
            name="IdentityClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "identity",
                    models.CharField(
                        choices=list(IDENTITIES), max_length=20, unique=True, verbose_name="身份"
                    ),
                ),
                ("is_grassroots", models.BooleanField(default=False, verbose_name="算作基层代表")),
            ],
            options={
                "verbose_name": "基层代表的身份",
                "verbose_name_plural": "基层代表的身份",
                "ordering": ["id"],
            },
        ),
        migrations.RunPython(add_identities, migrations.RunPython.noop),
    ]
