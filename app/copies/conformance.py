"""Rules of PDF/A that a file breaks, as far as its structure shows them.

These are the rules that a report, its marks or its attachments could break (products.md 4.8). A
validator knows all of them: where veraPDF is at hand, `make conformance` asks it too.
"""

import re
from collections.abc import Iterator
from io import BytesIO

from defusedxml.ElementTree import fromstring
from fontTools.ttLib import TTLibError
from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream

from app.copies.archival import STANDARDS, Claim, Standard

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
LI = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
BARRED_ANNOTATIONS = {
    1: {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/3D", "/RichMedia", "/Redact"},
    3: {"/Sound", "/Movie", "/Screen", "/3D", "/RichMedia"},
}
BARRED_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide",
    "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView", "/SubmitForm",
}  # fmt: skip
PRINT, UNSEEN = 0b100, 0b10_0011
"""Flag Print; flags Invisible, Hidden and NoView."""
FONT_PROGRAMS = {1: {"/Type1C", "/CIDFontType0C"}, 3: {"/Type1C", "/CIDFontType0C", "/OpenType"}}


def broken_rules(content: bytes, claim: Claim) -> tuple[str, ...]:
    """What a file breaks of the standard that it claims, in English; nothing where none is seen."""
    standard = STANDARDS[claim]
    found = list(_bytes(content, standard))
    try:
        with Pdf.open(BytesIO(content)) as pdf:
            found += [f"syntax: {problem}" for problem in pdf.check_pdf_syntax()]
            found += _document(pdf, standard)
            found += _metadata(pdf, standard)
            found += _pages(pdf, standard)
            found += _objects(pdf, standard)
    except (PdfError, TTLibError, KeyError, TypeError, ValueError) as error:
        found.append(f"cannot be read: {type(error).__name__}: {error}")
    return tuple(dict.fromkeys(found))


def _bytes(content: bytes, standard: Standard) -> Iterator[str]:
    header = f"%PDF-{standard.version}".encode()
    if not content.startswith(header):
        yield f"header: not {header.decode()}"
    second = content[len(header) :].lstrip(b"\r\n")[:5]
    if len(second) < 5 or second[:1] != b"%" or min(second[1:]) < 128:
        yield "header: no comment of four bytes above 127 follows"
    if not content.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "end: something follows the end of the file"
    if standard.part == 1 and (b"/ObjStm" in content or re.search(rb"/Type\s*/XRef", content)):
        yield "structure: object or cross-reference streams"


def _document(pdf: Pdf, standard: Standard) -> Iterator[str]:
    root = pdf.Root
    if pdf.is_encrypted:
        yield "document: encrypted"
    if "/ID" not in pdf.trailer:
        yield "document: no identifier"
    intents = [i for i in root.get("/OutputIntents", Array()) if i.get("/S") == Name.GTS_PDFA1]
    if len(intents) != 1 or int(intents[0].DestOutputProfile.N) != 3:
        yield "colour: not one output intent for red, green and blue"
    for key in ("/AcroForm", "/OpenAction", "/AA", "/OCProperties", "/Collection"):
        signed = key == "/AcroForm" and _only_signatures(root.get(key))
        if key in root and not signed and not (key == "/OCProperties" and standard.part > 1):
            yield f"document: {key[1:]} in the catalogue"
    names = root.get("/Names", Dictionary())
    if "/JavaScript" in names:
        yield "document: scripts"
    if standard.part == 1 and ("/EmbeddedFiles" in names or "/AF" in root):
        yield "document: attachments"
    if standard.part == 3:
        yield from _attachments(pdf)


def _only_signatures(form: Object | None) -> bool:
    """Whether a form is nothing but the place of a signature."""
    if form is None or bool(form.get("/NeedAppearances", False)) or "/XFA" in form:
        return False
    return all(field.get("/FT") == Name.Sig for field in form.get("/Fields", Array()))


def _attachments(pdf: Pdf) -> Iterator[str]:
    told = {each.objgen for each in pdf.Root.get("/AF", Array())}
    for each in pdf.objects:
        if not isinstance(each, Dictionary) or "/EF" not in each:
            continue
        name = str(each.get("/UF", "?"))
        if not {"/F", "/UF", "/AFRelationship"} <= set(each.keys()):
            yield f"attachment {name}: name or relationship is lacking"
        if each.objgen not in told:
            yield f"attachment {name}: not told of in the catalogue"
        if "/Subtype" not in each.EF.F:
            yield f"attachment {name}: no media type"


