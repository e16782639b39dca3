"""BCF 3.0 and 2.1: valid by the published schemas, one topic a finding, ids that last."""

import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from app.annotations.store import Answer, Store
from app.exports.bcf import RAISED, bcf
from app.exports.review_folder import ReviewFolder, review_of
from app.exports.topic import BcfVersion
from cpted_rules.text import Lang
from tests.app.assessed import assessed

SCHEMAS = Path(__file__).parent / "bcf_schemas"
SCHEMA_OF = {
    "bcf.version": "version",
    "project.bcfp": "project",
    "extensions.xml": "extensions",
    "documents.xml": "documents",
    "markup.bcf": "markup",
    "viewpoint.bcfv": "visinfo",
}
ANSWERED = Store(
    answers=(
        Answer(person="김위원", name="f.1.decision", value="conditional"),
        Answer(person="김위원", name="f.1.opinion", value="출입구마다 안내판을 둘 것"),
        Answer(person="김위원", name="expert.date", value="2026-10-12"),
    )
)


def review() -> ReviewFolder:
    return review_of(assessed("multiplex", "deficient"), ANSWERED.model_dump_json().encode())


@cache
def made(version: BcfVersion) -> bytes:
    return bcf(review(), lang=Lang.KO, version=version, report=b"%PDF-1.7 report")


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def markups(content: bytes) -> Iterator[Any]:
    for name, written in files(content).items():
        if name.endswith("markup.bcf"):
            yield etree.fromstring(written)


@pytest.mark.parametrize("version", BcfVersion)
def test_every_file_is_valid_by_the_published_schema(version: BcfVersion) -> None:
    folder = SCHEMAS / version.value
    schemas = {
        name: etree.XMLSchema(etree.parse(str(folder / f"{name}.xsd")))
        for name in SCHEMA_OF.values()
        if (folder / f"{name}.xsd").exists()
    }
    checked: list[str] = []
    for name, content in files(made(version)).items():
        kind = SCHEMA_OF.get(name.rsplit("/", 1)[-1])
        if kind is not None:
            schemas[kind].assertValid(etree.fromstring(content))
            checked.append(kind)
    topics = len(list(markups(made(version))))
    assert checked.count("markup") == topics
    assert checked.count("visinfo") > topics / 2
    assert {"version", "project"} < set(checked)


@pytest.mark.parametrize("version", BcfVersion)
def test_each_finding_raised_is_one_topic_with_a_view_and_a_picture(version: BcfVersion) -> None:
    raised = [f for f in review().assessment.findings if f.verdict in RAISED]
    titles = [m.findtext("Topic/Title") for m in markups(made(version))]
    assert [int(title.split(".")[0]) for title in titles] == [f.number for f in raised]
    archive = files(made(version))
    for name, content in archive.items():
        folder = name.rsplit("/", 1)[0]
        if name.endswith("viewpoint.bcfv"):
            assert archive[f"{folder}/snapshot.png"].startswith(b"\x89PNG")
            camera = etree.fromstring(content).find("OrthogonalCamera")
            assert float(camera.findtext("CameraDirection/Z")) == -1
            assert 5 < float(camera.findtext("ViewToWorldScale")) < 500
        assert f"{folder}/../" not in name


@pytest.mark.parametrize("version", BcfVersion)
def test_what_people_said_follows_the_suggested_opinion(version: BcfVersion) -> None:
    first = next(markups(made(version)))
    said = [
        (c.findtext("Author"), c.findtext("Date")[:10], c.findtext("Comment"))
        for c in first.iter("Comment")
        if c.get("Guid")
    ]
    assert said[0][0].startswith("cpted ")
    assert said[1:] == [
        ("김위원", "2026-10-12", "조건부"),
        ("김위원", "2026-10-12", "출입구마다 안내판을 둘 것"),
    ]


def test_the_report_is_carried_and_every_topic_refers_to_it() -> None:
    three = files(made(BcfVersion.V3_0))
    guid = etree.fromstring(three["documents.xml"]).find("Documents/Document").get("Guid")
    assert three[f"documents/{guid}"] == b"%PDF-1.7 report"
    for markup in markups(made(BcfVersion.V3_0)):
        assert markup.findtext(".//DocumentReference/DocumentGuid") == guid
    two = files(made(BcfVersion.V2_1))
    assert two["report.pdf"] == b"%PDF-1.7 report"
    without = files(bcf(review(), lang=Lang.KO, report=None))
    assert "documents.xml" not in without


def test_a_topic_keeps_its_id_while_its_finding_keeps_its_own() -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    raw["findings"] = raw["findings"][5:]
    later = review_of(json.dumps(raw).encode())
    before = {m.find("Topic").get("Guid") for m in markups(made(BcfVersion.V3_0))}
    after = {m.find("Topic").get("Guid") for m in markups(bcf(later, lang=Lang.EN))}
    assert after < before


def test_what_xml_cannot_hold_is_left_out() -> None:
    raw = json.loads(assessed("multiplex", "deficient"))
    raw["findings"] = raw["findings"][:1]
    raw["findings"][0]["subjects"][0]["label"] = "문\u0000\u001b<&>"
    raw["findings"][0]["note"] = {"ko": "\u0001\ufffe", "en": "-"}
    trap = bcf(review_of(json.dumps(raw).encode()), lang=Lang.KO)
    assert len(list(markups(trap))) == 1


def test_the_same_review_gives_the_same_bytes() -> None:
    assert bcf(review(), lang=Lang.KO, report=b"%PDF-1.7 report") == made(BcfVersion.V3_0)
