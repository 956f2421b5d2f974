"""The site, an edition, a round and a call as files: every link leads somewhere, and nothing needs us."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from kokebok.archive.gathering import gather
from kokebok.archive.packing import CHECKSUMS, FolderPack
from kokebok.archive.scopes import scope_of
from kokebok.calls.models import Call, CallAnswer, Phase
from kokebok.cli.commands import main
from kokebok.editions.models import Edition
from kokebok.inputs.actions.attach import attach, let_out
from kokebok.inputs.files import keep
from kokebok.inputs.models import State
from kokebok.lib.archived_page import CSS_ADDRESS
from kokebok.outlets.actions.render import file_of
from kokebok.outlets.models import CopyState
from kokebok.people.models import RoleName
from kokebok.people.rules import Refused
from kokebok.rounds.models import Prompt, Round, RoundInput, RoundState
from tests.archive.conftest import WORDS
from tests.files import PDF
from tests.world import InputFactory, make_fact, make_person, paragraph_saying

if TYPE_CHECKING:
    from kokebok.book.models import Cookbook
    from kokebok.people.models import Person


def gathered(kind: str, key: str, folder: Path) -> dict[str, str]:
    """The pages of an archive by their names, after it has been looked through."""
    done = gather(scope_of(kind, key), FolderPack(folder))
    pages = {
        str(file.relative_to(folder)): file.read_text(encoding="utf-8")
        for file in folder.rglob("*.html")
        if "fil" not in file.parts  # the files of an edition are kept to the byte
    }
    told = json.loads((folder / "archive.json").read_text(encoding="utf-8"))
    assert (told["pages"], told["files"], told["kind"]) == (done.pages, done.files, kind)
    require_whole(folder, pages)
    return pages


def require_whole(folder: Path, pages: dict[str, str]) -> None:
    """Each address leads to a file that is there, or out of the house; no script, no form; each checksum is right."""
    for name, html in pages.items():
        page = BeautifulSoup(html, "lxml")
        assert page.select("script, form, iframe, link[rel~=preload], link[rel~=alternate]") == [], name
        for one in page.select("[href], [src], [srcset]"):
            said = [one.get("href"), one.get("src")]
            said += [part.split()[0] for part in str(one.get("srcset") or "").split(",") if part.strip()]
            for address in filter(None, said):
                require_led(folder, name, str(address), one)
    for style in folder.rglob("*.css"):
        for found in CSS_ADDRESS.finditer(style.read_text(encoding="utf-8")):
            address = found[2] or found[4]
            assert address.startswith(("data:", "#")) or (style.parent / urlsplit(address).path).is_file()
    sums = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    told = {name: sha256 for sha256, name in (line.split("  ", 1) for line in sums)}
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {CHECKSUMS}
    assert set(told) == there
    for name, sha256 in told.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256


def require_led(folder: Path, name: str, address: str, one: Any) -> None:
    parts = urlsplit(address)
    if parts.netloc == urlsplit(settings.BASE_URL).netloc:
        assert one.get("rel") == ["canonical"], (name, address)
    elif parts.scheme or parts.netloc:
        assert one.name == "a", (name, address)
    elif parts.path:
        file = (folder / name).parent / unquote(parts.path)
        assert file.is_file(), (name, address)
        assert folder.resolve() in file.resolve().parents


def test_an_edition_is_kept_whole_with_its_very_files(edition: Edition, tmp_path: Path) -> None:
    pages = gathered("edition", "0.1", tmp_path / "ut")
    assert "utgave/0.1/oppskrifter/moete/index.html" in pages
    assert all(name.startswith(("utgave/0.1/", "om-arkivet", "index")) for name in pages)
    for copy in edition.copies.all():
        [kept] = tmp_path.glob(f"ut/utgave/0.1/fil/{copy.form}/*")
        assert kept.read_bytes() == file_of(copy.sha256, copy.form).read()
    assert edition.copies.filter(fetched__gt=0).count() == 0
    anchor = paragraph_saying(WORDS).anchor
    assert f'href="#a-{anchor}"' in pages["utgave/0.1/oppskrifter/moete/index.html"]
    living = f'href="{settings.BASE_URL}/utgave/0.1/oppskrifter/moete/"'
    assert pages["utgave/0.1/oppskrifter/moete/index.html"].count(living) == 1


def test_the_site_is_as_a_reader_who_is_not_signed_in_sees_it(edition: Edition, tmp_path: Path) -> None:
    hidden = InputFactory.create(paragraph=paragraph_saying(WORDS), state=State.WAITING, text="Hemmelig")
    pages = gathered("site", "", tmp_path / "ut")
    for name in (
        "index.html",
        "oppskrifter/moete/index.html",
        "utgave/0.1/index.html",
        "prosessen/index.html",
    ):
        assert name in pages, name
    assert "Les dette." in pages["innspill/index.html"]
    assert f"innspill/{hidden.pk}/index.html" not in pages
    assert not any("Hemmelig" in html for html in pages.values())
    assert not any(name.startswith(("redaksjon", "admin", "konto", "kvittering")) for name in pages)
    assert (
        'href="../moete/index.html' in pages["oppskrifter/moete/index.html"] or "moete" in pages["index.html"]
    )


def test_a_round_and_a_call_are_kept_when_they_are_over_with_what_was_said(
    book: Cookbook, berit: Person, tmp_path: Path
) -> None:
    said = InputFactory.create(state=State.OPEN, text="Fra salen.", paragraph=None, wording=None)
    unseen = InputFactory.create(state=State.WAITING, text="Hemmelig", paragraph=None, wording=None)
    round_ = Round.objects.create(title="Innspill", host=berit)
    prompt = Prompt.objects.create(round=round_, order=1, title="Hva mangler?")
    for given in (said, unseen):
        RoundInput.objects.create(given=given, prompt=prompt)
    now = timezone.now()
    call = Call.objects.create(
        title="Fortell", slug="fortell", purpose="p", decides="d", criteria="c", what_next="n", made_by=berit,
        published_at=now,
    )  # fmt: skip
    phase = Phase.objects.create(
        call=call, number=1, title="Først", opens_at=now - timedelta(9), closes_at=now + timedelta(9)
    )
    CallAnswer.objects.create(given=said, call=call, phase=phase)
    for kind, key in (
        ("round", str(round_.pk)),
        ("call", "fortell"),
        ("edition", "9"),
        ("round", "x"),
        ("x", ""),
    ):
        with pytest.raises(Refused):
            scope_of(kind, key)
    Round.objects.filter(pk=round_.pk).update(
        state=RoundState.CLOSED, opened_at=now, closed_at=now, report_public_at=now
    )
    Phase.objects.update(closes_at=now)
    of_round = gathered("round", str(round_.pk), tmp_path / "round")
    assert "Hva mangler?" in of_round[f"runder/{round_.pk}/index.html"]
    assert list((tmp_path / "round").glob("runder/**/*.docx"))
    of_call = gathered("call", "fortell", tmp_path / "call")
    for pages in (of_round, of_call):
        assert f'href="innspill/{said.pk}/index.html"' in pages["index.html"]
        assert "Fra salen." in pages[f"innspill/{said.pk}/index.html"]
        assert not any("Hemmelig" in html for html in pages.values())


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["site", "3", "{}"], "the site is only one"),
        (["edition", "{}/new"], "say which edition"),
        (["edition", "1", "{}"], "is not empty"),
    ],
)
def test_the_command_says_what_it_lacks(
    args: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["archive", *(arg.format(tmp_path) for arg in args)]) == 1
    assert said in capsys.readouterr().err


def test_the_command_writes_a_folder(
    edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["archive", "edition", "0.1", str(tmp_path / "arkiv")]) == 0
    assert "index.html" in capsys.readouterr().out
    assert (tmp_path / "arkiv" / "utgave" / "0.1" / "index.html").is_file()


def test_no_link_however_written_stops_an_archive_and_a_file_is_there_once(
    edition: Edition, book: Cookbook, tmp_path: Path
) -> None:
    file = "/utgave/0.1/fil/"
    odd = [
        f"{settings.BASE_URL}/static/%2e%2e/%2e%2e/x", "/static//etc/passwd", f"{file}md/?page=2",
        f"{file}m%64/", f"{file}md/", "http://[x", "/%00/",
    ]  # fmt: skip
    links = "".join(f'<a href="{one}">her</a>' for one in odd)
    make_fact(book, f"<p>Lenker: {links}</p>", slug="lenker", title="Lenker")
    pages = gathered("site", "", tmp_path / "ut")
    [name] = [name for name in pages if "/lenker/" in name and not name.startswith("utgave")]
    found = BeautifulSoup(pages[name], "lxml").find_all("a", string="her")
    led = [one.get("href") for one in found if one.get("href")]
    assert [str(one).rpartition("/fil/md/")[1] for one in led] == ["/fil/md/"] * 2


def test_what_is_not_whole_is_refused_in_words_and_what_is_left_out_is_counted(
    edition: Edition, book: Cookbook, tmp_path: Path, settings: Any
) -> None:
    given = InputFactory.create(paragraph=paragraph_saying(WORDS), state=State.OPEN, text="Se vedlegg")
    let_out(
        attach(given, keep("kart.pdf", PDF), by=None),
        by=make_person("eva@example.no", "Eva", RoleName.EDITOR),
    )
    make_fact(book, '<p>Se <a href="/finnes/ikke/">her</a>.</p>', slug="borte", title="Borte")
    gathered("site", "", tmp_path / "ut")
    assert list((tmp_path / "ut").glob("**/kart*.pdf"))
    assert json.loads((tmp_path / "ut/archive.json").read_text(encoding="utf-8"))["left_out"] > 0
    edition.copies.filter(form="md").update(state=CopyState.MAKING)
    with pytest.raises(Refused, match="Filene til utgaven"):
        scope_of("edition", "0.1")
    edition.copies.update(state=CopyState.READY)
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.out_of_order"]
    with pytest.raises(Refused, match="svarer med en feil"):
        gather(scope_of("site", ""), FolderPack(tmp_path / "feil"))
    with pytest.raises(Refused, match="kunne ikke hentes"):
        gather(scope_of("edition", "0.1"), FolderPack(tmp_path / "borte"))


def out_of_order(get_response: Any) -> Any:
    """A site where one page has a fault, and another is not there."""
    out = {"/oppskrifter/moete/": 503, "/utgave/0.1/": 404}
    return lambda request: (
        HttpResponse(status=out[request.path]) if request.path in out else get_response(request)
    )
