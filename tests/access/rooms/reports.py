"""Addresses of reports and their templates: who may open them, whose record stands in them."""

_READERS = "office deputy_work leader"
_WRITERS = "office deputy_work"

WHO = {
    "reports:index": _READERS,
    "reports:report": _READERS,
    "reports:print_report": _READERS,
    "reports:create_report": _WRITERS,
    "reports:change_report": _WRITERS,
    "reports:finish": _WRITERS,
    "reports:reopen": _WRITERS,
    "reports:drop": _WRITERS,
    "reports:refill": _WRITERS,
    "reports:pick_figures": _WRITERS,
    "reports:change_figure": _WRITERS,
    "reports:add_section": _WRITERS,
    "reports:change_section": _WRITERS,
    "reports:move_section": _WRITERS,
    "reports:remove_section": _WRITERS,
    "reports:templates": _WRITERS,
    "reports:template": _WRITERS,
    "reports:add_template": _WRITERS,
    "reports:change_template": _WRITERS,
    "reports:pick_for_template": _WRITERS,
    "reports:add_template_section": _WRITERS,
    "reports:change_template_section": _WRITERS,
    "reports:move_template_section": _WRITERS,
    "reports:remove_template_section": _WRITERS,
}

RECORD_OF: dict[str, str] = {
    "reports": "bulletins.Report",
    "reports:change_figure": "bulletins.ReportFigure",
    "reports:change_section": "bulletins.ReportSection",
    "reports:move_section": "bulletins.ReportSection",
    "reports:remove_section": "bulletins.ReportSection",
    "reports:template": "bulletins.ReportTemplate",
    "reports:change_template": "bulletins.ReportTemplate",
    "reports:add_template_section": "bulletins.ReportTemplate",
    "reports:change_template_section": "bulletins.TemplateSection",
    "reports:move_template_section": "bulletins.TemplateSection",
    "reports:remove_template_section": "bulletins.TemplateSection",
}
