"""The desk: in by a code, a suggestion taken in with other words, and a second editor who is told."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.acts import (
    QUEUE,
    anchor_of,
    answer,
    clicks,
    count_clicks,
    open_from_queue,
    suggest,
    tab_to,
    texts,
)
from tests.browser.conftest import EDITOR

NEED = "/oppskrifter/start-med-behovet/"
REPLY = "/oppskrifter/svar-pa-en-henvendelse/"


def test_three_clicks_lead_from_the_door_to_the_desk(visitor: Page) -> None:
    visitor.goto("/")
    visitor.get_by_role("link", name="For redaktører").click()
    count_clicks(visitor)
    visitor.locator("a[href='/demo/']").click()
    visitor.get_by_role("listitem").filter(has_text=EDITOR).get_by_role("button").click()
    visitor.locator("#letters").get_by_role("button").click()
    expect(visitor).to_have_url(QUEUE)
    assert clicks(visitor) == 3


def test_one_signs_in_with_the_keyboard_alone(visitor: Page) -> None:
    visitor.goto("/konto/login/")
    tab_to(visitor, "[name=email]")
    visitor.keyboard.type(EDITOR)
    visitor.keyboard.press("Enter")
    expect(visitor.locator("[name=code]")).to_be_visible()
    other = visitor.context.new_page()
    other.goto("/demo/")
    code = other.locator("#letters .code").inner_text()
    tab_to(visitor, "[name=code]")
    visitor.keyboard.type(code)
    visitor.keyboard.press("Enter")
    expect(visitor).to_have_url(QUEUE)


def test_a_suggestion_is_taken_in_with_other_words_and_the_reader_sees_it_at_once(
    visitor: Page, editor: Page, second_editor: Page
) -> None:
    visitor.goto(NEED)
    first = visitor.locator(".reading .passage [id^='a-']").first.inner_text()
    anchor = anchor_of(visitor, NEED, first)
    wanted = f"{first} Det er helt vanlig."
    rewritten = f"{first} Det er helt vanlig, og det går an å gjøre noe med."
    suggest(visitor, anchor, wanted, "Solveig Forslag")

    editor.goto("/redaksjon/")
    open_from_queue(editor, "Solveig Forslag")
    second_editor.goto(editor.url)
    editor.locator("[name=outcome][value=taken_in_changed]").check()
    editor.locator("[name=new_text]").fill(rewritten)
    expect(editor.locator("#preview ins")).to_contain_text("gjøre noe med.")
    editor.locator("textarea[name=reply]").fill("Takk! Vi la til litt.")
    answer(editor, anchor)

    visitor.goto(NEED)
    expect(visitor.locator(f"#a-{anchor}")).to_have_text(rewritten)
    expect(visitor.locator(f"#inputs-{anchor}")).to_contain_text("Takk! Vi la til litt.")

    second_editor.locator("[name=outcome][value=not_taken]").check()
    second_editor.locator("textarea[name=reply]").fill("Vi lar det stå.")
    second_editor.locator("textarea[name=reason]").fill("Det er sagt før.")
    second_editor.locator("form[data-keep-draft] [type=submit]").click()
    expect(second_editor.locator("main")).to_contain_text("Randi Redaktør")
    expect(second_editor.locator("main")).to_contain_text("Vi lar det stå.")
    expect(second_editor.locator("main")).to_contain_text("Det er sagt før.")
    visitor.reload()
    expect(visitor.locator(f"#a-{anchor}")).to_have_text(rewritten)


def test_three_suggestions_are_answered_together_in_six_clicks(visitor: Page, editor: Page) -> None:
    before = "Du er rådgiver i en kommune og har fått en e-post fra en sosial entreprenør som vil ha et møte."
    anchor = anchor_of(visitor, REPLY, before)
    names = ["Anne Alfa", "Bård Beta", "Cecilie Celle"]
    wordings = [
        before.replace("en e-post", "en henvendelse"),
        before.replace("et møte.", "et møte om samarbeid."),
        before.replace("en e-post", "et brev"),
    ]
    codes = [suggest(visitor, anchor, *pair) for pair in zip(wordings, names, strict=True)]
    rewritten = before.replace("en e-post", "en henvendelse").replace(
        "et møte.", "et møte om samarbeid i kommunen."
    )

    editor.goto("/redaksjon/")
    count_clicks(editor)
    open_from_queue(editor, names[0])
    editor.locator(f"a[href='/redaksjon/avsnitt/{anchor}/']").click()
    editor.locator(".choice label", has_text="henvendelse").click()
    new_text = editor.locator("[name=new_text]")
    expect(new_text).to_have_value(rewritten.replace(" i kommunen", ""))
    new_text.click()
    editor.keyboard.press("ControlOrMeta+a")
    editor.keyboard.insert_text(rewritten)
    editor.locator("textarea[name=reason]").click()
    editor.keyboard.type("En henvendelse kan komme som brev også.")
    editor.locator("form.joined > [type=submit]").click()
    expect(editor).to_have_url(QUEUE)
    assert clicks(editor) <= 6

    visitor.goto(REPLY)
    expect(visitor.locator(f"#a-{anchor}")).to_have_text(rewritten)
    for code in codes:
        visitor.goto(f"/kvittering/{code}/")
        expect(visitor.locator("#answer-title")).to_be_visible()
    editor.goto("/redaksjon/utgaver/ny/")
    told = [line for line in texts(editor, ".changes > li") if "i kommunen" in line and "samarbeid" in line]
    assert [[name in line for name in names] for line in told] == [[True, True, True]]
