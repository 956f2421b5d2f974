"""One poster in a process of its own: the typesetter keeps its memory for all it has set.

Reads the words as JSON on standard input, writes the PDF on standard output. Needs nothing of ours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
STANDARDS: list[list[typst.PDFStandard]] = [["ua-1"], []]  # without, for a letter that no font has


def main() -> int:
    """0 with the PDF written; 1 with what the typesetter said on standard error."""
    words = sys.stdin.buffer.read().decode()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[sys.argv[1]])
    said = ""
    for standards in STANDARDS:
        try:
            pdf = typst.compile(
                str(HERE / "poster.typ"),
                root=str(HERE),
                font_paths=fonts,
                ignore_system_fonts=True,
                sys_inputs={"poster": words},
                pdf_standards=standards,
            )
        except typst.TypstError as error:
            said = "\n".join([error.message, *error.hints, *error.trace])
        else:
            sys.stdout.buffer.write(pdf)
            return 0
    print(said, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
