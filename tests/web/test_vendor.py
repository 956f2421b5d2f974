"""What others have made and we hand on: unchanged since it was fetched, and with its licence."""

from __future__ import annotations

import hashlib
import json

from kokebok.web.vendor import VENDOR, without_unused


def test_every_vendored_file_is_listed_with_the_hash_it_has() -> None:
    listed = {row["file"]: row["sha256"] for row in json.loads((VENDOR / "VENDOR.json").read_text())}
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "VENDOR.json"
    }
    assert listed == found


def test_only_the_blocks_of_unused_components_are_left_out() -> None:
    css = '@layer a;@layer c{.ds-chip{x:url("}")}}@layer c{.ds-card{y:1}}'
    assert without_unused(css) == "@layer a;@layer c{.ds-card{y:1}}"
