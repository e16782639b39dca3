"""Findings as CSV and as XLSX: one row each, with columns that an official can filter."""

import csv
from datetime import UTC, datetime, time
from io import BytesIO, StringIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.exports.columns import COLUMNS, Value
from app.exports.review_folder import ReviewFolder
from app.exports.words import finding_words
from cpted_rules.findings import VERDICT_NAMES, Verdict
from cpted_rules.text import Lang, Text

FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes words for a formula."""

FACE = "맑은 고딕"
SHEET = Text(ko="지적 사항", en="Findings")
ABOUT = Text(ko="안내", en="About")
ABOUT_ROWS = (
    Text(ko="건명", en="Project"),
    Text(ko="관리번호", en="Case no."),
    Text(ko="심의신청일", en="Filed on"),
    Text(ko="판정 결과 지문(SHA-256)", en="Digest of the assessment (SHA-256)"),
)
REMARK = Text(
    ko="검토 보조자료이며 심의결과가 아닙니다. X·Y는 대지 좌표(m)입니다.",
    en="Review support, not the committee’s result. X and Y are site metres.",
)
SHADES = {Verdict.FAIL: "#F9DEDC", Verdict.REFERRED: "#FDF0D5", Verdict.UNKNOWN: "#ECEEF0"}
"""By verdict, of its word only; the word says it as well."""


def findings_csv(review: ReviewFolder, lang: Lang) -> bytes:
    """Every finding as CSV: UTF-8 with a mark, as Korean spreadsheets want it."""
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([column.head.in_(lang) for column in COLUMNS])
    for words in finding_words(review, lang):
        writer.writerow([harmless(column.value(words)) for column in COLUMNS])
    return target.getvalue().encode("utf-8-sig")


def harmless(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula: drawings may hold any words."""
    if isinstance(value, str) and value.startswith(FORMULA_BEGINS):
        return f"'{value}"
    return value


def findings_xlsx(review: ReviewFolder, lang: Lang) -> bytes:
    """Every finding as XLSX, with filters, and a sheet that says what it is of."""
    target = BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(target, {"in_memory": True, **plain})
    facts = review.assessment.facts
    book.set_properties(
        {
            "title": facts.case_number,
            "author": "cpted",
            "comments": REMARK.in_(lang),
            "created": datetime.combine(facts.filed_on, time(), UTC),
        }
    )
    _findings(book, book.add_worksheet(SHEET.in_(lang)), review, lang)
    _about(book, book.add_worksheet(ABOUT.in_(lang)), review, lang)
    book.close()
    return target.getvalue()


def _findings(book: Workbook, sheet: Worksheet, review: ReviewFolder, lang: Lang) -> None:
    plain = {"font_name": FACE, "font_size": 9, "valign": "top", "border": 1}
    faint = {**plain, "border_color": "#C9D1DA"}
    head = book.add_format({**faint, "bold": True, "bg_color": "#F4F6F8", "text_wrap": True})
    cells = {wraps: book.add_format({**faint, "text_wrap": wraps}) for wraps in (False, True)}
    shaded = {v: book.add_format({**faint, "bg_color": c, "bold": True}) for v, c in SHADES.items()}
    for n, column in enumerate(COLUMNS):
        sheet.set_column(n, n, column.width)
        sheet.write_string(0, n, column.head.in_(lang), head)
    rows = finding_words(review, lang)
    for line, words in enumerate(rows, start=1):
        for n, column in enumerate(COLUMNS):
            form = cells[column.wraps]
            if n == VERDICT_AT:
                form = shaded.get(words.finding.verdict, form)
            _write(sheet, line, n, column.value(words), form)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


VERDICT_AT = next(n for n, column in enumerate(COLUMNS) if column.head.en == "Verdict")


def _write(sheet: Worksheet, row: int, column: int, value: Value, form: Format) -> None:
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    else:
        sheet.write_string(row, column, value or "", form)


def _about(book: Workbook, sheet: Worksheet, review: ReviewFolder, lang: Lang) -> None:
    plain = book.add_format({"font_name": FACE, "font_size": 10, "valign": "top"})
    bold = book.add_format({"font_name": FACE, "font_size": 10, "bold": True})
    facts = review.assessment.facts
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 70)
    values = (facts.title, facts.case_number, facts.filed_on.isoformat(), review.digest)
    for row, (label, value) in enumerate(zip(ABOUT_ROWS, values, strict=True)):
        sheet.write_string(row, 0, label.in_(lang), bold)
        sheet.write_string(row, 1, value, plain)
    start = len(values) + 1
    for row, verdict in enumerate(Verdict, start=start):
        count = sum(f.verdict is verdict for f in review.assessment.findings)
        sheet.write_string(row, 0, VERDICT_NAMES[verdict].in_(lang), bold)
        sheet.write_number(row, 1, count, plain)
    sheet.write_string(start + len(Verdict) + 1, 0, REMARK.in_(lang), plain)
