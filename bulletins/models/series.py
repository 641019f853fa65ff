"""A series: what every issue of it has in common. A series of another shape is another row, not other code."""

from django.db import models

from bulletins.enums import NumberStyle, TotalStyle


class Series(models.Model):
    """《人大信息》 or a sister series: masthead, number rules, sections, imprint (R272, R290, R292)."""

    slug = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("刊名", max_length=40, unique=True)
    office = models.CharField("编印单位", max_length=80)
    number_style = models.CharField(
        "期号写法", max_length=20, choices=NumberStyle.choices, default=NumberStyle.YEAR_ARABIC
    )
    total_style = models.CharField(
        "总期号写法", max_length=10, choices=TotalStyle.choices, default=TotalStyle.ARABIC
    )
    first_total = models.PositiveIntegerField("总期号从几起", default=1)
    monthly = models.BooleanField("月刊：期号等于月份", default=True)
    has_contents = models.BooleanField("印目录", default=True)
    news_section = models.CharField("动态栏目", max_length=20, default="工作动态", blank=True)
    article_section = models.CharField("文章栏目", max_length=20, default="人大要闻", blank=True)
    editor = models.CharField("责任编辑", max_length=40, blank=True)
    approval_no = models.CharField("批准文号", max_length=60, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    active = models.BooleanField("在编", default=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "刊物"
        verbose_name_plural = "刊物"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name
