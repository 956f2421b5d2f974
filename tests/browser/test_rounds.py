"""A round in the hall: a host, a moderator, a wall and phones, on a net that comes and goes."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import EDITOR, NewVisitor

A_MOMENT = 5_000  # milliseconds: two seconds where the machine is not busy
PHONE = {"width": 360, "height": 760}


def make_round(editor: Page, *prompts: dict[str, str]) -> str:
    """An open round with these prompts, of which the first is before everybody; gives its code."""
    editor.goto("/redaksjon/runder/ny/")
    editor.locator("[name=title]").fill("Innspill på testversjonen")
    editor.locator("[name=seconds_between]").fill("0")
    editor.locator("main form [type=submit]").click()
    expect(editor).to_have_url(re.compile(r"/redaksjon/runder/\d+/$"))
    for prompt in prompts:
        editor.locator("a[href$='/sporsmal/ny/']").click()
        editor.locator("[name=kind]").select_option(prompt.get("kind", "open"))
        editor.locator("[name=title]").fill(prompt["title"])
        if "tip_about" in prompt:
            editor.locator("[name=tip_about]").select_option(prompt["tip_about"])
        for name in ("statements",):
            if name in prompt:
                editor.locator(f"[name={name}]").fill(prompt[name])
        if "choose_from" in prompt:
            editor.locator("[name=choose_from]").select_option(label=prompt["choose_from"])
        editor.locator(f"[name=visibility][value={prompt.get('visibility', 'direct')}]").check()
        editor.locator("main form [type=submit]").click()
        expect(editor.locator(".run-sheet")).to_contain_text(prompt["title"])
    editor.locator("button[value=open]").click()
    code = editor.locator(".round-code").inner_text()
    editor.locator("a[href$='/styr/']").click()
    editor.locator(".remote-next").click()
    expect(editor.locator(".remote-now h2")).to_have_text(prompts[0]["title"])
    return code


def say(phone: Page, text: str) -> None:
    phone.locator("textarea[name=text]").fill(text)
    phone.locator("[data-answer] [type=submit]").click()


def test_what_is_written_without_a_net_is_kept_over_a_reload_and_sent_once_when_it_is_back(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    say(phone, "Sendt med nett.")
    expect(phone.locator(".live-mine li")).to_have_count(1)
    expect(phone.locator(".live-status")).to_have_text("Sendt")
    phone.wait_for_function("() => navigator.serviceWorker.controller !== null")
    phone.reload()  # from here on the phone has the page itself

    phone.context.set_offline(True)
    say(phone, "Skrevet uten nett.")
    expect(phone.locator(".live-status").first).to_have_text("Lagret her")
    phone.locator("textarea[name=text]").fill("Ikke ferdig ennå")
    phone.reload()
    expect(phone.locator(".live-status").first).to_have_text("Lagret her")
    expect(phone.locator("textarea[name=text]")).to_have_value("Ikke ferdig ennå")
    phone.context.set_offline(False)
    expect(phone.locator(".live-status").first).to_have_text("Sendt")

    wall = new_visitor(viewport={"width": 1280, "height": 720})
    editor.locator("[name=wall][value=inputs]").check()
    editor.locator("button[value=wall]").click()
    wall.goto(f"/r/{code}/vegg/")
    expect(wall.locator(".wall-inputs li")).to_have_count(2)


def test_the_wall_shows_as_many_as_fit_whole_the_newest_first(editor: Page, new_visitor: NewVisitor) -> None:
    code = make_round(editor, {"title": "Hva må til for at samarbeidet kommer i gang før sommeren?"})
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    for number in range(4):
        say(phone, f"Nummer {number}: " + "Si hvem man ringer, og når de tar telefonen. " * 6)
        expect(phone.locator(".live-mine li")).to_have_count(number + 1)
    editor.locator("[name=wall][value=inputs]").check()
    editor.locator("button[value=wall]").click()
    wall = new_visitor(viewport={"width": 1280, "height": 720})
    wall.goto(f"/r/{code}/vegg/")
    expect(wall.locator(".wall-inputs li")).to_have_count(4)
    room = wall.locator(".wall-inputs").bounding_box()
    boxes = [item.bounding_box() for item in wall.locator(".wall-inputs li").all()]
    assert room
    assert room["y"] + room["height"] <= 720
    begun = [box for box in boxes if box and box["x"] < room["x"] + room["width"]]
    assert all(box["x"] + box["width"] <= room["x"] + room["width"] + 1 for box in begun)
    assert all(box["y"] + box["height"] <= room["y"] + room["height"] for box in begun)
    assert (begun, len(begun)) == (boxes[:3], 3)


def test_the_queue_on_a_phone_has_its_buttons_within_reach_and_says_nothing_of_keys(
    editor: Page, new_visitor: NewVisitor, signed_in: Callable[[str], StorageState]
) -> None:
    code = make_round(editor, {"title": "Hva mangler?", "visibility": "moderated"})
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    say(phone, "Si hvem man ringer.")
    expect(phone.locator(".live-mine li")).to_have_count(1)
    queue = new_visitor(storage_state=signed_in(EDITOR), viewport=PHONE)
    queue.goto(editor.url.replace("/styr/", "/ko/"))
    pressed = queue.locator(".live-queue .remote-row button")
    expect(pressed).to_have_count(3)
    buttons = [button.bounding_box() for button in pressed.all()]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in buttons)
    expect(queue.locator(".queue-keys")).to_be_hidden()
    queue.set_viewport_size({"width": 1280, "height": 720})
    queue.locator(".queue-keys summary").click()
    expect(queue.locator(".queue-keys")).to_contain_text("pil ned")


def test_the_four_screens_agree_and_nothing_unseen_reaches_the_wall(
    editor: Page, new_visitor: NewVisitor, second_editor: Page
) -> None:
    code = make_round(
        editor,
        {"title": "Hva mangler?", "visibility": "moderated"},
        {"title": "Enig?", "kind": "stance", "statements": "Alle skal få svar."},
    )
    editor.locator("[name=wall][value=inputs]").check()
    editor.locator("button[value=wall]").click()
    wall, phone = new_visitor(viewport={"width": 1280, "height": 720}), new_visitor(viewport=PHONE)
    wall.goto(f"/r/{code}/vegg/")
    phone.goto(f"/r/{code}/")
    second_editor.goto(editor.url.replace("/styr/", "/ko/"))
    say(phone, "Si hvem man ringer.")
    item = second_editor.locator(".live-queue > li")
    expect(item).to_contain_text("Si hvem man ringer.")
    expect(editor.locator("#remote")).to_contain_text("1 venter i køen")
    expect(wall.locator(".wall-inputs li")).to_have_count(0)
    item.focus()
    second_editor.keyboard.press("v")
    expect(wall.locator(".wall-inputs li")).to_have_text("Si hvem man ringer.")
    expect(second_editor.locator("#queue")).to_contain_text("Ingenting venter.")

    phone.locator("textarea[name=text]").fill("Halvferdig tanke")
    editor.locator(".remote-next").click()
    expect(phone.locator("h1")).to_have_text("Enig?")
    expect(phone.locator(".live-unsent")).to_contain_text("Halvferdig tanke")
    phone.locator(".live-stance label", has_text="Enig").first.click()
    phone.locator("[data-answer] [type=submit]").click()
    expect(phone.locator("[data-done]")).to_have_text("Sendt")
    editor.locator("[name=wall][value=result]").check()
    editor.locator("button[value=wall]").click()
    expect(wall.locator(".wall-result td.agree")).to_contain_text("1")


def test_what_is_taken_off_or_refused_is_gone_from_an_open_wall(
    editor: Page, new_visitor: NewVisitor, second_editor: Page
) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    editor.locator("[name=wall][value=inputs]").check()
    editor.locator("button[value=wall]").click()
    wall, phone = new_visitor(viewport={"width": 1280, "height": 720}), new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    for text in ("Ring Kari.", "Ring Ola.", "Ring oss."):
        say(phone, text)
        expect(phone.locator(".live-status").first).to_have_text("Sendt")
    wall.goto(f"/r/{code}/vegg/")
    on_wall = wall.locator(".wall-said")
    expect(on_wall).to_have_count(3)

    second_editor.goto(editor.url.replace("/styr/", "/ko/"))
    second_editor.locator("[data-item^=wall]", has_text="Ring Kari.").focus()
    second_editor.keyboard.press("t")
    expect(on_wall).to_have_text(["Ring oss.", "Ring Ola."], timeout=A_MOMENT)
    second_editor.locator("[data-item^=away]", has_text="Ring Kari.").focus()
    second_editor.keyboard.press("p")
    expect(on_wall).to_have_count(3, timeout=A_MOMENT)

    editor.locator("summary", has_text="Ta noe ned fra veggen").click()
    editor.locator("[data-item^=wall]", has_text="Ring Ola.").locator("button").click()
    expect(on_wall).to_have_text(["Ring oss.", "Ring Kari."], timeout=A_MOMENT)

    second_editor.locator("[data-item^=wall]", has_text="Ring Kari.").locator("a").click()
    second_editor.locator("[data-key=refuse] summary").click()
    second_editor.locator("#refusal_reason").select_option(index=1)
    second_editor.locator("form[action*='/avvis/'] [type=submit]").click()
    expect(on_wall).to_have_text(["Ring oss."], timeout=A_MOMENT)


def test_a_phone_without_scripts_takes_part_by_plain_forms(editor: Page, new_visitor: NewVisitor) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE, java_script_enabled=False)
    phone.goto("/r/")
    phone.locator("[name=code]").fill(code.upper())
    phone.locator("main [type=submit]").click()
    say(phone, "Uten skript.")
    expect(phone.locator("h1")).to_have_text("Det er mottatt")
    phone.locator("a[href^='/r/min/']").click()
    expect(phone.locator("main")).to_contain_text("Uten skript.")


def test_the_first_page_of_a_phone_is_at_most_forty_kilobytes(editor: Page, new_visitor: NewVisitor) -> None:
    code = make_round(editor, {"title": "Hva mangler?"})
    phone = new_visitor(viewport=PHONE)
    client = phone.context.new_cdp_session(phone)
    client.send("Network.enable")
    sizes: list[int] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    phone.goto(f"/r/{code}/")
    phone.wait_for_timeout(1500)
    assert len(sizes) >= 5
    assert sum(sizes) <= 40 * 1024, sizes


def test_what_looks_private_is_asked_about_on_the_phone_and_is_sent_as_it_is_or_changed(
    editor: Page, new_visitor: NewVisitor
) -> None:
    code = make_round(editor, {"title": "Hvilket verktøy?", "kind": "tip", "tip_about": "tool"})
    phone = new_visitor(viewport=PHONE)
    phone.goto(f"/r/{code}/")
    phone.get_by_label("Ja, med små tilpasninger").check()
    phone.locator("[name=used_by]").fill("Alle")
    say(phone, "Ring 99 88 77 66.")
    status = phone.locator(".live-status")
    expect(status).to_have_text("Ikke sendt ennå: Dette ser privat ut: et telefonnummer 99 88 77 66.")
    phone.get_by_role("button", name="Send det som det er").click()
    expect(status).to_have_text("Sendt")
    expect(phone.locator("[name=as_is]:checked")).to_have_count(0)
    phone.locator("[name=used_by]").fill("Bare jeg")
    say(phone, "Skriv til kari@gmail.com.")
    phone.get_by_role("button", name="Endre og send på nytt").click()
    expect(phone.locator("textarea[name=text]")).to_have_value("Skriv til kari@gmail.com.")
    expect(phone.locator("[name=used_by]")).to_have_value("Bare jeg")
    say(phone, "Skriv til kontoret.")
    expect(status).to_have_text(["Sendt", "Sendt"])
    own = new_visitor()
    own.goto(str(phone.locator("a[href^='/r/min/']").get_attribute("href")))
    expect(own.locator("main")).to_contain_text("Ja, med små tilpasninger")
    expect(own.locator("main")).to_contain_text("Bare jeg")
