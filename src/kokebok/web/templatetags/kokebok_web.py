"""What the templates need beyond Django's own tags: runs of passages, contents, links that know where we are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kokebok.lib.list_tree import LISTED, PointList, lists_of
from kokebok.lib.text import PageText, Passage, Picture, Section, heading_levels
from kokebok.web.asked_query import own_address as address_of_page
from kokebok.web.language_names import OWN_NAMES, in_sentence
from kokebok.web.look import sheet_of
from kokebok.web.present import is_present

register = template.Library()

TOGETHER = ("check", "field")

register.filter("present", is_present)


@register.filter
def with_code(words: str) -> SafeString:
    """Words in which what stands between `backticks` is code."""
    parts = str(words).split("`")
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<code>{}</code>", part) if number % 2 else part,)
            for number, part in enumerate(parts)
        ),
    )


@dataclass(frozen=True)
class PassageRun:
    """Passages that are laid out together: items in a row, as the lists they make, or a single other passage.

    `level` is the number of the heading element when the run is a heading, else 0.
    """

    kind: str
    passages: tuple[Passage, ...]
    level: int = 0

    @property
    def lists(self) -> list[PointList]:
        """The outermost lists that items make."""
        return lists_of(self.passages)


@dataclass(frozen=True)
class ContentsEntry:
    """A line of a table of contents."""

    href: str
    title: str


@register.simple_tag(takes_context=True)
def canonical(context: Mapping[str, Any]) -> SafeString:
    """For the head of a page: the one address of it, whatever is asked for behind a question mark."""
    return format_html(
        '<link rel="canonical" href="{}{}">', settings.BASE_URL, quote(context["request"].path)
    )


@register.simple_tag
def runs_of(section: Section, depth: int) -> list[PassageRun]:
    """The passages of a section in order, list items gathered into lists.

    `depth` is the heading level of the section itself; headings inside it come right below, none skipped.
    """
    written = [passage.level for passage in section.passages if passage.kind == "heading"]
    levels = iter(heading_levels(written, depth + 1 if section.title else depth))
    found = []
    for (kind, _one), group in groupby(enumerate(section.passages), key=_run_key):
        passages = tuple(passage for _number, passage in group)
        level = min(6, next(levels)) if kind == "heading" else 0
        found.append(PassageRun(kind, passages, level))
    return found


def _run_key(numbered: tuple[int, Passage]) -> tuple[str, int]:
    number, passage = numbered
    if passage.kind in LISTED:
        return "list", 0
    return passage.kind, 0 if passage.kind in TOGETHER else number + 1


@register.filter
def srcset(picture: Picture) -> str:
    """The addresses of a picture with their widths, for the browser to choose among."""
    return ", ".join(
        f"{reverse('pictures:picture', args=[size.name])} {size.width}w" for size in picture.sizes
    )


@register.filter
def sheet_name(colour: str) -> str:
    """The name of a colour's stylesheet."""
    return sheet_of(colour).name


@register.filter
def contents(page_text: PageText) -> list[ContentsEntry]:
    """The table of contents: titled sections, and the headings inside sections that have no title."""
    found = []
    for number, section in enumerate(page_text.sections, start=1):
        if section.title:
            found.append(ContentsEntry(f"#s-{number}", section.title))
            continue
        top = min((p.level for p in section.passages if p.kind == "heading"), default=0)
        found += [
            ContentsEntry(f"#a-{p.anchor}", p.text)
            for p in section.passages
            if p.kind == "heading" and p.level == top and p.anchor
        ]
    return found


