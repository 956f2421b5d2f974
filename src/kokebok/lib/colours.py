"""A colour of one's own as a whole look: shades of it for text, lines and grounds, in light and dark, that can be read.

Each shade has the lightness of the one it stands for in the look as it is made, so what could be read there can be read
here. Lightness and contrast are as WCAG 2.2 reckons them; hues are held in OKLCH.
"""

from __future__ import annotations

import math
import re

WHITE, BLACK = "#ffffff", "#000000"
READABLE = 4.5
"""The contrast WCAG (AA) asks of text."""
SEEN = 3.0
"""The contrast it asks of what is large, and of the edges of what one can press."""
SHORT, LONG = re.compile(r"#?([0-9a-f])([0-9a-f])([0-9a-f])"), re.compile(r"#?([0-9a-f]{6})")
IN_LIGHT = {
    "background-default": "#ffffff",
    "background-tinted": "#eef4fa",
    "surface-default": "#ffffff",
    "surface-tinted": "#ddeaf6",
    "surface-hover": "#c7ddf0",
    "surface-active": "#afcee9",
    "border-subtle": "#99c0e3",
    "border-default": "#2a7cc5",
    "border-strong": "#005db1",
    "text-subtle": "#005db1",
    "text-default": "#002c54",
}
"""The shades of the look as it is made, on a light ground, as Designsystemet names them."""
IN_DARK = {
    "background-default": "#0c1927",
    "background-tinted": "#102033",
    "surface-default": "#142941",
    "surface-tinted": "#172f4b",
    "surface-hover": "#1a3757",
    "surface-active": "#21446d",
    "border-subtle": "#285182",
    "border-default": "#5a84b4",
    "border-strong": "#8eaacb",
    "text-subtle": "#8eaacb",
    "text-default": "#e7edf4",
    "base-default": "#4c91cf",
    "base-hover": "#6fa6d8",
    "base-active": "#92bce1",
    "base-contrast-subtle": "#0d1924",
    "base-contrast-default": "#000000",
}
BASE = "#0062ba"
IN_FILES = ("#0c6672", "#12303a", "#e7f2f1", "#1d4651", "#2d8791", "#6cc5cf", "#16302f")
"""The colours of the files of an edition that are shades of its main one."""
GREY = 0.001
"""What has no more strength than this is grey, but for the rounding."""
Triple = tuple[float, float, float]


def colour_in(said: str) -> str | None:
    """A colour as "#0c6672", from what somebody writes: six digits or three, with or without #; None for all else."""
    plain = said.strip().lower()
    if short := SHORT.fullmatch(plain):
        return "#" + "".join(digit * 2 for digit in short.groups())
    long = LONG.fullmatch(plain)
    return f"#{long[1]}" if long else None


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((lightness(one), lightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """The relative luminance, from 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def fits(colour: str) -> bool:
    """Whether a colour can be read on white, and white on it."""
    return contrast(colour, WHITE) >= READABLE


def nearest_that_fits(colour: str) -> str:
    """The lightest shade of the same hue that fits; the colour itself if it does."""
    if fits(colour):
        return colour
    light, strength, hue = _lch(colour)
    low, high = 0.0, light
    for _step in range(40):
        middle = (low + high) / 2
        if fits(_hex((middle, strength, hue))):
            low = middle
        else:
            high = middle
    return _hex((low, strength, hue))


def shade(colour: str, like: str, of: str = BASE) -> str:
    """The colour, as light as `like`; as strong against itself as `like` is against `of`."""
    _light, strength, hue = _lch(colour)
    strong = _lch(of)[1]
    held = min(strength, strength * _lch(like)[1] / strong) if strong else 0.0
    most = lightness(like)
    low, high = 0.0, 1.0
    for _step in range(40):
        middle = (low + high) / 2
        if lightness(_hex((middle, held, hue))) > most:
            high = middle
        else:
            low = middle
    return _hex((low, held, hue))


def in_light(colour: str) -> dict[str, str]:
    """The shades on a light ground, by Designsystemet's names. The colour itself is what one presses."""
    found = {name: shade(colour, like) for name, like in IN_LIGHT.items()}
    for name in ("border-strong", "text-subtle"):
        found[name] = _darker(colour, found[name])
    light, strength, hue = _lch(colour)
    way = -1 if light > 0.35 else 1
    subtle = shade(colour, "#dbe9f5")
    hover, active = (_hex((light + way * step, strength, hue)) for step in (0.06, 0.12))
    grounds = (colour, hover, active)
    return {
        **found,
        "base-default": colour,
        "base-hover": hover,
        "base-active": active,
        "base-contrast-subtle": subtle
        if all(contrast(subtle, ground) >= READABLE for ground in grounds)
        else WHITE,
        "base-contrast-default": WHITE,
    }


def in_dark(colour: str) -> dict[str, str]:
    """The shades on a dark ground: lighter ones of the same hue."""
    return {name: shade(colour, like) for name, like in IN_DARK.items()}


def stylesheet(colour: str) -> str:
    """The look in this colour, laid over the theme: for the whole page, and for a part that says its own scheme."""
    light, dark = _declared(in_light(colour)), _declared(in_dark(colour))
    return (
        f':root, [data-color-scheme="light"] {{\n{light}}}\n'
        f'@media (prefers-color-scheme: light) {{ [data-color-scheme="auto"] {{\n{light}}} }}\n'
        f'[data-color-scheme="dark"] {{\n{dark}}}\n'
        f'@media (prefers-color-scheme: dark) {{ [data-color-scheme="auto"] {{\n{dark}}} }}\n'
    )


def in_files(colour: str) -> dict[str, str]:
    """The shade that stands for each colour of an edition's files, without #; nothing without a colour of one's own."""
    if not colour:
        return {}
    found = {like: shade(colour, like, IN_FILES[0]) for like in IN_FILES}
    found[IN_FILES[0]] = _darker(colour, found[IN_FILES[0]])
    return {like[1:]: own[1:] for like, own in found.items()}


def _declared(shades: dict[str, str]) -> str:
    return "".join(f"  --ds-color-accent-{name}: {value};\n" for name, value in shades.items())


def _darker(one: str, other: str) -> str:
    return min(one, other, key=lightness)


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_unbent(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _unbent(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _bent(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _lch(colour: str) -> Triple:
    """Lightness, strength and hue, as OKLCH reckons."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    strength = math.hypot(a, b)
    return light, strength if strength > GREY else 0.0, math.atan2(b, a)


def _rgb(lch: Triple) -> Triple:
    light, strength, hue = lch
    a, b = strength * math.cos(hue), strength * math.sin(hue)
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _hex(lch: Triple) -> str:
    """The colour, as strong as the screen can show it in that lightness and hue."""
    light, strength, hue = lch
    light = min(1.0, max(0.0, light))
    shown = (light, _shown_strength(light, strength, hue), hue)
    parts = (round(255 * _bent(min(1.0, max(0.0, part)))) for part in _rgb(shown))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _shown_strength(light: float, strength: float, hue: float) -> float:
    if _is_shown((light, strength, hue)):
        return strength
    low, high = 0.0, strength
    for _step in range(24):
        middle = (low + high) / 2
        if _is_shown((light, middle, hue)):
            low = middle
        else:
            high = middle
    return low


def _is_shown(lch: Triple) -> bool:
    return all(-1e-6 <= part <= 1 + 1e-6 for part in _rgb(lch))
