"""Addresses of evidence sheets and of the year report: who may open them, whose record stands in them."""

WHO = {
    "evidence:sheet": "office deputy_work leader",
    "evidence:sheet_pdf": "office deputy_work leader",
    "work_report:report": "office deputy_work committee leader",
    "work_report:report_pdf": "office deputy_work committee leader",
}

RECORD_OF: dict[str, str] = {"evidence": "deputies.Deputyship"}
