"""What is measured after a change equals what is measured of the changed plan anew."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cpted_rules.assess import assess
from cpted_rules.findings import Assessment, Verdict
from cpted_rules.plan import Luminaire, SitePlan, Tree
from cpted_rules.rules import RULES
from cpted_rules.site.kept import FIELDS, TracedPlan, reading
from cpted_rules.whatif.change import Change, add, changed, inverse, put, remove
from cpted_rules.whatif.measured import (
    Difference,
    Judged,
    Measured,
    measured_of,
    what_if,
)
from tests.cpted_rules.whatif.estate import (
    KINDS,
    changes,
    editions,
    estate,
    moved,
    site_of,
)


@cache
def plan() -> SitePlan:
    return estate()


@cache
def base() -> Measured:
    return measured_of(site_of(plan()), editions())


def anew(after: SitePlan) -> Assessment:
    return assess(site_of(after), editions())


def told(judged: tuple[Judged, ...]) -> list[object]:
    """What the findings of an assessment hold of measurements, in an order of its own."""
    rows = [
        (
            j.clause.id,
            j.check.rule,
            repr(j.check.parameters),
            j.measurement.subjects,
            repr((j.verdict, j.measurement.value, j.measurement.lacking, j.measurement.storey)),
            j.measurement.where.wkt if j.measurement.where else "",
            repr(j.measurement.witness),
            repr(j.measurement.field),
        )
        for j in judged
    ]
    return sorted(rows)


def found(assessment: Assessment) -> list[object]:
    rows = [
        (
            f.clause,
            f.rule,
            repr(f.parameters),
            tuple(s.id for s in f.subjects),
            repr((f.verdict, f.measured, f.lacking, f.storey)),
            f.where.wkt if f.where else "",
            repr(f.witness),
            repr(f.field),
        )
        for f in assessment.findings
        if f.subjects
    ]
    return sorted(rows)


def test_what_is_measured_first_is_what_an_assessment_finds() -> None:
    assert told(base().judged) == found(anew(plan()))
    assert {j.verdict for j in base().judged} >= {Verdict.REFERRED, Verdict.PASS, Verdict.FAIL}
    assert len({j.check.rule for j in base().judged}) >= 15


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=4, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_change_gives_what_the_changed_plan_gives_anew(kind: str, data: st.DataObject) -> None:
    change = data.draw(changes(plan(), kind))
    full = anew(changed(plan(), change))
    answer = what_if(base(), [change])
    assert told(answer.after.judged) == found(full)
    assert assess(answer.after.site, editions()) == full


@settings(max_examples=6, deadline=None, derandomize=True)
@given(data=st.data())
def test_several_changes_in_a_row_give_what_the_last_plan_gives_anew(data: st.DataObject) -> None:
    made: list[Change] = []
    now = plan()
    for kind in data.draw(st.permutations(KINDS))[:3]:
        made.append(data.draw(changes(now, kind)))
        now = changed(now, made[-1])
    answer = what_if(base(), made)
    assert told(answer.after.judged) == found(anew(now))


@pytest.mark.parametrize("kind", KINDS)
def test_undoing_a_change_gives_back_what_was_measured(kind: str) -> None:
    element = getattr(plan(), kind)[0]
    for change in (remove(element.id), put(moved(element, 1.5, 0.5))):
        answer = what_if(base(), [change, inverse(plan(), change)])
        assert answer.after.judged == base().judged
        assert not answer.differences


def rule_and_subject(difference: Difference) -> tuple[str, str]:
    return difference.judged.check.rule, difference.judged.measurement.subjects[0]


def value_of(judged: Judged | None) -> float:
    assert judged is not None
    assert judged.measurement.value is not None
    return judged.measurement.value


def test_a_difference_says_the_value_and_the_verdict_before_and_after() -> None:
    answer = what_if(base(), [remove("e3")])
    rows = [d for d in answer.differences if rule_and_subject(d) == ("LGT504", "d1")]
    assert rows
    assert all(row.counts for row in rows)
    assert all(value_of(row.after) < value_of(row.before) for row in rows)


def test_a_tree_that_moves_on_to_another_window_is_one_difference() -> None:
    tree = plan().by_id["t0"]
    assert isinstance(tree, Tree)
    by_a_window = replace(moved(tree, -1.2, -5.5), crown_radius_m=0.5)
    there = base().after(put(by_a_window))
    answer = what_if(there, [put(moved(by_a_window, 5.0, 0.0))])
    rows = [d for d in answer.differences if rule_and_subject(d) == ("SUR104", "t0")]
    assert rows
    for row in rows:
        assert row.before
        assert row.after
        assert row.before.measurement.subjects != row.after.measurement.subjects


def test_a_subject_that_is_removed_has_nothing_after() -> None:
    answer = what_if(base(), [remove("h1")])
    gone = [d for d in answer.differences if d.judged.measurement.subjects == ("h1",)]
    assert gone
    assert all(d.after is None for d in gone)


# Which rules are asked again


def reads_of(code: str, parameters: tuple[tuple[str, float | str], ...]) -> set[str]:
    """What one rule reads of the plan when it is the first to ask anything of a site."""
    site = site_of(TracedPlan.of(plan()))
    with reading() as reads:
        tuple(RULES[code].measure(site, **dict(parameters)))
    return reads


def test_what_a_rule_read_is_known_however_much_was_asked_before_it() -> None:
    _ = base().judged
    answers = base().measurements.answers
    assert len(answers) > 15
    for key, answer in answers.items():
        assert isinstance(key, tuple)
        assert reads_of(*key) == answer.reads, key


def test_a_rule_that_read_nothing_changed_is_not_asked_again() -> None:
    lamp, camera = base().asked_again(remove("e1")), base().asked_again(remove("m1"))
    assert {"LGT504", "LGT506"} <= set(lamp)
    assert not [code for code in lamp if code.startswith(("SUR", "CAM", "TER"))]
    assert {"CAM601", "CAM602"} <= set(camera)
    assert not [code for code in camera if code.startswith(("LGT", "TER"))]
    after = base().after(remove("e1"))
    kept = {key for key, a in base().measurements.answers.items() if key[0] not in lamp}
    assert kept
    assert all(after.measurements.answers[key] is base().measurements.answers[key] for key in kept)


@pytest.mark.parametrize(
    ("change", "part", "others"),
    [
        (remove("e1"), "light", ("sight", "cameras", "climb", "walk")),
        (remove("m1"), "cameras", ("sight", "light", "climb", "walk")),
    ],
)
def test_a_lamp_or_a_camera_leaves_the_other_analyses_alone(
    change: Change, part: str, others: tuple[str, ...]
) -> None:
    site = site_of(TracedPlan.of(plan()))
    assess(site, editions())
    for storey in (0, -1):
        site.walk.network(storey)
        site.cameras.views(storey)
    marks = frozenset(("luminaires" if part == "light" else "cameras", f"#{change.id}"))
    after = site.after(changed(site.plan, change), marks)
    for name in others:
        old, new = vars(getattr(site, name)), vars(getattr(after, name))
        asked = [n for n, kept in old.items() if getattr(kept, "answers", None)]
        assert asked or name == "cameras"
        for one in asked:
            assert new[one].answers == old[one].answers, (name, one)


def test_a_light_read_again_is_no_answer_of_before() -> None:
    lamp = plan().by_id["e1"]
    assert isinstance(lamp, Luminaire)
    there = what_if(base(), [put(moved(lamp, 4.0, 0.0))])
    fields = there.after.site.light.field.answers
    old = base().site.light.field.answers
    shared = [key for key in fields if key in old]
    assert shared
    assert any((fields[k].value.channels != old[k].value.channels).any() for k in shared)


class Closing(TracedPlan):
    """A plan that may be closed: then nothing more can be read of it."""

    def __getattribute__(self, name: str) -> object:
        if name in FIELDS and vars(self).get("closed"):
            raise AssertionError(f"{name} read of the plan as it was")
        return super().__getattribute__(name)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_taken_over_reads_the_plan_as_it_was(kind: str) -> None:
    before = Measured(site_of(Closing.of(plan())), tuple(editions()))
    after = before.after(put(moved(getattr(plan(), kind)[0], 1.5, 0.5)))
    vars(before.site.plan)["closed"] = True
    assert after.judged


def test_a_plan_that_is_not_traced_gives_nothing_to_take_over() -> None:
    site = site_of(plan())
    site.sight.scene(0)
    after = site.after(changed(plan(), remove("t1")), frozenset(("trees", "#t1")))
    assert after.sight.scene(0) is not site.sight.scene(0)


def test_one_more_lamp_is_measured_with_the_others() -> None:
    lamp = plan().by_id["e2"]
    assert isinstance(lamp, Luminaire)
    answer = what_if(base(), [add(replace(moved(lamp, -12.0, -17.0), id="e9"))])
    rows = [d for d in answer.differences if rule_and_subject(d) == ("LGT504", "d1")]
    assert rows
    assert all(value_of(row.after) > value_of(row.before) for row in rows)
