"""Tables for the tests, as the page editor stores them and as its form sends them."""

from __future__ import annotations

import json
import uuid
from typing import Any

SUMS = [["Tiltak", "Pris"], ["Møterom", "Gratis"], ["Kaffe", "400 kr"]]


def table(kind: str = "table", *, rows: list[list[str]] = SUMS, **more: Any) -> dict[str, Any]:
    """A block with a table."""
    value = {"caption": "Hva det koster", "heads": "row", "cells": rows}
    return {"type": kind, "id": str(uuid.uuid4()), "value": {**value, **more}}


def written(rows: list[list[str]] = SUMS, **more: str) -> dict[str, str]:
    """A table as the form of the page editor sends it."""
    return {"caption": "Hva det koster", "heads": "row", "cells": json.dumps(rows), **more}
