"""Terms end on working days of Seoul; the holidays of 2026 are those of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.procedure import clocks
from app.procedure.clocks import TERMS, countdown, ends_on, is_working_day, seoul_day

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2030, 12, 31))


def test_term_counts_from_the_day_after():
    assert ends_on(clocks.TABLED, date(2026, 6, 8)) == date(2026, 7, 8)  # a Wednesday
    assert ends_on(clocks.TOLD, date(2026, 6, 8)) == date(2026, 6, 15)


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        (date(2026, 9, 17), date(2026, 9, 28)),  # 24th: Chuseok's eve; 26th, 27th: a weekend
        (date(2026, 9, 18), date(2026, 9, 28)),  # 25th: Chuseok
        (date(2026, 2, 9), date(2026, 2, 19)),  # 16th to 18th: 설날
        (date(2026, 2, 23), date(2026, 3, 3)),  # 2 March: substitute for the Sunday of 3·1절
        (date(2026, 9, 28), date(2026, 10, 6)),  # 5 October: substitute for Saturday's 개천절
        (date(2026, 8, 10), date(2026, 8, 18)),  # 17 August: substitute for Saturday's 광복절
        (date(2026, 5, 18), date(2026, 5, 26)),  # 25 May: substitute for Buddha's Birthday
    ],
)
def test_term_that_ends_on_a_holiday_ends_on_the_next_working_day(decided, told):
    assert ends_on(clocks.TOLD, decided) == told


def test_term_back_from_a_meeting_ends_on_the_working_day_before():
    assert ends_on(clocks.NAMED, date(2026, 11, 20)) == date(2026, 11, 10)
    assert ends_on(clocks.SENT, date(2026, 11, 20)) == date(2026, 11, 13)
    assert ends_on(clocks.SENT, date(2026, 10, 2)) == date(2026, 9, 23)  # 24th to 27th: Chuseok


@pytest.mark.parametrize(
    ("told", "last"),
    [
        (date(2026, 6, 15), date(2026, 7, 15)),
        (date(2026, 1, 30), date(2026, 3, 3)),  # no 31 February: its end, then a weekend and 3·1절
        (date(2026, 3, 31), date(2026, 4, 30)),  # from 1 April on: the whole month
        (date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 6, 17), date(2026, 7, 20)),  # 17 July: 제헌절, then a weekend
        (date(2026, 12, 9), date(2027, 1, 11)),  # over the year's end; the 9th is a Saturday
    ],
)
def test_month_ends_the_day_before_the_same_number(told, last):
    assert ends_on(clocks.OBJECTION, told) == last


def test_meeting_is_on_its_day_even_on_a_holiday():
    assert ends_on(clocks.HELD, date(2026, 9, 25)) == date(2026, 9, 25)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(DAYS, st.sampled_from([t for t in TERMS if t.days or t.months]))
def test_terms_end_on_working_days_no_earlier_than_they_say(day, term):
    end = ends_on(term, day)
    assert is_working_day(end)
    if term.months:
        assert end > day
    elif term.days > 0:
        assert end - day >= timedelta(days=term.days)
    else:
        assert day - end >= timedelta(days=-term.days)


@pytest.mark.parametrize(("due", "said"), [(20, "D-4"), (16, "D-day"), (14, "D+2")])
def test_countdown_is_as_committees_write_it(due, said):
    assert countdown(date(2026, 11, due), date(2026, 11, 16)) == said


def test_day_is_that_of_seoul():
    from datetime import UTC, datetime

    assert seoul_day(datetime(2026, 10, 5, 15, 30, tzinfo=UTC)) == date(2026, 10, 6)
