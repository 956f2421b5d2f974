"""Split each published page again whose paragraphs are not those of its text."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kokebok.book.actions.mend_pages import mend_pages


class Command(BaseCommand):
    help = "Bring the paragraphs of published pages in step with their text, and say which were not."

    def handle(self, *args: Any, **options: Any) -> None:
        mended = mend_pages()
        for one in mended:
            done = one.done
            self.stdout.write(
                f"{one.page.url_path} {one.page.title}: {done.paragraphs} paragraphs "
                f"({done.new} new, {done.changed} changed, {done.gone} gone)"
            )
        self.stdout.write(_in_all(len(mended)))


def _in_all(mended: int) -> str:
    if not mended:
        return "Every published page is in step."
    return "1 page was mended." if mended == 1 else f"{mended} pages were mended."
