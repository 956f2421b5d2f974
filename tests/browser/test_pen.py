"""Writing in the page editor: each road on which a page goes live, as an editor walks it, and what readers then see."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import count

from playwright.sync_api import Page, expect

from tests.browser.acts import anchor_of, suggest

NUMBERS = count(1)
SHELF = "Fakta"
PUBLISHED = re.compile(r"/redaksjon/etter-publisering/\d+/$")
FIRST = "Det første avsnittet handler om behovet."


def open_shelf(page: Page) -> str:
    """Go to the list of the fact chapters in the page editor; gives the number of their shelf."""
    page.goto("/admin/pages/")
    address = page.get_by_role("link", name=SHELF, exact=True).first.get_attribute("href")
    found = re.search(r"/(\d+)/", address or "")
    assert found, address
    page.goto(f"/admin/pages/{found.group(1)}/")
    return found.group(1)


def write(page: Page, words: str, *, as_paragraph: bool = True) -> None:
    """Write at the end of the block of text; the editor's script has it a quarter of a second later."""
    page.locator("[data-contentpath='body'] [role=textbox]").first.click()
    page.keyboard.press("Control+End")
    if as_paragraph:
        page.keyboard.press("Enter")
    page.keyboard.type(words)
    written = page.locator("[data-contentpath='body'] input[name$='-value']").first
    expect(written).to_have_value(re.compile(re.escape(words)))


def new_chapter(page: Page) -> str:
    """Write a chapter of one paragraph in the page editor; its title. It is not published yet."""
    title = f"Skrevet i nettleseren {next(NUMBERS)}"
    page.goto(f"/admin/pages/add/book/factchapter/{open_shelf(page)}/")
    page.locator("#id_title").fill(title)
    page.locator("#id_lead").fill("Kort sagt.")
    page.locator("#id_question").fill("Hva skrev redaktøren?")
    page.locator("[data-contentpath='body']").get_by_role("button", name="Sett inn en blokk").first.click()
    page.get_by_role("option", name="Tekst", exact=True).first.click()
    write(page, FIRST, as_paragraph=False)
    return title


def press_publish(page: Page) -> None:
    """Press the button one sees."""
    page.locator("footer").get_by_role("button", name="Publiser", exact=True).click()


def published_chapter(page: Page) -> tuple[str, str]:
    """A chapter that has been written and published; its title, and where it is edited."""
    title = new_chapter(page)
    press_publish(page)
    expect(page).to_have_url(PUBLISHED)
    edit = page.get_by_role("link", name="Skriv videre").get_attribute("href")
    assert edit is not None
    return title, edit


def address_of(title: str) -> str:
    return f"/fakta/{title.lower().replace(' ', '-')}/"


def test_every_kind_of_page_opens_in_the_page_editor_with_all_its_fields(editor: Page) -> None:
    said: list[str] = []
    editor.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    editor.on("pageerror", lambda one: said.append(str(one)))
    kinds = {"Oppskrifter": "recipe", "Fakta": "factchapter", "Eksempler": "example", "Verktøy": "tool"}
    for name, kind in {**kinds, "Blogg": "post"}.items():
        editor.goto("/admin/pages/")
        shelf = editor.get_by_role("link", name=name, exact=True).first.get_attribute("href") or ""
        editor.goto(f"/admin/pages/add/book/{kind}/{re.findall(r'[0-9]+', shelf)[0]}/")
        expect(editor.get_by_role("button", name="Sett inn en blokk").first).to_be_visible()
        assert (kind, said) == (kind, [])


def test_what_one_writes_and_publishes_gets_paragraphs_one_can_speak_about(
    editor: Page, visitor: Page
) -> None:
    title, _edit = published_chapter(editor)
    expect(editor.locator("h1")).to_have_text(f"«{title}» er publisert")
    anchor = anchor_of(visitor, address_of(title), FIRST)
    code = suggest(visitor, anchor, "Det første avsnittet handler om folk.", "Kari Leser")
    visitor.goto(f"/kvittering/{code}/")
    expect(visitor.get_by_text(FIRST).first).to_be_visible()


def test_a_change_in_the_page_editor_is_read_at_once_and_its_reason_stands_beside_it(
    editor: Page, visitor: Page
) -> None:
    title, edit = published_chapter(editor)
    before = anchor_of(visitor, address_of(title), FIRST)
    editor.goto(edit)
    write(editor, "Det andre avsnittet handler om penger.")
    editor.locator("#id_change_reason").fill("Fordi noen spurte.")
    press_publish(editor)
    expect(editor.locator(".lead")).to_contain_text("1 nye")
    assert anchor_of(visitor, address_of(title), FIRST) == before
    assert anchor_of(visitor, address_of(title), "Det andre avsnittet handler om penger.") != before


