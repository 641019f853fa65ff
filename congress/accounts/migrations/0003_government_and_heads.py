"""The government office as a role, and heads of units."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_closing_and_names'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='is_head',
            field=models.BooleanField(default=False, verbose_name='单位负责人'),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='role',
            field=models.CharField(choices=[('office', '常委会办公室'), ('deputy_work', '代表工作机构'), ('committee', '专委、工委'), ('leader', '常委会领导'), ('town', '乡镇街道人大'), ('station', '联络站工作人员'), ('group_leader', '代表小组组长'), ('deputy', '人大代表'), ('unit', '承办单位'), ('government', '政府办公室'), ('admin', '系统管理员')], max_length=20, verbose_name='角色'),
        ),
        migrations.AlterField(
            model_name='rolepolicy',
            name='role',
            field=models.CharField(choices=[('office', '常委会办公室'), ('deputy_work', '代表工作机构'), ('committee', '专委、工委'), ('leader', '常委会领导'), ('town', '乡镇街道人大'), ('station', '联络站工作人员'), ('group_leader', '代表小组组长'), ('deputy', '人大代表'), ('unit', '承办单位'), ('government', '政府办公室'), ('admin', '系统管理员')], max_length=20, unique=True, verbose_name='角色'),
        ),
    ]
