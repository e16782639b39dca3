"""Values of form fields, however a writer leaves them."""

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf, String

from app.annotations.pdf.fields import read_fields
from app.annotations.record import Manifest

Sent = tuple[bytes, Manifest]


def values(pdf: Pdf) -> dict[str, str]:
    return read_fields(pdf).values


def form(*fields: Dictionary) -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page()
    made = [pdf.make_indirect(field) for field in fields]
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=Array(made)))
    return pdf


def test_the_form_of_a_report_is_read_empty(sent: Sent) -> None:
    with Pdf.open(BytesIO(sent[0])) as pdf:
        assert values(pdf) == {field.name: field.value for field in sent[1].fields}


def test_names_are_joined_down_the_tree() -> None:
    pdf = form(Dictionary(T=String("f")))
    top = pdf.Root.AcroForm.Fields[0]
    leaf = pdf.make_indirect(Dictionary(T=String("opinion"), V=String("적정"), Parent=top))
    middle = pdf.make_indirect(Dictionary(T=String("12"), FT=Name.Tx, Kids=Array([leaf])))
    top.Kids = Array([middle])
    assert values(pdf) == {"f.12.opinion": "적정"}


def test_a_choice_is_read_from_value_state_or_option() -> None:
    on, off = Dictionary(AS=Name.agree), Dictionary(AS=Name.Off)
    pdf = form(
        Dictionary(T=String("by value"), FT=Name.Btn, V=Name.disagree),
        Dictionary(T=String("by text"), FT=Name.Btn, V=String("/disagree")),
        Dictionary(T=String("by state"), FT=Name.Btn, Kids=Array([off, on])),
        Dictionary(T=String("by option"), FT=Name.Btn, V=Name("/1"),
                   Opt=Array([String("적정"), String("부적정")])),
        Dictionary(T=String("off"), FT=Name.Btn, V=Name.Off),
        Dictionary(T=String("list"), FT=Name.Ch, V=Array([String("가"), String("나")])),
    )  # fmt: skip
    assert values(pdf) == {
        "by value": "disagree",
        "by text": "disagree",
        "by state": "agree",
        "by option": "부적정",
        "off": "",
        "list": "가\n나",
    }


def test_a_widget_that_is_in_no_form_is_read_too() -> None:
    with Pdf.new() as pdf:
        page = pdf.add_blank_page()
        page.obj.Annots = Array(
            [
                pdf.make_indirect(
                    Dictionary(
                        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=[0, 0, 9, 9],
                        T=String("f.1.opinion"), V=String("남음"),
                    )
                )
            ]
        )  # fmt: skip
        found = read_fields(pdf)
    assert (found.values, found.has_form) == ({"f.1.opinion": "남음"}, False)


def test_a_form_that_leads_into_itself_ends() -> None:
    pdf = form(Dictionary(T=String("a")))
    top = pdf.Root.AcroForm.Fields[0]
    top.Kids = Array([top])
    top.Parent = top
    assert values(pdf) == {}


def test_a_signature_is_told_and_is_no_value() -> None:
    pdf = form(Dictionary(T=String("sig"), FT=Name.Sig, V=Dictionary(Type=Name.Sig)))
    found = read_fields(pdf)
    assert (found.is_signed, found.values) == (True, {})


def test_values_that_are_none_are_empty() -> None:
    pdf = form(
        Dictionary(T=String("number"), FT=Name.Tx, V=3),
        Dictionary(T=String("name"), FT=Name.Tx, V=Name.A),
        Dictionary(T=String("nothing")),
        Dictionary(FT=Name.Tx, V=String("without a name")),
    )
    assert values(pdf) == {"number": "", "name": "", "nothing": ""}
