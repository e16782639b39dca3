"""What a page draws, as a digest: the same however its streams are pressed or numbered."""

from hashlib import sha256

import pikepdf

DEEPEST = 12
"""Forms within forms that are followed; ours have two."""
DRAWN = (pikepdf.Name.XObject, pikepdf.Name.Pattern)


def page_digests(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """SHA-256 of each page's content and of the forms and images it names, hexadecimal.

    Fonts are left out: viewers write them anew. Annotations are no content of a page.
    """
    known: dict[tuple[int, int], bytes] = {}
    return tuple(_page(page, known).hex() for page in pdf.pages)


def _page(page: pikepdf.Page, known: dict[tuple[int, int], bytes]) -> bytes:
    contents = page.obj.get(pikepdf.Name.Contents)
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    content = b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
    return _digest(content, page.resources, known, 0)


def _digest(
    content: bytes, resources: object, known: dict[tuple[int, int], bytes], depth: int
) -> bytes:
    """Of content and of what of its resources it names."""
    digest = sha256(content.strip())
    if depth >= DEEPEST or not isinstance(resources, pikepdf.Dictionary):
        return digest.digest()
    named = frozenset(content.replace(b"\n", b" ").split(b" "))
    for kind in DRAWN:
        drawn = resources.get(kind)
        if not isinstance(drawn, pikepdf.Dictionary):
            continue
        for name in sorted(drawn.keys()):
            if name.encode() in named:
                digest.update(name.encode() + _drawn(drawn[name], known, depth + 1))
    return digest.digest()


def _drawn(one: object, known: dict[tuple[int, int], bytes], depth: int) -> bytes:
    if not isinstance(one, pikepdf.Stream):
        return b""
    if one.objgen in known:
        return known[one.objgen]
    of_image = one.get(pikepdf.Name.Subtype) == pikepdf.Name.Image
    content = one.read_raw_bytes() if of_image else one.read_bytes()
    found = _digest(content, one.get(pikepdf.Name.Resources), known, depth)
    known[one.objgen] = found
    return found
