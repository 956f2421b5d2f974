"""PDFs in a process of its own: the typesetter keeps its memory for every book it has set.

Is told the moment and the name of the typescript; reads texts as JSON, one a line, on standard input, and writes on
standard output the PDF of each, with how many bytes it has in the eight before it. Needs nothing of ours.
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
        for line in sys.stdin.buffer:
            pdf = typst.compile(
                str(HERE / sys.argv[2]),
                root=str(HERE),
                font_paths=fonts,
                ignore_system_fonts=True,
                sys_inputs={"book": line.decode()},
                pdf_standards=STANDARDS,
                timestamp=int(sys.argv[1]),
            )
            sys.stdout.buffer.write(len(pdf).to_bytes(8))
            sys.stdout.buffer.write(pdf)
    except typst.TypstError as error:
        print("\n".join([error.message, *error.hints, *error.trace]), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
