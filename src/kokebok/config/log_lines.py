"""What is written of a refusal in the log: its line, which says what was refused. It is no fault of ours."""

from __future__ import annotations

import logging

FAULT = 500


class RefusalsInALine(logging.Filter):
    """Takes the traceback off what was answered with a refusal, so that nobody can fill the log by asking wrongly."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", FAULT) < FAULT:
            record.exc_info = record.exc_text = None
        return True
