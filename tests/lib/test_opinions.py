"""Opinion groups and shared ground. polis_votes.csv holds the numbers of a conversation that Polis has exported.

Each line is a person: their number, the group Polis put them in (empty for none), and their vote on each statement. It
is from the test data of red-dwarf (conversation 7btrabcujr, 29 August 2025), without the words, and without the six
people of fewest statements in a row.
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import pytest

from kokebok.lib import worker
from kokebok.lib.finding_opinions import opinions
from kokebok.lib.opinions import Opinions, VoteCount, as_data, from_data
from kokebok.lib.polis import Votes, find_groups, tell

EXPORT = Path(__file__).with_name("polis_votes.csv")


def exported() -> list[list[str]]:
    with EXPORT.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="module")
def votes() -> Votes:
    return [
        (int(person), statement, int(value))
        for person, _group, *values in exported()
        for statement, value in enumerate(values)
        if value
    ]


@pytest.fixture(scope="module")
def found(votes: Votes) -> Opinions:
    return opinions(votes)


def camps(sizes: tuple[int, ...], statements: int = 6) -> Votes:
    """People in camps: all agree with the first statement; on each other one they vote as their camp does."""
    votes, person = [], 0
    for camp, size in enumerate(sizes):
        for _n in range(size):
            person += 1
            votes.append((person, 0, 1))
            votes += [(person, n, 1 if n % len(sizes) == camp else -1) for n in range(1, statements)]
    return votes


def test_the_groups_are_those_that_polis_found(found: Opinions) -> None:
    by_polis = [group for _person, group, *values in exported() if group and sum(map(bool, values)) >= 7]
    assert (found.why, found.people, found.counted) == ("", 40, 35)
    assert found.sizes == (by_polis.count("1"), by_polis.count("0")) == (29, 6)


@pytest.mark.parametrize(
    ("statement", "agree", "disagree", "passed"),
    [(0, 1, 5, 0), (3, 3, 2, 0), (12, 6, 0, 0), (16, 5, 0, 1), (24, 1, 5, 0), (37, 5, 0, 0), (43, 3, 0, 0)],
)
def test_each_statement_has_the_counts_that_polis_exported_for_the_smaller_group(
    found: Opinions, statement: int, agree: int, disagree: int, passed: int
) -> None:
    one = next(one for one in found.statements if one.key == statement)
    assert one.groups[1] == VoteCount(agree, disagree, passed)


def test_the_probability_that_all_groups_agree_is_their_smoothed_shares_multiplied(found: Opinions) -> None:
    one = next(one for one in found.statements if one.key == 37)  # 15 of 18 and 5 of 5
    assert one.groups == (VoteCount(15, 1, 2), VoteCount(5, 0, 0))
    assert one.consensus == pytest.approx((16 / 20) * (6 / 7), abs=1e-4)
    assert one.shared == "agree"


def test_what_all_groups_share_comes_first_and_what_divides_them_is_told_for_each(found: Opinions) -> None:
    shared = [bool(one.shared) for one in found.statements]
    assert shared == sorted(shared, reverse=True)
    dividing = next(one for one in found.statements if one.key == 16)
    assert (dividing.shared, dividing.typical) == ("", ("disagree", "agree"))


def test_the_same_votes_in_another_order_give_the_same_answer(votes: Votes, found: Opinions) -> None:
    assert opinions(list(reversed(votes))) == found


def test_points_say_nothing_of_who_they_are(votes: Votes, found: Opinions) -> None:
    renamed = [(1000 - person, statement, value) for person, statement, value in votes]
    assert sorted(found.points) == list(found.points)
    assert len(found.points) == found.counted == sum(found.sizes)
    assert sorted(opinions(renamed).sizes) == sorted(found.sizes)


def test_two_clear_camps_are_two_groups_with_what_they_share() -> None:
    found = opinions(camps((7, 5)))
    assert (found.why, found.sizes) == ("", (7, 5))
    first = found.statements[0]
    assert (first.key, first.shared, first.groups) == (0, "agree", (VoteCount(7, 0, 0), VoteCount(5, 0, 0)))
    assert not any(one.shared for one in found.statements[1:])


def test_a_pass_is_counted_and_is_neither_for_nor_against() -> None:
    votes = [(who, what, 0 if what == 0 else value) for who, what, value in camps((7, 5))]
    passed = next(one for one in opinions(votes).statements if one.key == 0)
    assert (passed.everybody, passed.shared) == (VoteCount(0, 0, 12), "")


@pytest.mark.parametrize(
    ("votes", "why"),
    [
        ([], "few_statements"),
        (camps((7, 5), statements=2), "few_statements"),
        (camps((4, 3)), "few_people"),
        (camps((12,)), "alike"),
        (camps((12, 2)), "small_groups"),
    ],
)
def test_where_there_is_too_little_to_go_by_it_says_so_and_only_counts(votes: Votes, why: str) -> None:
    found = opinions(votes)
    assert (found.why, found.sizes, found.points) == (why, (), ())
    assert sum(one.everybody.all for one in found.statements) == len(votes)


def test_who_voted_on_too_little_is_counted_but_in_no_group() -> None:
    found = opinions([*camps((7, 5), statements=9), (99, 1, 1)])
    assert (found.people, found.counted, sum(found.sizes)) == (13, 12, 12)
    assert next(one for one in found.statements if one.key == 1).everybody.all == 13


def test_it_comes_back_the_same_from_a_process_of_its_own_and_from_json(
    votes: Votes, found: Opinions
) -> None:
    assert worker.opinions(votes) == found
    assert from_data(as_data(found)) == found


def conversation(seed: int) -> Votes:
    """People of some camps, who vote as their camp does three times of four, on some of the statements."""
    rng = Random(seed)
    camps, statements = rng.randint(2, 4), rng.randint(8, 30)
    held = [[rng.choice((1, -1)) for _one in range(statements)] for _camp in range(camps)]
    votes = []
    for person in range(rng.randint(25, 120)):
        camp = held[person % camps]
        for statement in rng.sample(range(statements), rng.randint(7, statements)):
            value = camp[statement] if rng.random() < 0.75 else rng.choice((1, 0, -1))
            votes.append((person, statement, value))
    return votes


@pytest.mark.parametrize("seed", range(8))
def test_groups_and_what_tells_them_are_those_another_implementation_of_polis_finds(seed: int) -> None:
    from reddwarf.implementations.polis import run_pipeline

    votes = conversation(seed)
    everybody = {who for who, _what, _value in votes}
    ours = find_groups(votes, everybody, most=5)
    assert ours is not None
    theirs = run_pipeline(
        votes=[{"participant_id": who, "statement_id": what, "vote": value} for who, what, value in votes],
        max_group_count=5,
        random_state=0,
    )
    label = theirs.participants_df["cluster_id"].astype(int)
    number = {int(label[who]): int(group) for who, group in zip(ours.people, ours.labels, strict=True)}
    assert [number[int(label[who])] for who in ours.people] == list(ours.labels)
    assert theirs.participants_df[["x", "y"]].to_numpy() == pytest.approx(ours.places)
    told = tell(votes, ours)
    for group, ones in theirs.repness.items():
        named = {key: one.typical[number[group]] for key, one in told.items() if one.typical[number[group]]}
        assert named == {int(one["tid"]): one["repful-for"] for one in ones}
    both = [theirs.group_aware_consensus[way] for way in ("agree", "disagree")]
    assert {key: max(way[key] for way in both) for key in told} == pytest.approx(
        {key: one.consensus for key, one in told.items()}
    )


def two_close_camps_and_one_odd() -> Votes:
    """Twelve and ten who part on three statements of fourteen, and one who is against all that they share."""
    votes = [(0, statement, -1) for statement in range(14)]
    for person in range(1, 23):
        side = 1 if person <= 12 else -1
        votes += [(person, statement, side if statement < 3 else 1) for statement in range(14)]
    return votes


def noise(people: int = 40, statements: int = 12) -> Votes:
    rng = Random(1)
    return [(who, what, rng.choice((1, -1))) for who in range(people) for what in range(statements)]


def test_clear_camps_are_firm_and_noise_is_loose() -> None:
    clear, loose = opinions(camps((14, 10))), opinions(noise())
    assert (clear.firmness, clear.is_loose) == (1.0, False)
    assert (loose.why, loose.is_loose) == ("", True)


def test_one_who_votes_like_nobody_else_is_set_aside_and_hides_no_groups() -> None:
    found = opinions(two_close_camps_and_one_odd())
    assert (found.why, found.sizes, found.aside, found.counted) == ("", (12, 10), 1, 23)
    assert len(found.points) == 22
    assert sum(one.everybody.all for one in found.statements) == 23 * 14


def test_what_was_found_before_firmness_was_measured_can_still_be_read() -> None:
    data = as_data(opinions(camps((7, 5))))
    kept = from_data({key: value for key, value in data.items() if key not in {"aside", "firmness"}})
    assert (kept.firmness, kept.aside, kept.is_loose, kept.sizes) == (None, 0, False, (7, 5))
