"""The first finding in a new process: the library imported, a house looked at, one rule measured.

......k1......    a walk, 7 to 9 m north of the house
------f1------    a fence of 1 m at 6 m
   +--w1--+       the window looks north from 1.5 m: over the fence it sees what is higher
   |  b1  |       than 0.87 m at 7.5 m and than 0.79 m at 8.5 m. Half of a person of 1.7 m is
                  at 0.85 m, so that the nearer half of the walk is not seen.
"""

import json
import sys

KNOWN = 0.5
"""Share of the walk that nobody sees."""


def main() -> None:
    """Say which share of the walk nobody sees."""
    from datetime import date

    from shapely import LineString, box

    from cpted_rules.facts import SiteFacts, Stage, Use, UsePart
    from cpted_rules.plan import (
        Barrier,
        BarrierKind,
        Building,
        Opening,
        OpeningKind,
        Serves,
        SitePlan,
        Walk,
    )
    from cpted_rules.rules import RULES
    from cpted_rules.site import Site

    plan = SitePlan(
        buildings=(Building(id="b1", area=box(-5, -10, 5, 0), top_m=30.0),),
        openings=(
            Opening(
                id="w1",
                line=LineString([(-1, 0), (1, 0)]),
                kind=OpeningKind.WINDOW,
                serves=Serves.DWELLING,
                storey=1,
                outward_deg=0.0,
            ),
        ),
        barriers=(
            Barrier(
                id="f1", line=LineString([(-20, 6), (20, 6)]), kind=BarrierKind.FENCE, top_m=1.0
            ),
        ),
        walks=(Walk(id="k1", area=box(-5, 7, 5, 9)),),
    )
    facts = SiteFacts(
        title="first use",
        case_number="1",
        stage=Stage.PERMIT,
        filed_on=date(2026, 10, 5),
        district="",
        parts=(UsePart(use=Use.APARTMENT),),
    )
    site = Site(plan, facts)
    (walk,) = RULES["SUR101"].measure(site, within_m=43.0)
    sys.stdout.write(json.dumps({"unseen": walk.value}))


if __name__ == "__main__":
    main()
