"""One PDF in a process of its own: the typesetter keeps its memory for every book it has set.

Is told the moment and the name of the typescript; reads the text as JSON on standard input, writes the PDF on standard
output. Needs nothing of ours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import typst

HERE = Path(__file__).parent
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


def main() -> int:
    """0 with the PDF written; 1 with what the typesetter said on standard error."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(HERE.parent / "fonts")])
    try:
        pdf = typst.compile(
            str(HERE / sys.argv[2]),
            root=str(HERE),
            font_paths=fonts,
            ignore_system_fonts=True,
            sys_inputs={"book": sys.stdin.buffer.read().decode()},
            pdf_standards=STANDARDS,
            timestamp=int(sys.argv[1]),
        )
    except typst.TypstError as error:
        print("\n".join([error.message, *error.hints, *error.trace]), file=sys.stderr)
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
