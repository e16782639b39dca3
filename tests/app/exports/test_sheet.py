"""Findings as CSV and XLSX: every finding, one row, the same bytes, no formula."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from hashlib import sha256

from defusedxml.ElementTree import fromstring

from app.exports.columns import COLUMNS
from app.exports.review_folder import ReviewFolder, review_of
from app.exports.sheet import findings_csv, findings_xlsx
from cpted_rules.text import Lang
from tests.app.assessed import assessed

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def review() -> ReviewFolder:
    return review_of(assessed("multiplex", "deficient"))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_every_finding_once_in_order() -> None:
    found, content = review(), findings_csv(review(), Lang.KO)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(content)
    assert [row["지적 ID"] for row in rows] == [f.id for f in found.assessment.findings]
    first = rows[0]
    assert (first["판정"], first["측정값"], first["단위"]) == ("보완 필요", "0", "개")
    assert first["근거 조항"] == "고시 제9조제1항"
    assert "안내판을 추가" in first["의견(안)"]


def test_shares_are_told_as_per_cent_and_a_referral_claims_no_breach() -> None:
    rows = rows_of(findings_csv(review(), Lang.KO))
    shares = [row for row in rows if row["규칙"] == "SUR102"]
    assert all(row["단위"] == "%" and 1 < float(row["측정값"]) <= 100 for row in shares)
    judged = [row for row in rows if row["판정"] == "위원 판단" and row["지적 근거"] == "법령위반"]
    assert judged == []


def test_words_of_a_drawing_never_become_a_formula() -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    raw["findings"][0]["subjects"][0]["label"] = "=HYPERLINK(1)"
    trap = review_of(json.dumps(raw).encode())
    assert rows_of(findings_csv(trap, Lang.KO))[0]["대상"] == "'=HYPERLINK(1)"
    with zipfile.ZipFile(io.BytesIO(findings_xlsx(trap, Lang.KO))) as book:
        sheet = fromstring(book.read("xl/worksheets/sheet1.xml"))
        assert b"=HYPERLINK(1)" in book.read("xl/sharedStrings.xml")
    assert sheet.findall(f".//{CELL}f") == []


def test_xlsx_can_be_filtered_and_holds_every_finding() -> None:
    found = review()
    with zipfile.ZipFile(io.BytesIO(findings_xlsx(found, Lang.EN))) as book:
        assert book.testzip() is None
        sheet = fromstring(book.read("xl/worksheets/sheet1.xml"))
        words = book.read("xl/sharedStrings.xml").decode()
    rows = sheet.findall(f".//{CELL}row")
    assert len(rows) == len(found.assessment.findings) + 1
    assert all(len(row.findall(f"{CELL}c")) == len(COLUMNS) for row in rows)
    assert sheet.find(f"{CELL}autoFilter") is not None
    assert sheet.find(f".//{CELL}pane") is not None
    assert "To be corrected" in words


def test_two_processes_write_the_same_bytes() -> None:
    code = "from tests.app.exports.test_sheet import digests\nprint(' '.join(digests()))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == digests()


def digests() -> list[str]:
    found = review()
    made = (findings_csv(found, Lang.KO), findings_xlsx(found, Lang.KO))
    return [sha256(content).hexdigest() for content in made]
