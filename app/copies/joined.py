"""Pages of another document at the end of one, with their bookmark and their tags."""

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf


def append(pdf: Pdf, other: Pdf, *, title: str) -> None:
    """Append the pages of a document of ours, bookmarked under a title."""
    first = len(pdf.pages)
    pdf.pages.extend(other.pages)
    added = list(pdf.pages)[first:]
    _tags(pdf, other, [page.obj for page in added])
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem(title, first))


def _tags(pdf: Pdf, other: Pdf, pages: list[Object]) -> None:
    """Hang the structure of the pages under that of the document."""
    root = pdf.Root.get("/StructTreeRoot")
    theirs = other.Root.get("/StructTreeRoot")
    if root is None or theirs is None:
        for page in pages:
            if "/StructParents" in page:
                del page["/StructParents"]
        return
    copied = pdf.copy_foreign(theirs)
    numbers = root["/ParentTree"]["/Nums"]
    after = max((int(numbers[n]) for n in range(0, len(numbers), 2)), default=-1) + 1
    for page in pages:
        for holder in (page, *page.get("/Annots", Array())):
            for key in ("/StructParents", "/StructParent"):
                if key in holder:
                    holder[key] = int(holder[key]) + after
    more = copied["/ParentTree"]["/Nums"]
    for n in range(0, len(more), 2):
        numbers.append(int(more[n]) + after)
        numbers.append(more[n + 1])
    root["/ParentTreeNextKey"] = after + len(more) // 2
    document = _document(root)
    holder = document if document is not None else root
    kids = holder.get("/K", Array())
    kept = list(kids) if isinstance(kids, Array) else [kids]
    for element in _kids(copied):
        parts = _kids(element) if element.get("/S") == Name.Document and document else [element]
        for part in parts:
            part["/P"] = holder
            kept.append(part)
    holder["/K"] = Array(kept)


def _document(root: Object) -> Object | None:
    """The element that holds the whole document, if there is one."""
    found = [kid for kid in _kids(root) if kid.get("/S") == Name.Document]
    return found[0] if len(found) == 1 else None


def _kids(element: Object) -> list[Object]:
    kids = element.get("/K", Array())
    several = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in several if isinstance(kid, Dictionary) and "/S" in kid]
