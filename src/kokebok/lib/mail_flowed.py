"""Text that a mail program has wrapped, and said so: format=flowed, RFC 3676."""

from __future__ import annotations

SIGNATURE = "-- "


def unwrapped(text: str, *, without_space: bool = False) -> str:
    """Each paragraph on one line. `without_space` is delsp: the space at the end of a line is only a sign.

    A line goes on when it ends with a space, and the next is quoted as deep. The line «-- » is no such line.
    """
    lines: list[tuple[int, str]] = []
    goes_on = False
    for raw in text.replace("\r\n", "\n").split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:].removeprefix(" ")
        if goes_on and depth == lines[-1][0] and line != SIGNATURE:
            lines[-1] = (depth, lines[-1][1] + line)
        else:
            lines.append((depth, line))
        goes_on = line.endswith(" ") and line != SIGNATURE
        if goes_on and without_space:
            lines[-1] = (depth, lines[-1][1][:-1])
    return "\n".join(f"{'>' * depth} {line}" if depth else line for depth, line in lines)
