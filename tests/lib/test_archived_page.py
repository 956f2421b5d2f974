"""A page made ready for an archive."""

from __future__ import annotations

import pytest

from kokebok.lib.archived_page import archived_page, archived_style


def lead(address: str) -> str | None:
    """Ours are led to a file, but for those that are gone; the rest leads out."""
    if "gone" in address:
        return None
    return address if address.startswith("http") else f"../{address.strip('/')}.html"


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("<p>a &amp; b &#229; <b>c</b></p>", "<p>a &amp; b &#229; <b>c</b></p>"),
        (
            "<!DOCTYPE html><a href='/x?a=1&amp;b=2'>x</a>",
            '<!DOCTYPE html><a href="../x?a=1&amp;b=2.html">x</a>',
        ),
        ("<a href='/gone/' class=k id=i>x</a>", '<a id="i">x</a>'),
        ("<a href='/gone/' class='a ds-button'>x</a>", ""),
        ("<a href='/a/1/del/' data-copy-link='/a/1/'>x</a>", '<a href="../a/1.html">x</a>'),
        ("<a href='mailto:a@b.no'>x</a>", "<a href='mailto:a@b.no'>x</a>"),
        ("<a href='javascript:alert(1)'>x</a>", "<a href='javascript:alert(1)'>x</a>"),
        ("a<script>if (a < b) { '</p>' }</script>b<!-- c -->", "ab"),
        ("<main><form><form><input></form>x</form></main>", "<main>BANNERNONEx</main>"),
        ("<header><form><input></form></header><main>x</main>", "<header></header><main>BANNERx</main>"),
        ("<noscript><p>x</p></noscript><template><p>y</p></template>", "<p>x</p>"),
        ('<img src="https://a.no/x.png" alt="x">', '<img alt="x">'),
        (
            '<img srcset="/a 1x, /gone 2x, https://a.no/b 3x" src="/a">',
            '<img srcset="../a.html 1x" src="../a.html">',
        ),
        ('<link rel="alternate" href="/f"><link rel="icon" href="/i">', '<link rel="icon" href="../i.html">'),
        (
            '<meta property="og:url" content="https://a.no/"><meta name="a" content="b">',
            '<meta name="a" content="b">',
        ),
        ('<b data-poll="/x" data-n="1">x</b>', '<b data-n="1">x</b>'),
        ("<button form=f>x</button><button popovertarget=m>y</button>", "<button popovertarget=m>y</button>"),
        ("<svg viewBox='0 0 1 1'><path d='M0'/></svg>", "<svg viewBox='0 0 1 1'><path d='M0'/></svg>"),
    ],
)
def test_what_is_kept_of_a_page(page: str, kept: str) -> None:
    assert archived_page(page, lead, banner="BANNER", no_form="NONE") == kept


def test_a_style_sheet_leads_to_what_is_beside_it() -> None:
    css = 'a{b:url(/x)} c{d:url("data:a")} e{f:url(#g)} @import "/y";'
    led = 'a{b:url("../x.html")} c{d:url("data:a")} e{f:url(#g)} @import "../y.html";'
    assert archived_style(css, lead) == led