def test_the_enter_key_in_the_title_saves_a_draft_and_publishes_nothing(editor: Page, visitor: Page) -> None:
    title, edit = published_chapter(editor)
    editor.goto(edit)
    write(editor, "Dette er bare et utkast.")
    editor.locator("#id_title").press("Enter")
    expect(editor.get_by_text(f"Siden «{title}» er oppdatert.")).to_be_visible()
    visitor.goto(address_of(title))
    expect(visitor.get_by_text(FIRST)).to_be_visible()
    expect(visitor.get_by_text("Dette er bare et utkast.")).to_have_count(0)


def test_several_drafts_are_published_from_the_list_of_pages(editor: Page, visitor: Page) -> None:
    title, edit = published_chapter(editor)
    editor.goto(edit)
    write(editor, "Publisert fra lista over sider.")
    save_draft(editor)
    open_shelf(editor)
    editor.locator("tr").filter(has_text=title).locator("input[type=checkbox]").check()
    editor.locator("a[href*='/bulk/wagtailcore/page/publish/']").click()
    expect(editor).to_have_url(re.compile("/bulk/.*/publish/"))
    editor.locator("form [type=submit]").last.click()
    expect(editor.locator(".messages")).to_contain_text("publisert")
    assert anchor_of(visitor, address_of(title), "Publisert fra lista over sider.")


def save_draft(page: Page) -> None:
    """Open the menu beside the button, and save a draft."""
    page.locator("footer button[aria-label], footer .w-dropdown__toggle").last.click()
    page.get_by_role("button", name="Lagre utkast").click()
    expect(page.locator(".messages")).to_contain_text("oppdatert")


def test_a_copy_that_is_published_can_be_spoken_about_by_itself(editor: Page, visitor: Page) -> None:
    title, edit = published_chapter(editor)
    editor.goto(edit.replace("/edit/", "/copy/"))
    expect(editor.get_by_label("Alias")).to_have_count(0)
    editor.locator("[name=new_title]").fill(f"Kopi av {title}")
    editor.locator("[name=new_slug]").fill("kopi-av-noe")
    editor.locator("[name=publish_copies]").check()
    editor.locator("form button[type=submit], form input[type=submit]").last.click()
    expect(editor.locator(".messages")).to_contain_text("kopiert")
    assert anchor_of(visitor, "/fakta/kopi-av-noe/", FIRST) != anchor_of(visitor, address_of(title), FIRST)


def test_an_older_text_is_published_again_from_the_history(editor: Page, visitor: Page) -> None:
    title, edit = published_chapter(editor)
    editor.goto(edit)
    write(editor, "Dette skal bort igjen.")
    press_publish(editor)
    expect(editor).to_have_url(PUBLISHED)
    editor.goto(edit.replace("/edit/", "/history/"))
    editor.get_by_role("button", name="Handlinger").last.click()
    editor.get_by_role("link", name=re.compile("denne versjonen")).first.click()
    editor.locator("footer").get_by_role("button", name=re.compile("Publiser")).first.click()
    expect(editor).to_have_url(PUBLISHED)
    visitor.goto(address_of(title))
    expect(visitor.get_by_text(FIRST)).to_be_visible()
    expect(visitor.get_by_text("Dette skal bort igjen.")).to_have_count(0)


def test_a_page_that_is_taken_down_is_gone_and_comes_back_with_its_anchors(
    editor: Page, visitor: Page
) -> None:
    title, edit = published_chapter(editor)
    before = anchor_of(visitor, address_of(title), FIRST)
    editor.goto(edit.replace("/edit/", "/unpublish/"))
    editor.get_by_role("button", name=re.compile("^Ja")).click()
    expect(editor.locator(".messages")).to_be_visible()
    gone = visitor.goto(address_of(title))
    assert gone is not None
    assert gone.status == 404
    editor.goto(edit)
    press_publish(editor)
    expect(editor).to_have_url(PUBLISHED)
    assert anchor_of(visitor, address_of(title), FIRST) == before


