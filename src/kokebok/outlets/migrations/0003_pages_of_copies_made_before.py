"""Count the pages of the PDFs that were made before pages were counted. A file that is not there is passed over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import migrations

PAGE_TREE = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)")


def count(apps: Any, _editor: Any) -> None:
    copies = apps.get_model("outlets", "Copy").objects
    for copy in copies.filter(form="pdf", pages=0).exclude(sha256="").only("sha256"):
        try:
            content = (Path(settings.COPIES) / f"{copy.sha256}.pdf").read_bytes()
        except OSError:
            continue
        pages = max((int(told[1]) for told in PAGE_TREE.finditer(content)), default=0)
        copies.filter(pk=copy.pk).update(pages=pages)


class Migration(migrations.Migration):
    dependencies = [("outlets", "0002_pages_of_a_copy")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
