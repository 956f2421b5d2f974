"""Themes proposed for texts, learnt from those that people have decided. Heavy to import: only for later work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from kokebok.lib.text_analysis import KnownThemes, ProposedThemes, ThemeChoice
from kokebok.lib.text_vectors import (
    HIDDEN,
    Array,
    Canon,
    Readings,
    beginning,
    canon,
    centred,
    hidden,
    neighbours,
    ngrams,
)

STRICTNESS = 0.03  # C of the classifier: found, as the next two, on other samples than those reported
HEARSAY = 0.3  # how much what the neighbours have counts beside what a text itself says
STEPS = 4  # how far it is passed on, from neighbour to neighbour
MOST_PROPOSED = 3
FEWEST_WITH_NEIGHBOURS = 30


def propose(
    texts: Sequence[str],
    decided: Mapping[int, KnownThemes],
    names: Mapping[int, str],
    readings: Readings = (),
) -> list[ProposedThemes]:
    """For each text, at most three themes it may have.

    `decided` is by the place of the text; `names` has the words for each theme that may be proposed, by its key.
    Nothing is proposed before two themes have been given to a text each. The order of the texts does not matter.
    """
    if len(_given(decided, names)) < 2 or not texts:
        return [ProposedThemes((), 0.0) for _text in texts]
    return propose_from(prepare(texts, readings), decided, names)


@dataclass(frozen=True)
class Prepared:
    """The texts looked at in all ways, which does not depend on what is decided."""

    known: Canon
    rows: sparse.csr_matrix
    heeds: sparse.csr_matrix | None


def prepare(texts: Sequence[str], readings: Readings = ()) -> Prepared:
    """The texts made ready for `propose_from`: most of the work, and the same however much is decided."""
    known = canon(texts, readings)
    looks = looks_of(known)
    return Prepared(known, features(looks), circle(looks))


def propose_from(
    prepared: Prepared, decided: Mapping[int, KnownThemes], names: Mapping[int, str]
) -> list[ProposedThemes]:
    """What `propose` gives, of texts made ready before. At least two themes must have been given."""
    known, rows, themes = prepared.known, prepared.rows, _given(decided, names)
    labels = _by_row(known, decided)
    own = np.column_stack([_score(rows, theme, labels, len(themes)) for theme in themes])
    scores = heard(own, _said(own, themes, labels), prepared.heeds)
    like = _most_alike(rows, themes, labels)
    made = [_proposed(scores[row], like[row], themes) for row in range(len(known.texts))]
    first_at = _first_places(known, labels)
    return [_at_places(made[row], first_at) for row in known.row_of]


def _given(decided: Mapping[int, KnownThemes], names: Mapping[int, str]) -> list[int]:
    """The themes that have been given to a text and may be proposed, in the order of their keys."""
    return sorted(key for key in names if any(key in one.has for one in decided.values()))


@dataclass(frozen=True)
class Looks:
    """The ways to look at the texts: as weights of runs of letters, as what lies behind these, and as meanings."""

    weights: tuple[sparse.csr_matrix, ...]
    behind: tuple[Array, ...]
    meanings: tuple[Array, ...]


def looks_of(known: Canon) -> Looks:
    """The whole text and its first sentence by their letters, and what the model has read."""
    found = (ngrams(texts, 2, 5) for texts in (known.texts, [beginning(text) for text in known.texts]))
    weights = tuple(one for one in found if one is not None)
    behind = tuple(hidden(one, HIDDEN) for one in weights) or (np.zeros((len(known.texts), 1)),)
    return Looks(weights, behind, tuple(centred(vectors, known.languages) for vectors in known.readings))


def features(looks: Looks) -> sparse.csr_matrix:
    """One row for each text, with all the ways to look at it beside one another."""
    dense = [sparse.csr_matrix(one) for one in (*looks.behind, *looks.meanings)]
    return sparse.csr_matrix(sparse.hstack([*looks.weights, *dense]))


def circle(looks: Looks) -> sparse.csr_matrix | None:
    """How much each text heeds each other: those nearest to it, each way to look counted; rows add up to 1.

    None where there are too few texts to have neighbours.
    """
    if len(looks.behind[0]) < FEWEST_WITH_NEIGHBOURS:
        return None
    points = [*looks.behind, *([normalize(np.hstack(looks.meanings))] if looks.meanings else [])]
    tied = sum(neighbours(one) for one in points)
    return sparse.csr_matrix(sparse.diags(1 / np.asarray(tied.sum(axis=1)).ravel()) @ tied)


def heard(own: Array, said: Array, heeds: sparse.csr_matrix | None) -> Array:
    """The scores when each text also heeds its neighbours. `said` has 1 or -1 where people have decided, else 0.

    What people have said stands; the rest is passed on from neighbour to neighbour some steps (after Zhou et al.,
    Learning with local and global consistency, NIPS 2003).
    """
    start = np.where(said == 0, own, said)
    if heeds is None:
        return start
    scores = start
    for _step in range(STEPS):
        scores = HEARSAY * (heeds @ scores) + (1 - HEARSAY) * start
    return np.round(scores, 6)


def _by_row(known: Canon, decided: Mapping[int, KnownThemes]) -> dict[int, KnownThemes]:
    """What is decided of each row. Where equal texts were decided differently, all that was said holds."""
    found: dict[int, KnownThemes] = {}
    for place in sorted(decided):
        row, said = known.row_of[place], decided[place]
        before = found.get(row)
        if before is not None:
            has = before.has | said.has
            said = KnownThemes(has, (before.has_not | said.has_not) - has, before.is_whole or said.is_whole)
        found[row] = said
    return found


def _score(rows: sparse.csr_matrix, theme: int, labels: Mapping[int, KnownThemes], themes: int) -> Array:
    """How far each row is on the theme's side of the line between those that have it and those that have not.

    The rarer the theme is among so many themes, the more each row that has it counts.
    """
    yes = sorted(row for row, said in labels.items() if theme in said.has)
    no = sorted(
        row
        for row, said in labels.items()
        if theme not in said.has and (said.is_whole or theme in said.has_not)
    )
    if not yes or not no:
        return np.full(rows.shape[0], -1.0)
    weights = {1: (len(yes) + len(no)) / (themes * len(yes)), 0: 1.0}
    line = LinearSVC(C=STRICTNESS, class_weight=weights, random_state=0, max_iter=4000, tol=1e-5)
    line.fit(rows[yes + no], [1] * len(yes) + [0] * len(no))
    return np.round(np.asarray(line.decision_function(rows)), 6)


def _said(own: Array, themes: Sequence[int], labels: Mapping[int, KnownThemes]) -> Array:
    """1 where people have given a row a theme, -1 where they have found that it has it not, 0 where nothing is said."""
    said = np.zeros_like(own)
    for row, decided in labels.items():
        for at, theme in enumerate(themes):
            if theme in decided.has:
                said[row, at] = 1
            elif decided.is_whole or theme in decided.has_not:
                said[row, at] = -1
    return said


def _most_alike(rows: sparse.csr_matrix, themes: Sequence[int], labels: Mapping[int, KnownThemes]) -> Array:
    """For each row and theme, the row with that theme that it is most like, itself left out; -1 for none."""
    found = np.full((rows.shape[0], len(themes)), -1)
    for at, theme in enumerate(themes):
        having = np.array(sorted(row for row, said in labels.items() if theme in said.has))
        near = (rows @ rows[having].T).toarray()
        near[having, np.arange(len(having))] = -np.inf
        best = near.argmax(axis=1)
        found[:, at] = np.where(np.isneginf(near.max(axis=1)), -1, having[best])
    return found


def _proposed(scores: Array, like: Array, themes: Sequence[int]) -> ProposedThemes:
    order = sorted(range(len(themes)), key=lambda at: (-scores[at], themes[at]))
    shares = np.exp(2 * (scores - scores.max()))
    shares = shares / shares.sum()
    choices = tuple(
        ThemeChoice(themes[at], round(float(shares[at]), 4), int(like[at]) if like[at] >= 0 else None)
        for at in order[:MOST_PROPOSED]
    )
    return ProposedThemes(choices, round(float(scores[order[0]] - scores[order[1]]), 6))


def _first_places(known: Canon, labels: Mapping[int, KnownThemes]) -> dict[int, int]:
    """For each decided row, the place of the first of the texts it stands for."""
    found: dict[int, int] = {}
    for place, row in enumerate(known.row_of):
        if row in labels:
            found.setdefault(row, place)
    return found


def _at_places(made: ProposedThemes, first_at: Mapping[int, int]) -> ProposedThemes:
    """The proposal with places of texts instead of rows."""
    choices = tuple(
        ThemeChoice(one.theme, one.share, None if one.like is None else first_at[one.like])
        for one in made.choices
    )
    return ProposedThemes(choices, made.lead)