def plan(page: Page, hour: str) -> None:
    """Write an hour in the dialog of the plan, and leave the field."""
    page.get_by_role("button", name="Status").click()
    page.get_by_role("button", name="Planlegg").click()
    page.locator("#id_go_live_at").fill(hour)
    page.locator("#id_go_live_at").press("Tab")
    page.get_by_role("heading", name="Planlegg publiseringen").click()  # the other field's calendar closes


def test_a_page_with_an_hour_waits_and_the_editor_is_told(editor: Page, visitor: Page) -> None:
    title, edit = published_chapter(editor)
    editor.goto(edit)
    write(editor, "Dette kommer i morgen.")
    plan(editor, (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d 08:00"))
    editor.get_by_role("button", name="Lagre planen").click()
    editor.locator("footer").get_by_role("button", name="Planlegg publisering").click()
    expect(editor.locator(".messages")).to_be_visible()
    visitor.goto(address_of(title))
    expect(visitor.get_by_text("Dette kommer i morgen.")).to_have_count(0)


def test_an_hour_is_written_as_in_norway_and_stays_what_one_wrote(editor: Page) -> None:
    _title, edit = published_chapter(editor)
    hour = (datetime.now(UTC) + timedelta(days=1)).strftime("%d.%m.%Y 15:30")
    editor.goto(edit)
    plan(editor, hour)
    expect(editor.locator("#id_go_live_at")).to_have_value(hour)
    editor.get_by_role("button", name="Lagre planen").click()
    expect(editor.locator("footer").get_by_role("button", name="Planlegg publisering")).to_be_visible()
    expect(editor.locator("#id_go_live_at")).to_have_value(hour)
    editor.get_by_role("button", name="Endre planen").click()
    editor.locator("#id_go_live_at").fill("i morgen")
    editor.get_by_role("heading", name="Planlegg publiseringen").click()
    expect(editor.locator("#id_go_live_at")).to_have_value("i morgen")
    editor.get_by_role("button", name="Lagre planen").click()
    expect(editor.get_by_text("Oppgi gyldig dato og tidspunkt.").first).to_be_attached()


def test_the_button_says_what_it_does_also_when_the_plan_was_left_with_escape(editor: Page) -> None:
    _title, edit = published_chapter(editor)
    editor.goto(edit)
    editor.get_by_role("button", name="Status").click()
    editor.get_by_role("button", name="Planlegg").click()
    editor.locator("#id_go_live_at").fill((datetime.now(UTC) + timedelta(days=1)).strftime("%d.%m.%Y 15:30"))
    editor.keyboard.press("Escape")
    write(editor, " Og mer.", as_paragraph=False)
    expect(editor.locator("#w-autosave-indicator")).to_contain_text("Lagret")
    editor.wait_for_timeout(3000)
    planned = editor.locator("footer").get_by_role("button", name="Planlegg publisering")
    now = editor.locator("footer").get_by_role("button", name="Publiser", exact=True)
    shown, held = (
        editor.locator("[data-side-panel='status']").inner_text(),
        editor.input_value("#id_go_live_at"),
    )
    assert ("15:30" in shown) == bool(held) == bool(planned.count()) != bool(now.count())


def test_of_two_editors_who_change_the_same_words_the_second_chooses_and_nothing_is_lost(
    editor: Page, second_editor: Page, visitor: Page
) -> None:
    title, edit = published_chapter(editor)
    for page, words in ((editor, " Skrevet av Randi."), (second_editor, " Skrevet av Egil.")):
        page.goto(edit)
        write(page, words, as_paragraph=False)
    press_publish(editor)
    expect(editor).to_have_url(PUBLISHED)
    press_publish(second_editor)
    choice = second_editor.get_by_role("heading", name="Endret av to samtidig")
    warned = second_editor.locator(".w-dialog:visible").get_by_role("button", name="Publiser", exact=True)
    expect(choice.or_(warned).first).to_be_visible()
    if warned.is_visible():  # Wagtail tells at once if it has asked the server meanwhile
        warned.click()
    expect(choice).to_be_visible()
    expect(second_editor.get_by_text(f"{FIRST} Skrevet av Randi.").first).to_be_visible()
    visitor.goto(address_of(title))
    expect(visitor.get_by_text(f"{FIRST} Skrevet av Randi.")).to_be_visible()
    second_editor.get_by_label("Det du skrev").check()
    second_editor.get_by_role("button", name="Publiser med disse valgene").click()
    expect(second_editor).to_have_url(PUBLISHED)
    visitor.goto(address_of(title))
    expect(visitor.get_by_text(f"{FIRST} Skrevet av Egil.")).to_be_visible()
