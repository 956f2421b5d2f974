"""Dates and times as they are written in British English: 18 November 2026, 5:03 pm.

Noon is midday and twelve at night is midnight, as in the style guide of GOV.UK: nobody is sure which one 12 pm is.
Midnight is the first minute of its day. The words are in locale_british.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "P"
DATETIME_FORMAT = "j F Y, P"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d/m/Y"
SHORT_DATETIME_FORMAT = "d/m/Y, P"
FIRST_DAY_OF_WEEK = 1
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y"]
