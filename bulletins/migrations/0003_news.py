"""The public site: columns, articles, which issues everybody may read."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from congress.search.index import add_bigram_index
from congress.web.migrating import CreateTables

#: What a site commonly has; a column shows once something is released in it.
COLUMNS = {"news": "人大要闻", "deputies": "代表工作", "notices": "公告公示", "livelihood": "民生实事"}


def add_columns(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("bulletins", "NewsColumn").objects
    for order, (slug, name) in enumerate(COLUMNS.items(), start=1):
        rows.create(slug=slug, name=name, order=order)


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_tables'),
        ('bulletins', '0001_tables'),
        ('search', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='NewsColumn',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=20, unique=True, verbose_name='名称')),
                    ('slug', models.SlugField(error_messages={'invalid': '代号只写英文字母、数字和短横线', 'unique': '这个代号已经用过，请换一个'}, max_length=30, unique=True, verbose_name='网址代号')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                    ('in_use', models.BooleanField(default=True, verbose_name='在用')),
                ],
                options={
                    'verbose_name': '网站栏目',
                    'verbose_name_plural': '网站栏目',
                    'ordering': ['order', 'id'],
                },
            ),
            migrations.CreateModel(
                name='NewsArticle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=80, verbose_name='标题')),
                    ('author', models.CharField(max_length=40, verbose_name='作者')),
                    ('source', models.CharField(blank=True, max_length=60, verbose_name='来源')),
                    ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(50000)], verbose_name='正文')),
                    ('state', models.CharField(choices=[('draft', '草稿'), ('review', '待审核'), ('released', '已发布'), ('withdrawn', '已撤下')], default='draft', max_length=10, verbose_name='状态')),
                    ('published_on', models.DateField(blank=True, null=True, verbose_name='发布日期')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回、撤下的原因')),
                    ('views', models.PositiveIntegerField(default=0, editable=False, verbose_name='浏览次数')),
                    ('version', models.PositiveIntegerField(default=1, editable=False)),
                    ('search_text', models.TextField(default='', editable=False)),
                    ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='news', to='activities.activity', verbose_name='活动')),
                    ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='送审人')),
                    ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撰写人')),
                    ('column', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='bulletins.newscolumn', verbose_name='栏目')),
                ],
                options={
                    'verbose_name': '网站文章',
                    'verbose_name_plural': '网站文章',
                    'ordering': ['-id'],
                },
            ),
            migrations.CreateModel(
                name='NewsPhoto',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('order', models.PositiveIntegerField(verbose_name='顺序')),
                    ('name', models.CharField(max_length=120, verbose_name='文件名')),
                    ('dropped', models.BooleanField(default=False, verbose_name='已移除')),
                    ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='添加时间')),
                    ('full', models.FileField(max_length=200, upload_to='', verbose_name='照片')),
                    ('small', models.FileField(max_length=200, upload_to='', verbose_name='小图')),
                    ('width', models.PositiveIntegerField(verbose_name='宽')),
                    ('height', models.PositiveIntegerField(verbose_name='高')),
                    ('caption', models.CharField(blank=True, max_length=80, verbose_name='图片说明')),
                    ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人')),
                    ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='bulletins.newsarticle', verbose_name='文章')),
                ],
                options={
                    'verbose_name': '网站照片',
                    'verbose_name_plural': '网站照片',
                    'ordering': ['order', 'id'],
                },
            ),
            migrations.CreateModel(
                name='PublicIssue',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('released_at', models.DateTimeField(verbose_name='公开时间')),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤下时间')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='撤下原因')),
                    ('issue', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='public', to='bulletins.issue', verbose_name='期')),
                ],
                options={
                    'verbose_name': '公开的一期',
                    'verbose_name_plural': '公开的各期',
                },
            ),
            migrations.AddIndex(
                model_name='newsarticle',
                index=models.Index(fields=['state', '-published_on', '-id'], name='news_newest'),
            ),
            migrations.AddIndex(
                model_name='newsarticle',
                index=models.Index(fields=['column', 'state', '-published_on', '-id'], name='news_of_column'),
            ),
            migrations.AddConstraint(
                model_name='newsarticle',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), ('published_on__isnull', False), _connector='OR'), name='news_released_has_day'),
            ),
            migrations.AddConstraint(
                model_name='newsarticle',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='news_withdrawn_why'),
            ),
            migrations.AddConstraint(
                model_name='publicissue',
                constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at', None), models.Q(('reason', ''), _negated=True), _connector='OR'), name='publicissue_withdrawn_why'),
            ),
        ]),
        migrations.RunPython(add_columns, migrations.RunPython.noop),
        add_bigram_index("bulletins.NewsArticle"),
    ]
