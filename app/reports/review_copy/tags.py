"""Marks and fields in the structure tree, where a screen reader comes upon them."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf


class Tags:
    """The structure tree of a document, to which annotations are added."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        self._numbers: pikepdf.Object = numbers
        self._next = int(numbers[len(numbers) - 2]) + 1 if len(numbers) else 0

    def in_place_of(
        self, element: int | None, annotation: pikepdf.Object, page: pikepdf.Object
    ) -> None:
        """Let a form field stand where the page kept room for it."""
        if element is None:
            return
        form = self._pdf.get_object((element, 0))
        for key in ("/A", "/Alt"):
            if key in form:
                del form[key]
        form.S = Name.Form
        form.K = Array([self._reference(annotation, page)])
        self._number(form, annotation)

    def after(self, element: int | None, annotation: pikepdf.Object, page: pikepdf.Object) -> None:
        """Let a mark follow the figure it lies on."""
        if element is None:
            return
        figure = self._pdf.get_object((element, 0))
        parent = figure.P
        mark = self._pdf.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=Name.Annot,
                P=parent,
                Pg=page,
                K=Array([self._reference(annotation, page)]),
            )
        )
        kids = list(parent.K.as_list())
        at = next((n for n, kid in enumerate(kids) if _same(kid, figure)), len(kids) - 1)
        while at + 1 < len(kids) and _is_mark(kids[at + 1]):
            at += 1
        kids.insert(at + 1, mark)
        parent.K = Array(kids)
        self._number(mark, annotation)

    def _reference(self, annotation: pikepdf.Object, page: pikepdf.Object) -> Dictionary:
        return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)

    def _number(self, element: pikepdf.Object, annotation: pikepdf.Object) -> None:
        annotation.StructParent = self._next
        self._numbers.append(self._next)
        self._numbers.append(element)
        self._next += 1
        self._pdf.Root.StructTreeRoot.ParentTreeNextKey = self._next


def _same(kid: object, figure: pikepdf.Object) -> bool:
    return isinstance(kid, pikepdf.Object) and kid.objgen == figure.objgen


def _is_mark(kid: object) -> bool:
    return isinstance(kid, Dictionary) and kid.get(Name.S) == Name.Annot
