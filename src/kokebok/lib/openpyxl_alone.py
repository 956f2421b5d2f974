"""openpyxl without numpy, which it loads where it is installed, to write numbers that nobody here has: 17 MB.

Even so it takes 5 MB and a tenth of a second: import this only inside the function that reads or writes a workbook.
"""

from __future__ import annotations

from kokebok.lib.taken_for_absent import taken_for_absent

with taken_for_absent("numpy"):
    import openpyxl

__all__ = ["openpyxl"]
