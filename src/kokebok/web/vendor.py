"""Fetch the design system and the fonts again: `python -m kokebok.web.vendor` (needs npm; nobody else does).

What readers load is committed under static/web/vendor, so installing needs neither Node nor a network.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

VENDOR = Path(__file__).parent / "static" / "web" / "vendor"

CSS = ("@digdir/designsystemet-css", "1.22.0", "MIT")
THEME = ("@digdir/designsystemet-theme", "1.11.0", "MIT")
INTER = ("@fontsource-variable/inter", "5.3.0", "OFL-1.1")

# (package, file in the package, name here)
FILES = (
    (CSS, "dist/src/index.css", "designsystemet.css"),
    (CSS, "LICENSE", "designsystemet.LICENSE.txt"),
    (THEME, "brand/digdir.css", "theme.css"),
    (THEME, "LICENSE", "theme.LICENSE.txt"),
    (INTER, "files/inter-latin-wght-normal.woff2", "inter-latin.woff2"),
    (INTER, "files/inter-latin-ext-wght-normal.woff2", "inter-latin-ext.woff2"),
    (INTER, "LICENSE", "inter.LICENSE.txt"),
)

# Components no page of ours uses. Leaving them out spares each reader a third of the stylesheet;
# take a name away here and run again the day a page needs one.
UNUSED = frozenset({
    "avatar", "avatar-stack", "badge", "breadcrumbs", "chip", "combobox", "dropdown", "file-upload", "popover",
    "search", "skeleton", "suggestion", "tabs", "textfield", "toggle-group", "tooltip",
})  # fmt: skip


def main() -> None:
    """Write the vendored files and VENDOR.json anew. Raises CalledProcessError if npm cannot fetch a package."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        unpacked = {package: _fetch(package, Path(folder)) for package in (CSS, THEME, INTER)}
        for package, inside, name in FILES:
            target = VENDOR / name
            shutil.copyfile(unpacked[package] / inside, target)
            if name == "designsystemet.css":
                target.write_text(without_unused(target.read_text(encoding="utf-8")), encoding="utf-8")
            rows.append(_row(package, inside, target))
    listing = json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    (VENDOR / "VENDOR.json").write_text(listing, encoding="utf-8")


def without_unused(css: str) -> str:
    """The stylesheet without the blocks of the components in UNUSED; every other byte is as it was."""
    return "".join(block for block in _blocks(css) if _component(block) not in UNUSED)


def _fetch(package: tuple[str, str, str], folder: Path) -> Path:
    name, version, _licence = package
    into = folder / name.replace("/", "-")
    into.mkdir()
    subprocess.run(
        ["npm", "pack", "--silent", f"{name}@{version}"], cwd=into, check=True, capture_output=True
    )
    with tarfile.open(next(into.glob("*.tgz"))) as archive:
        archive.extractall(into, filter="data")
    return into / "package"


def _row(package: tuple[str, str, str], inside: str, target: Path) -> dict[str, str]:
    name, version, licence = package
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    return {
        "file": target.name,
        "package": name,
        "version": version,
        "from": inside,
        "licence": licence,
        "sha256": digest,
    }


def _blocks(css: str) -> Iterator[str]:
    """The outermost rules and statements, in order; joined they are the stylesheet."""
    start = depth = 0
    for found in re.finditer(r'"(?:\\.|[^"\\])*"|[{};]', css):
        mark = found.group()
        depth += {"{": 1, "}": -1}.get(mark, 0)
        if depth == 0 and mark in "};":
            yield css[start : found.end()]
            start = found.end()
    yield css[start:]


def _component(block: str) -> str:
    found = re.search(r"\.ds-([a-z-]+)", block)
    return found.group(1) if found else ""


if __name__ == "__main__":
    main()
