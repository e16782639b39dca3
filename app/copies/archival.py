"""A PDF made to the rules of PDF/A: what it says of itself, its colours, its fonts, its bytes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, String
from pikepdf.models.metadata import decode_pdf_date

from app.reports.glyphs import bare_by_place


@dataclass(frozen=True, slots=True)
class Standard:
    """A part and level of PDF/A, and the version of PDF that it stands on."""

    part: int
    level: str
    version: str


class Claim(StrEnum):
    """What a copy says that it conforms to."""

    A1B = "PDF/A-1b"
    A3B = "PDF/A-3b"


STANDARDS = {
    Claim.A1B: Standard(part=1, level="B", version="1.4"),
    Claim.A3B: Standard(part=3, level="B", version="1.7"),
}
CONDITION = "sRGB IEC61966-2.1"
XMP_NAMES = {"dc": "http://purl.org/dc/elements/1.1/", "pdf": "http://ns.adobe.com/pdf/1.3/"}
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
{words}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def conform(pdf: Pdf, claim: Claim, *, title: str) -> None:
    """Make a document without forms and transparency say and keep what the standard asks.

    Args:
        title: of the copy, in its metadata.
    """
    standard = STANDARDS[claim]
    _colours(pdf)
    _links(pdf)
    _actions(pdf)
    _images(pdf)
    if standard.part == 1:
        _without_files(pdf)
        for descriptor in _descriptors(pdf):
            _font_of_part_1(pdf, descriptor)
    else:
        _files_told(pdf)
    _metadata(pdf, standard, title)


def written(pdf: Pdf, claim: Claim) -> bytes:
    """The bytes of the document, the same for the same document."""
    part_1 = STANDARDS[claim].part == 1
    out = BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(
        out,
        force_version=STANDARDS[claim].version,
        min_version=STANDARDS[claim].version,
        object_stream_mode=ObjectStreamMode.disable if part_1 else ObjectStreamMode.generate,
        deterministic_id=True,
        compress_streams=True,
        linearize=False,
    )
    return out.getvalue()


def _colours(pdf: Pdf) -> None:
    """What red, green and blue mean on this document."""
    profile = Stream(pdf, files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes())
    profile["/N"] = 3
    pdf.Root["/OutputIntents"] = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String(CONDITION),
                Info=String(CONDITION),
                RegistryName=String("http://www.color.org"),
                DestOutputProfile=pdf.make_indirect(profile),
            )
        ]
    )


def _links(pdf: Pdf) -> None:
    """Links are printed, like everything else of the page."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            annotation["/F"] = 4


def _actions(pdf: Pdf) -> None:
    """Nothing happens by itself."""
    for key in ("/OpenAction", "/AA", "/JavaScript"):
        if key in pdf.Root:
            del pdf.Root[key]
    names = pdf.Root.get("/Names", Dictionary())
    if "/JavaScript" in names:
        del names["/JavaScript"]
    for page in pdf.pages:
        if "/AA" in page.obj:
            del page.obj["/AA"]


def _images(pdf: Pdf) -> None:
    """Pictures are shown as they are, not smoothed as a viewer thinks best."""
    for each in pdf.objects:
        if isinstance(each, Stream) and "/Interpolate" in each:
            del each["/Interpolate"]


def _without_files(pdf: Pdf) -> None:
    """No attachments: part 1 knows none."""
    names = pdf.Root.get("/Names", Dictionary())
    for holder, key in ((names, "/EmbeddedFiles"), (pdf.Root, "/AF")):
        if key in holder:
            del holder[key]


def _files_told(pdf: Pdf) -> None:
    """Every attachment is told of in the catalogue, with how it belongs to the document."""
    told = Array()
    for specification in _specifications(pdf):
        if "/AFRelationship" not in specification:
            specification["/AFRelationship"] = Name.Data
        told.append(specification)
    if len(told):
        pdf.Root["/AF"] = told


def _specifications(pdf: Pdf) -> Iterator[Object]:
    tree = pdf.Root.get("/Names", Dictionary()).get("/EmbeddedFiles", Dictionary())
    held = tree.get("/Names", Array())
    for n in range(1, len(held), 2):
        yield held[n]


def _descriptors(pdf: Pdf) -> Iterator[Object]:
    """Composite fonts, each with its descriptor."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and str(each.get("/Subtype", "")).startswith("/CIDFont"):
            yield each


def _font_of_part_1(pdf: Pdf, font: Object) -> None:
    """A bare CFF program in place of OpenType, which came after part 1, and the list of glyphs."""
    descriptor = font["/FontDescriptor"]
    program = descriptor.get("/FontFile3")
    if program is not None and program.get("/Subtype") == Name.OpenType:
        with TTFont(BytesIO(program.read_bytes()), lazy=True) as opened:
            replaced = Stream(pdf, bare_by_place(opened.reader["CFF "]))
        replaced["/Subtype"] = Name.CIDFontType0C
        descriptor["/FontFile3"] = pdf.make_indirect(replaced)
    if "/CIDSet" not in descriptor:
        descriptor["/CIDSet"] = pdf.make_indirect(Stream(pdf, _glyph_set(font)))


def _glyph_set(font: Object) -> bytes:
    """One bit for each glyph that the widths of the font name, the first bit for glyph 0."""
    named: set[int] = {0}
    widths = font.get("/W", Array())
    n = 0
    while n < len(widths):
        first = int(widths[n])
        if isinstance(widths[n + 1], Array):
            named.update(range(first, first + len(widths[n + 1])))
            n += 2
        else:
            named.update(range(first, int(widths[n + 1]) + 1))
            n += 3
    bits = bytearray(max(named) // 8 + 1)
    for glyph in named:
        bits[glyph // 8] |= 0x80 >> glyph % 8
    return bytes(bits)


def _metadata(pdf: Pdf, standard: Standard, title: str) -> None:
    """The same words in the information dictionary and in XMP, as the standard asks."""
    pdf.docinfo["/Title"] = title
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            moment = decode_pdf_date(str(pdf.docinfo[key]))
            pdf.docinfo[key] = f"D:{moment:%Y%m%d%H%M%S}+00'00'"
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    lines = [
        f"<pdfaid:part>{standard.part}</pdfaid:part>",
        f"<pdfaid:conformance>{standard.level}</pdfaid:conformance>",
        "<dc:format>application/pdf</dc:format>",
        f"<dc:title>{_alternative(title)}</dc:title>",
    ]
    if author := info.get("/Author"):
        seq = f"<rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq>"
        lines.append(f"<dc:creator>{seq}</dc:creator>")
    if subject := info.get("/Subject"):
        lines.append(f"<dc:description>{_alternative(subject)}</dc:description>")
    for key, name in (
        ("/Keywords", "pdf:Keywords"),
        ("/Producer", "pdf:Producer"),
        ("/Creator", "xmp:CreatorTool"),
    ):
        if key in info:
            lines.append(f"<{name}>{escape(info[key])}</{name}>")
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        if key in info:
            moment = decode_pdf_date(info[key])
            lines.append(f"<{name}>{moment:%Y-%m-%dT%H:%M:%S}+00:00</{name}>")
    stream = Stream(pdf, XMP.format(words="\n".join(lines)).encode())
    stream["/Type"], stream["/Subtype"] = Name.Metadata, Name.XML
    pdf.Root["/Metadata"] = pdf.make_indirect(stream)


def _alternative(words: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li></rdf:Alt>'


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()