def _metadata(pdf: Pdf, standard: Standard) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if not isinstance(stream, Stream) or stream.get("/Subtype") != Name.XML:
        yield "metadata: none"
        return
    if standard.part == 1 and "/Filter" in stream:
        yield "metadata: compressed"
    said = fromstring(stream.read_bytes())
    words = {element.tag: element.text or "" for element in said.iter()}
    for element in said.iter():  # a signer writes as attributes what we write as elements
        words |= element.attrib
    if words.get(f"{PDFAID}part") != str(standard.part):
        yield "metadata: another part of the standard"
    if words.get(f"{PDFAID}conformance") != standard.level:
        yield "metadata: another level of the standard"
    told = said.find(f".//{DC}title//{LI}")
    if "/Title" in pdf.docinfo and (told is None or told.text != str(pdf.docinfo["/Title"])):
        yield "metadata: another title than in the information dictionary"


def _pages(pdf: Pdf, standard: Standard) -> Iterator[str]:
    for n, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", Array()):
            kind = str(annotation.get("/Subtype"))
            flags = int(annotation.get("/F", 0))
            if kind in BARRED_ANNOTATIONS[standard.part]:
                yield f"page {n}: annotation {kind[1:]}"
            if kind != "/Popup" and (not flags & PRINT or flags & UNSEEN):
                yield f"page {n}: annotation {kind[1:]} is not printed"
            if float(annotation.get("/CA", 1)) != 1 and standard.part == 1:
                yield f"page {n}: annotation {kind[1:]} is transparent"
            if (
                kind not in ("/Popup", "/Link")
                and "/AP" not in annotation
                and _has_size(annotation)
            ):
                yield f"page {n}: annotation {kind[1:]} has no appearance"
            if kind == "/Widget" and ("/A" in annotation or "/AA" in annotation):
                yield f"page {n}: a field that acts"
        if "/AA" in page.obj:
            yield f"page {n}: acts by itself"


def _has_size(annotation: Object) -> bool:
    x0, y0, x1, y1 = (float(value) for value in annotation["/Rect"])
    return x0 != x1 and y0 != y1


def _objects(pdf: Pdf, standard: Standard) -> Iterator[str]:
    for each in pdf.objects:
        if not isinstance(each, Dictionary | Stream):
            continue
        if str(each.get("/S", "")) in BARRED_ACTIONS and "/P" not in each:
            yield f"action: {str(each['/S'])[1:]}"
        if standard.part == 1:
            yield from _transparent(each)
        if isinstance(each, Stream):
            if bool(each.get("/Interpolate", False)):
                yield "image: smoothed as a viewer thinks best"
            filters = each.get("/Filter", Array())
            several = list(filters) if isinstance(filters, Array) else [filters]
            if Name.LZWDecode in several or (Name.JPXDecode in several and standard.part == 1):
                yield "stream: a filter that the standard bars"
        elif str(each.get("/Subtype", "")).startswith("/CIDFont"):
            yield from _font(each, standard)
        elif each.get("/Type") == Name.Font and each.get("/Subtype") != Name.Type0:
            descriptor = each.get("/FontDescriptor", Dictionary())
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"font {each.get('/BaseFont', '?')}: not embedded"


def _transparent(each: Object) -> Iterator[str]:
    states = [each, *each.get("/ExtGState", Dictionary()).values()]
    states += each.get("/Resources", Dictionary()).get("/ExtGState", Dictionary()).values()
    for state in states:
        if float(state.get("/ca", 1)) != 1 or (
            float(state.get("/CA", 1)) != 1 and "/Subtype" not in state
        ):
            yield "transparency: paint that lets through"
    if each.get("/SMask", Name("/None")) != Name("/None"):
        yield "transparency: a soft mask"
    if each.get("/Group", Dictionary()).get("/S") == Name.Transparency:
        yield "transparency: a group"


def _font(font: Object, standard: Standard) -> Iterator[str]:
    name = str(font.get("/BaseFont", "?"))[1:]
    descriptor = font.get("/FontDescriptor", Dictionary())
    programs = {"/FontFile2", "/FontFile3"} & set(descriptor.keys())
    if not programs:
        yield f"font {name}: not embedded"
        return
    program = descriptor.get("/FontFile3")
    if program is not None and str(program.get("/Subtype")) not in FONT_PROGRAMS[standard.part]:
        yield f"font {name}: a program of another form"
    if standard.part == 1 and "+" in name and "/CIDSet" not in descriptor:
        yield f"font {name}: no list of its glyphs"
