"""Which strings are to be translated, and what a file of translations can lack."""

from __future__ import annotations

import os
from pathlib import Path

import polib
import pytest

from kokebok.cli.strings import SourceString, faults, strings_in, update
from kokebok.cli.translations import compile_translations

VIEW = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext

title = _("Send input")
label = gettext_lazy("Name")
count = ngettext("%(count)d input", "%(count)d inputs", 3)
may = pgettext("month", "May")
plain = "not to be translated"
"""
TEMPLATE = """{% load i18n %}
    <h1>{% translate "Send input" %}</h1>
  <p>{% blocktranslate trimmed with name=person.name %}
      Thank you,
      {{ name }}
    {% endblocktranslate %}</p>
      {% blocktranslate count n=n %}one day{% plural %}{{ n }} days{% endblocktranslate %}
<p>It's ("not" {{ to_be.translated|default:_("Nobody") }}</p>
"""
ALL = {
    SourceString("", "Name", ""): ["desk/views.py"],
    SourceString("", "Nobody", ""): ["desk/templates/desk/queue.html"],
    SourceString("", "Send input", ""): ["desk/templates/desk/queue.html", "desk/views.py"],
    SourceString("", "Thank you, %(name)s", ""): ["desk/templates/desk/queue.html"],
    SourceString("", "%(count)d input", "%(count)d inputs"): ["desk/views.py"],
    SourceString("", "one day", "%(n)s days"): ["desk/templates/desk/queue.html"],
    SourceString("month", "May", ""): ["desk/views.py"],
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    templates = tmp_path / "desk" / "templates" / "desk"
    templates.mkdir(parents=True)
    (tmp_path / "desk" / "views.py").write_text(VIEW)
    (templates / "queue.html").write_text(TEMPLATE)
    return tmp_path


@pytest.fixture
def norwegian(source: Path) -> Path:
    """A complete file of translations."""
    file = source / "locale" / "nb" / "LC_MESSAGES" / "django.po"
    update(file, strings_in(source))
    book = polib.pofile(str(file))
    for entry in book:
        entry.msgstr = "" if entry.msgid_plural else f"{entry.msgid} på norsk"
        entry.msgstr_plural = {0: "én", 1: entry.msgid_plural} if entry.msgid_plural else {}
    book.save()
    return file


def test_strings_are_found_in_modules_and_templates_with_plural_and_context(source: Path) -> None:
    assert strings_in(source) == ALL


def test_a_complete_file_has_no_faults(source: Path, norwegian: Path) -> None:
    assert faults(norwegian, strings_in(source)) == []


def test_a_missing_an_uncertain_and_an_unused_translation_are_each_a_fault(
    source: Path, norwegian: Path
) -> None:
    book = polib.pofile(str(norwegian))
    found = {entry.msgid: entry for entry in book}
    found["Name"].msgstr = ""
    found["Send input"].flags.append("fuzzy")
    found["%(count)d input"].msgstr_plural[1] = ""
    found["Thank you, %(name)s"].msgstr = "Takk"
    book.append(polib.POEntry(msgid="Gone", msgstr="Borte"))
    book.save()
    assert sorted(faults(norwegian, strings_in(source))) == [
        "nb: no longer in the source: “Gone”",
        "nb: no translation of “%(count)d input” (desk/views.py)",
        "nb: no translation of “Name” (desk/views.py)",
        "nb: other placeholders than in “Thank you, %(name)s”",
        "nb: uncertain (fuzzy): “Send input”",
    ]


def test_updating_keeps_what_is_translated_and_takes_out_what_is_unused(
    source: Path, norwegian: Path
) -> None:
    (source / "desk" / "views.py").write_text('title = _("Send input")\nnew = _("New")')
    assert update(norwegian, strings_in(source)) == 1
    assert {
        entry.msgid: entry.msgstr for entry in polib.pofile(str(norwegian)) if not entry.msgid_plural
    } == {
        "New": "",
        "Nobody": "Nobody på norsk",
        "Send input": "Send input på norsk",
        "Thank you, %(name)s": "Thank you, %(name)s på norsk",
    }


def test_what_the_site_reads_is_made_again_when_a_translation_changes(source: Path, norwegian: Path) -> None:
    compile_translations(source)
    made = norwegian.with_suffix(".mo")
    first = made.stat().st_mtime_ns
    compile_translations(source)
    assert made.stat().st_mtime_ns == first
    later = made.stat().st_mtime + 5
    os.utime(norwegian, (later, later))
    compile_translations(source)
    assert made.stat().st_mtime_ns != first