@register.filter
def get_item(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """The value at `key`, or None."""
    return mapping.get(key) if mapping else None


@register.filter
def linked(pairs: Sequence[tuple[str, str]] | None, label: str) -> str:
    """What goes with a label; "" when nothing does."""
    return dict(pairs or ()).get(label, "")


@register.filter
def as_date(iso: str) -> date | None:
    """The day an ISO date names, ready for `|date`; None when empty or not a date."""
    try:
        return date.fromisoformat(iso[:10])
    except (TypeError, ValueError):
        return None


@register.simple_tag
def lang_attr(language: str | None) -> SafeString:
    """` lang="nn"` when the text is in another language than the page around it, else nothing."""
    if not language or language == get_language():
        return SafeString("")
    return format_html(' lang="{}"', language)


@register.filter
def other_language(language: str | None) -> str:
    """What a language is called by those who read it, where it is another than that of the page around; else ""."""
    return "" if language == get_language() else OWN_NAMES.get(language or "", "")


register.filter("in_sentence", lambda name: in_sentence(str(name)))


@register.simple_tag
def lent_lang(page_text: PageText, words: str = "") -> SafeString:
    """` lang="nb"` for a heading or label that the page's language has no word for, else nothing.

    Without `words` it is for the words of the interface within the text, which are in the languages it is in.
    """
    ours = page_text.language in dict(settings.LANGUAGES)
    language = page_text.language_of(words) if words else "" if ours else settings.LANGUAGE_CODE
    return format_html(' lang="{}"', language) if language else SafeString("")


@register.simple_tag(takes_context=True)
def block_again(context: template.Context, name: str) -> str:
    """A block of this page once more, as the title is the heading too: in Django a block has but one place."""
    return str(context.render_context[BLOCK_CONTEXT_KEY].get_block(name).render(context))


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, href: str, label: str) -> SafeString:
    """A link of a menu, marked as the current page, or as the part of the site the reader is in."""
    path = getattr(context.get("request"), "path", "")
    here = ""
    if path == href:
        here = mark_safe(' aria-current="page"')
    elif href != "/" and path.startswith(href):
        here = mark_safe(' aria-current="true"')
    return format_html('<a href="{}"{}>{}</a>', href, here, label)


@register.simple_tag
def table_head(*names: str) -> SafeString:
    """The head of a table, with what its columns are called."""
    cells = format_html_join("", '<th scope="col">{}</th>', ((name,) for name in names))
    return format_html("<thead><tr>{}</tr></thead>", cells)


@register.simple_tag
def field_input(field: BoundField) -> SafeString:
    """The field's own widget in the look of the site; Django ties it to its help and its error."""
    attrs: dict[str, Any] = {"class": f"ds-input {field.field.widget.attrs.get('class', '')}".strip()}
    if field.widget_type == "textarea":
        attrs["cols"] = False
    if longest(field) and field.widget_type == "textarea":
        attrs["data-count-left"] = f"{field.auto_id}_left"
        # The browser would cut a pasted text in silence; the counter and the server say it instead.
        attrs["maxlength"] = False
    return field.as_widget(attrs=attrs)


@register.simple_tag
def field_seen(field: BoundField) -> SafeString:
    """What the field held when the page was made, hidden, where the form asks for it; see web/meanwhile.py."""
    if not field.field.show_hidden_initial:
        return mark_safe("")
    if field.form.is_bound and field.html_initial_name not in field.form.data:
        stands = field.field.hidden_widget()
        return stands.render(field.html_initial_name, field.field.prepare_value(field.initial))
    return field.as_hidden(only_initial=True)


@register.filter
def longest(field: BoundField) -> int | None:
    """How many characters the field takes, if it has a limit."""
    return getattr(field.field, "max_length", None)


@register.filter
def begun(form: Any, names: str) -> bool:
    """Whether something is written, ticked or wrong in one of these fields: a part of a form is then not folded.

    A form may be without some of them, as where an app that asks for one is left out.
    """
    there = [form[name] for name in names.split() if name in form.fields]
    return any(field.value() or field.errors for field in there)


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """The page numbers to show, with "…" where some are left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def error_links(form: Any) -> list[tuple[str, str, str]]:
    """(field id, label, message) for each thing that is wrong in a form; only a message for the form as a whole."""
    whole = [("", "", str(message)) for message in form.non_field_errors()]
    return whole + [
        (_first_id(field), str(field.label), str(message)) for field in form for message in field.errors
    ]


def _first_id(field: BoundField) -> str:
    return str(field.id_for_label or field.auto_id)


@register.simple_tag(takes_context=True)
def own_address(context: Mapping[str, Any]) -> str:
    """The address of this page, without what nobody has looked for in its query."""
    request = context.get("request")  # some pages are made for nobody's request
    return address_of_page(request) if request else ""
