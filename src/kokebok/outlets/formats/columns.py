"""How wide the columns of a table are: one rule for all that is set on paper."""

from __future__ import annotations

LINE = 68.0  # letters on the narrowest line a table stands on, the room around its cells counted as letters
AROUND = 3.0  # the room around a cell, in letters
LONGEST = 20  # letters of a word that is not divided
BOLD = 1.12  # how much wider a heading's letters are
MOST = 60  # letters of a cell after which more make its column no wider


def shares_of(rows: tuple[tuple[str, ...], ...]) -> list[float]:
    """A share of the line for each column: by its longest text, with room for its longest word.

    One that is left to be filled in has what the others have on average.
    """
    columns = [[row[n] if n < len(row) else "" for row in rows] for n in range(_count(rows))]
    least = [_longest_word(cells) for cells in columns]
    wanted = [max(_by_text(cells), word) for cells, word in zip(columns, least, strict=True)]
    filled = [share for cells, share in zip(columns, wanted, strict=True) if any(cells[1:])]
    fair = sum(filled) / len(filled) if filled else 0.0
    wanted = [
        share if any(cells[1:]) else max(share, fair) for cells, share in zip(columns, wanted, strict=True)
    ]
    return [round(share, 2) for share in _fitted(wanted, least)]


def _count(rows: tuple[tuple[str, ...], ...]) -> int:
    return max((len(row) for row in rows), default=0)


def _by_text(cells: list[str]) -> float:
    return float(min(max(map(len, cells), default=0), MOST) ** 0.75)


def _longest_word(cells: list[str]) -> float:
    wide = [BOLD * min(len(word), LONGEST) for word in cells[0].split()]
    wide += [float(min(len(word), LONGEST)) for cell in cells[1:] for word in cell.split()]
    return max(wide, default=0.0) + AROUND


def _fitted(wanted: list[float], least: list[float]) -> list[float]:
    """What is wanted, drawn together to one line, and no column narrower than its longest word where all have room."""
    over, spare = sum(wanted) - sum(least), LINE - sum(least)
    if sum(wanted) <= LINE or over <= 0:
        return wanted
    part = max(spare, 0.0) / over
    return [low + (share - low) * part for share, low in zip(wanted, least, strict=True)]
