"""Rule packs: a legal instrument as a series of dated editions, one YAML file each.

An edition's file is named by the date it applies from: `packs/<pack>/<YYYY-MM-DD>.yaml`. The loader
refuses anything it does not know and any key written twice, so a misspelt key cannot silently
switch a clause off.

    pack: kr_notice                 # the name of the folder
    kind: law                       # law, local, guidance or default; decides the basis
    cite: {ko: ..., en: ...}        # in full, with the number of its promulgation
    short: {ko: ..., en: ...}       # as cited before an article
    applies_from: 2021-07-01
    applies_until: 2025-12-31       # optional: the last day
    promulgated: "..."
    transition: {ko: ..., en: ...}  # optional
    compared: "..."                 # with what text, when; "text not compared" allows no bounds
    district: 광진구                 # optional, of kind local: the only district it binds in
    enabled: false                  # optional, of law and local: governs only if asked for
    clauses: [...]

Guidance and defaults govern only where `SiteFacts.guidance` names their pack (they may not say
`enabled`), and never yield more than advice; a local edition yields a local criterion, and governs
only where `SiteFacts.district` is its own.

A clause:

    - id: art10-5-3                 # pack/id names it everywhere
      cite: {ko: "제10조제5항제3호", en: "Art. 10(5)3"}
      title: {ko: ..., en: ...}
      requires: {ko: ..., en: ...}  # in our own words
      force: mandatory              # mandatory, mandatory_or_substitute, recommended
      topic: parking
      binds: {uses: [apartment], households_at_least: 100}     # keys of clause.Binding
      stage: construction           # from which its evidence exists
      evidence: S                   # S read in a source, M not seen, X default of this tool; S if
                                    # not said, and guidance and defaults must say it. M may have no
                                    # bound, X is no law, and neither is enabled by itself
      checks: [{rule: CAM604, at_most: 25 m, tolerance: 0.3 m, with: {...}, reference: ...}]
      opinions: {fail: ..., referred: ..., unknown: ...}
      person: {ko: ..., en: ...}    # the question where nothing is computed
      egress: {ko: ..., en: ...}    # the limit that fire or accessibility law sets to the remedy
      caveat: {ko: ..., en: ...}

A tolerance is of measuring: a value that breaks the bound by no more is referred to a person. For
the unit `yes` it says that what a drawing does not show may still be there (`tolerance: 1 yes`).
A check may say `opinions:` of its own, where those of its clause do not fit what it measures.

Instead of `checks` or `person`, a clause may say `scope:` (it decides whom others bind, and how
that is applied) or `unmodelled:` (it asks nothing of a plan, and why). Such a clause makes no
finding; coverage counts it. A clause against design errors says `contradictions:`, the codes of
the reader's notes that make a finding each.

A binding may say `path: {ko: ..., en: ...}`, the provision by which it binds, printed before its
reasons, and `unless:`, a binding that exempts where it holds.

An edition whose text is that of another one says so instead of writing it twice:

    same_as: 2021-07-01             # the clauses of that edition of the same pack
    except:                         # keys that differ, by clause; null takes away a key or a clause
      art10-8-1: {caveat: {ko: ..., en: ...}}
      art10-13: null
    clauses: []                     # optional: clauses that the other edition does not have
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from cpted_rules.clause import (
    EVIDENCE_NAMES,
    FORCE_NAMES,
    MODELLING_NAMES,
    Binding,
    Bound,
    Check,
    Clause,
    Edition,
    EditionKind,
    Evidence,
    Force,
    Modelling,
    Reference,
    Topic,
)
from cpted_rules.facts import SiteFacts
from cpted_rules.pack_file import REFERENCES, PackFile

PACKS = Path(__file__).parent / "packs"


def load_edition(path: Path) -> Edition:
    """The edition written in one YAML file.

    Raises:
        PackError: a key is unknown, missing, doubled or of the wrong kind; says which and where.
    """
    return PackFile(path).edition()


def edition_files(folder: Path = PACKS) -> tuple[Path, ...]:
    """The file of every edition of every pack, in order of pack and date."""
    packs = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("_"))
    return tuple(path for pack in packs for path in sorted(pack.glob("*.yaml")))


@cache
def every_edition() -> Mapping[str, Edition]:
    """Every edition of this program, by id; read once in a process."""
    return MappingProxyType({edition.id: edition for edition in map(load_edition, edition_files())})


def editions_for(
    filed_on: date,
    folder: Path = PACKS,
    *,
    district: str = "",
    guidance: Sequence[str] = (),
) -> tuple[Edition, ...]:
    """The edition of each pack that governs a case filed on a date. Never `today`.

    Args:
        district: of the site, such as `광진구` or `서울특별시 광진구`.
        guidance: packs asked for that do not govern by themselves.
    """
    latest: dict[str, Path] = {}
    for path in edition_files(folder):
        if path.stem <= filed_on.isoformat():
            latest[path.parent.name] = path
    found = [load_edition(path) for path in latest.values()]
    return tuple(
        edition
        for edition in found
        if (edition.applies_until is None or filed_on <= edition.applies_until)
        and (edition.enabled or edition.pack in guidance)
        and (edition.district is None or edition.district in district.split())
    )


def editions_governing(facts: SiteFacts, folder: Path = PACKS) -> tuple[Edition, ...]:
    """The editions that govern a project: by filing date, district and the guidance asked for."""
    return editions_for(facts.filed_on, folder, district=facts.district, guidance=facts.guidance)


def gaps(editions: tuple[Edition, ...]) -> tuple[str, ...]:
    """What is wrong with the dates of one pack's editions: gaps, overlaps, open ends inside."""
    wrong = []
    for older, newer in pairwise(editions):
        expected = newer.applies_from - timedelta(days=1)
        if older.applies_until != expected:
            wrong.append(f"{older.id} applies until {older.applies_until}, expected {expected}")
    return tuple(wrong)


__all__ = [
    "EVIDENCE_NAMES",
    "FORCE_NAMES",
    "MODELLING_NAMES",
    "PACKS",
    "REFERENCES",
    "Binding",
    "Bound",
    "Check",
    "Clause",
    "Edition",
    "EditionKind",
    "Evidence",
    "Force",
    "Modelling",
    "Reference",
    "Topic",
    "edition_files",
    "editions_for",
    "editions_governing",
    "every_edition",
    "gaps",
    "load_edition",
]
