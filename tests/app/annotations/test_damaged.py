"""Damaged PDFs are read or refused with a remedy, never more."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from app.annotations.merge import applied, previewed
from app.annotations.pdf.document import read_document
from app.annotations.record import Review
from app.annotations.store import Store
from cpted_rules.errors import CptedError
from tests.app.annotations import written

RAW, MANIFEST = written.report()
WHOLE = written.marked(
    RAW,
    [
        written.note("n" * 16, "나무"),
        written.state("s" * 16, Review.ACCEPTED, MANIFEST.marks[0].key),
    ],
)
TOKENS = (b"/Rect", b"/Kids", b"/NM", b"/IRT", b"/CPTED", b"/Annots", b"obj", b"[", b"<<", b"0 R")


@settings(max_examples=120, deadline=None)
@given(
    cuts=st.lists(
        st.tuples(
            st.integers(0, len(WHOLE)), st.integers(0, 30), st.sampled_from((*TOKENS, b"", b"\x00"))
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_damaged_report_is_read_or_refused(cuts: list[tuple[int, int, bytes]]) -> None:
    raw = WHOLE
    for at, size, put in cuts:
        raw = raw[:at] + put + raw[at + size :]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "damaged.pdf"
        path.write_bytes(raw)
        try:
            found = previewed(Store(), read_document(path, path.name), manifest=MANIFEST)
        except CptedError as error:
            refused = error.faults
        else:
            refused = ()
    if refused:
        assert all(fault.remedy.ko for fault in refused)
        return
    store = applied(Store(), found, accept_altered=True)
    assert applied(store, found, accept_altered=True) == store
