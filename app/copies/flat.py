"""Annotations and fields made part of the page: what they showed stays, what they could do goes."""

from collections.abc import Collection, Iterator
from itertools import count

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

Six = tuple[float, float, float, float, float, float]

HIDDEN = 0b10_0010
"""Flags Hidden and NoView: what the reader of the page was not shown."""


def flatten(pdf: Pdf, *, without: Collection[str] = ()) -> None:
    """Draw every annotation but links into its page, and take away the form.

    Args:
        without: names (`/NM`) of annotations that are taken away and not drawn.
    """
    gone: set[tuple[int, int]] = set()
    for page in pdf.pages:
        kept = Array()
        shown: list[tuple[Object, Six]] = []
        for annotation in _annotations(page):
            if annotation.get("/Subtype") == Name.Link:
                kept.append(annotation)
                continue
            gone.add(annotation.objgen)
            drawn = _appearance(annotation)
            if drawn is not None and str(annotation.get("/NM", "")) not in without:
                shown.append((drawn, _placed(drawn, annotation)))
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
        if len(kept):
            page.obj["/Annots"] = kept
        draw(pdf, page, shown)
    _without_objects(pdf, gone)
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]


def draw(pdf: Pdf, page: Page, forms: Collection[tuple[Object, Six]]) -> None:
    """Draw forms over a page, as what is no part of its text."""
    if not forms:
        return
    words = [b"Q /Artifact BMC"]
    for form, matrix in forms:
        name = page.add_resource(form, Name.XObject, _free_name(page))
        numbers = " ".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in matrix)
        words.append(f"q {numbers} cm {name} Do Q".encode("ascii"))
    words.append(b"EMC")
    page.contents_add(Stream(pdf, b"q"), prepend=True)
    page.contents_add(Stream(pdf, b"\n".join(words)))


def _free_name(page: Page) -> Name:
    """A name that no form of the page has: pikepdf would draw lots for it."""
    held = page.resources.get("/XObject", Dictionary())
    return Name(next(name for n in count() if (name := f"/Said{n}") not in held))


def _annotations(page: Page) -> Iterator[Object]:
    found = page.obj.get("/Annots")
    if isinstance(found, Array):
        yield from (each for each in found if isinstance(each, Dictionary))


def _appearance(annotation: Object) -> Object | None:
    """The form that shows it now; None where nothing does."""
    if annotation.get("/Subtype") == Name.Popup or int(annotation.get("/F", 0)) & HIDDEN:
        return None
    normal = annotation.get("/AP", Dictionary()).get("/N")
    if isinstance(normal, Dictionary) and not isinstance(normal, Stream):
        normal = normal.get(str(annotation.get("/AS", Name.Off)))
    if not isinstance(normal, Stream) or "/BBox" not in normal:
        return None
    normal["/Type"], normal["/Subtype"] = Name.XObject, Name.Form
    return normal


def _placed(form: Object, annotation: Object) -> Six:
    """The matrix that lays a form's box onto the rectangle of its annotation.

    Source: PDF 2.0 (ISO 32000-2), 12.5.5, algorithm 8.
    """
    a, b, c, d, e, f = (float(value) for value in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
    x0, y0, x1, y1 = (float(value) for value in form["/BBox"])
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (x0, x1) for y in (y0, y1)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    low, high = min(y for _, y in corners), max(y for _, y in corners)
    rx0, ry0, rx1, ry1 = (float(value) for value in annotation["/Rect"])
    rx0, rx1, ry0, ry1 = min(rx0, rx1), max(rx0, rx1), min(ry0, ry1), max(ry0, ry1)
    wide = (rx1 - rx0) / (right - left) if right > left else 1.0
    tall = (ry1 - ry0) / (high - low) if high > low else 1.0
    return (wide, 0.0, 0.0, tall, rx0 - left * wide, ry0 - low * tall)


def _without_objects(pdf: Pdf, gone: Collection[tuple[int, int]]) -> None:
    """Take what is gone out of the structure tree: it would keep the whole of it in the file."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or not gone:
        return
    waiting, seen = [root], set()
    while waiting:
        element = waiting.pop()
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        kids = element.get("/K")
        if kids is None:
            continue
        several = list(kids) if isinstance(kids, Array) else [kids]
        left = [kid for kid in several if not _refers(kid, gone)]
        if len(left) < len(several):
            element["/K"] = Array(left)
        waiting += [kid for kid in left if isinstance(kid, Dictionary) and "/K" in kid]
    numbers = root.get("/ParentTree", Dictionary()).get("/Nums")
    if isinstance(numbers, Array):
        used = {int(page.obj["/StructParents"]) for page in pdf.pages if "/StructParents" in page}
        used |= {
            int(each["/StructParent"])
            for page in pdf.pages
            for each in _annotations(page)
            if "/StructParent" in each
        }
        pairs = [(numbers[n], numbers[n + 1]) for n in range(0, len(numbers) - 1, 2)]
        root["/ParentTree"]["/Nums"] = Array(
            [value for key, held in pairs if int(key) in used for value in (key, held)]
        )


def _refers(kid: Object, gone: Collection[tuple[int, int]]) -> bool:
    """Whether a kid of a structure element is the place of an annotation that is gone."""
    if not isinstance(kid, Dictionary) or kid.get("/Type") != Name.OBJR:
        return False
    target = kid.get("/Obj")
    return target is not None and target.objgen in gone
