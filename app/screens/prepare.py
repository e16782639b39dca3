"""What a child process prepares of a review for its pages: archives of small JSON files."""

import gzip
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from app.exports.review_folder import ASSESSMENT
from app.exports.words import both_words
from app.screens import filmed, light, plan, sighted, watched, ways_in
from app.screens.alternative import alternative
from app.screens.briefs import BRIEFS, briefs
from app.screens.findings import findings
from app.screens.names import LAMP_OUT, LEAF_OFF, LEAF_ON, PLAN
from app.screens.reviewed import Reviewed, reviewed
from cpted_rules.analysis.scene.planting import Season

Progress = Callable[[str, int, int], None]
Part = tuple[str, Callable[[], Any]]


def prepare(arguments: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Write the archive that `name` asks for into `out`, of the assessment.json at `assessment`."""
    content = Path(arguments["assessment"]).read_bytes()
    write(content, str(arguments["name"]), Path(arguments["out"]), progress)
    return {}


def write_plan(out: Path) -> None:
    """Write what the page of the plan shows first into the output folder of a review."""
    path = out / PLAN
    path.parent.mkdir(parents=True, exist_ok=True)
    write((out / ASSESSMENT).read_bytes(), PLAN, path, lambda _part, _done, _total: None)


def write(content: bytes, name: str, out: Path, progress: Progress) -> None:
    """Write one archive of what the pages show.

    Raises:
        AssessmentError: the content is no assessment.json.
    """
    progress("read", 0, 1)
    review = reviewed(content, json.loads(content))
    parts = list(_parts(review, name))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for n, (member, make) in enumerate(parts):
            progress(member, n, len(parts))
            entry = zipfile.ZipInfo(member)  # dated as zip's first day: same review, same bytes
            text = json.dumps(make(), ensure_ascii=False, separators=(",", ":"))
            archive.writestr(entry, gzip.compress(text.encode(), 6, mtime=0))
    progress("", len(parts), len(parts))


def _parts(review: Reviewed, name: str) -> Iterator[Part]:
    if name == PLAN:
        yield from _plan(review)
    elif name == LEAF_ON:
        yield from _leaf_on(review)
    elif name == LEAF_OFF:
        yield from _leaf_off(review)
    else:
        lamp = name.removeprefix(LAMP_OUT)
        yield "light", lambda: light.light_without(review.site(), lamp)


def _plan(review: Reviewed) -> Iterator[Part]:
    of = review.review
    drawn = plan.storeys(of.plan)
    yield "plan", lambda: plan.plan_index(of.plan, of.assessment.facts.title)
    both = both_words(of)
    yield "findings", lambda: findings(of.plan, both)
    yield "briefs", lambda: BRIEFS.dump_python(briefs(of, both), mode="json")
    yield "alternative", lambda: alternative(review.site())
    for level in drawn:
        yield f"storey/{level}", partial(drawn.__getitem__, level)


def _leaf_on(review: Reviewed) -> Iterator[Part]:
    site = review.site()
    yield "sight", lambda: sighted.sight(site)
    yield "surveillance", lambda: watched.surveillance(site)
    yield "doors", lambda: watched.doors(site)
    yield "light", lambda: light.light(site)
    yield "light-out", lambda: light.light_without(site, None)
    yield "cameras", lambda: filmed.cameras(site)
    yield "climb", lambda: ways_in.climb(site)
    yield "approach", lambda: ways_in.approach(site, night=False)
    yield "approach-night", lambda: ways_in.approach(site, night=True)


def _leaf_off(review: Reviewed) -> Iterator[Part]:
    site = review.site(Season.LEAF_OFF)
    yield "sight", lambda: sighted.sight(site)
    yield "surveillance", lambda: watched.surveillance(site)
    yield "light", lambda: light.light(site)
    yield "cameras", lambda: filmed.cameras(site)
    yield "approach", lambda: ways_in.approach(site, night=False)
