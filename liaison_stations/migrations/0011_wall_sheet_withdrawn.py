from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("liaison_stations", "0010_services")]

    operations = [
        migrations.AddField(
            model_name="wallsheet",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="撤回时间"),
        ),
        migrations.AddConstraint(
            model_name="wallsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_up", False), ("withdrawn_at__isnull", True), _connector="OR"),
                name="wall_sheet_withdrawn_is_down",
            ),
        ),
    ]
