"""The XML of BCF: version, project, extensions, documents and the markup of a topic."""

import re
from collections.abc import Sequence
from uuid import uuid5
from xml.etree import ElementTree as ET

from app.exports.topic import Paper, Topic

VIEWPOINT, SNAPSHOT = "viewpoint.bcfv", "snapshot.png"
OPEN, CLOSED = "Open", "Closed"
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""


def child(parent: ET.Element, name: str, words: str | None = None, **values: str) -> ET.Element:
    """A new element at the end of another."""
    element = ET.SubElement(parent, name, {k: clean(v) for k, v in values.items()})
    if words is not None:
        element.text = clean(words)
    return element


def clean(words: str) -> str:
    """Words without what XML cannot hold: drawings may hold anything."""
    return UNPRINTABLE.sub(" ", words)


def written(root: ET.Element) -> bytes:
    """An XML file."""
    ET.indent(root)
    markup: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return markup + b"\n"


def version(number: str, *, three: bool) -> bytes:
    """bcf.version."""
    root = ET.Element("Version", {"VersionId": number})
    if not three:
        child(root, "DetailedVersion", number)
    return written(root)


def project(guid: str, name: str, *, three: bool) -> bytes:
    """project.bcfp."""
    root = ET.Element("ProjectInfo" if three else "ProjectExtension")
    child(child(root, "Project", ProjectId=guid), "Name", name)
    if not three:
        child(root, "ExtensionSchema", "")
    return written(root)


def extensions(topics: Sequence[Topic], stages: Sequence[str]) -> bytes:
    """extensions.xml: the words that topics use."""
    root = ET.Element("Extensions")
    lists = (
        ("TopicTypes", "TopicType", [topic.words.verdict for topic in topics]),
        ("TopicStatuses", "TopicStatus", [OPEN, CLOSED]),
        ("Priorities", "Priority", [topic.words.standing for topic in topics]),
        ("TopicLabels", "TopicLabel", [label for topic in topics for label in labels(topic)]),
        ("Users", "User", [c.author for topic in topics for c in topic.comments]),
        ("Stages", "Stage", list(stages)),
    )
    for many, one, words in lists:
        holder = child(root, many)
        for word in sorted(dict.fromkeys(words)):
            child(holder, one, word)
    return written(root)


def documents(paper: Paper) -> bytes:
    """documents.xml."""
    root = ET.Element("DocumentInfo")
    document = child(child(root, "Documents"), "Document", Guid=str(paper.guid))
    child(document, "Filename", paper.name)
    return written(root)


def labels(topic: Topic) -> tuple[str, ...]:
    """By what topics are filtered: where, by which clause and rule, how binding."""
    words = topic.words
    found = (words.topic, words.cite, words.finding.rule or "", words.force, words.storey)
    return tuple(dict.fromkeys(word for word in found if word))


def markup(topic: Topic, paper: Paper | None, *, three: bool) -> bytes:
    """markup.bcf of a topic."""
    root = ET.Element("Markup")
    if topic.files:
        header = child(root, "Header")
        holder = child(header, "Files") if three else header
        for name in topic.files:
            external = {"IsExternal" if three else "isExternal": "true"}
            file = child(holder, "File", **external)
            child(file, "Filename", name.rsplit("/", 1)[-1])
            child(file, "Reference", name)
    words = topic.words
    about = child(
        root,
        "Topic",
        Guid=str(topic.guid),
        TopicType=words.verdict,
        TopicStatus=OPEN if topic.open else CLOSED,
    )
    child(about, "Title", f"{words.finding.number}. {words.headline}")
    child(about, "Priority", words.standing)
    child(about, "Index", str(words.finding.number))
    holder = child(about, "Labels") if three else about
    for label in labels(topic):
        child(holder, "Label" if three else "Labels", label)
    child(about, "CreationDate", topic.when)
    child(about, "CreationAuthor", topic.author)
    if words.stage:
        child(about, "Stage", words.stage)
    child(about, "Description", description(topic))
    if paper is not None:
        _paper(about, topic, paper, three=three)
    _said(child(about, "Comments") if three else root, topic)
    if topic.figure is not None:
        holder = child(about, "Viewpoints") if three else root
        view = child(holder, "ViewPoint" if three else "Viewpoints", Guid=str(topic.viewpoint))
        child(view, "Viewpoint", VIEWPOINT)
        child(view, "Snapshot", SNAPSHOT)
        child(view, "Index", "0")
    return written(root)


def description(topic: Topic) -> str:
    """What was measured, what is asked, where; a line each."""
    words = topic.words
    lines = (
        words.headline,
        " / ".join(word for word in (words.measured, words.required) if word),
        f"{words.cite} ({words.force}): {words.requires}",
        " · ".join(word for word in (words.place, words.sheet, words.sources) if word),
        words.note,
        words.egress,
    )
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _paper(about: ET.Element, topic: Topic, paper: Paper, *, three: bool) -> None:
    guid = str(uuid5(paper.guid, str(topic.guid)))
    where = f"{paper.name}#finding-{topic.words.finding.number}"
    if three:
        holder = child(about, "DocumentReferences")
        reference = child(holder, "DocumentReference", Guid=guid)
        child(reference, "DocumentGuid", str(paper.guid))
    else:
        reference = child(about, "DocumentReference", Guid=guid, isExternal="false")
        child(reference, "ReferencedDocument", f"../{paper.name}")
    child(reference, "Description", where)


def _said(holder: ET.Element, topic: Topic) -> None:
    for said in topic.comments:
        comment = child(holder, "Comment", Guid=str(said.guid))
        child(comment, "Date", said.when)
        child(comment, "Author", said.author)
        child(comment, "Comment", said.words)
        if topic.figure is not None:
            child(comment, "Viewpoint", Guid=str(topic.viewpoint))
