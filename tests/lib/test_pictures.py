"""Taking out of a picture what it tells of where it was taken."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from kokebok.lib.pictures import NotAPicture, without_traces
from tests.files import GPS, TURNED, picture


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize("sort", ["jpeg", "png"])
def test_the_place_is_taken_out_and_the_picture_is_the_same(sort):
    taken = picture(sort, place=True)
    assert opened(taken).getexif().get_ifd(GPS) != {}
    clean = opened(without_traces(taken, sort))
    assert dict(clean.getexif().get_ifd(GPS)) == {}
    assert clean.tobytes() == opened(taken).tobytes()


def test_which_side_is_up_is_kept_in_a_jpeg():
    clean = opened(without_traces(picture(turned=6, place=True), "jpeg"))
    assert dict(clean.getexif()) == {TURNED: 6}


def test_a_film_after_the_picture_is_left_out():
    plain = without_traces(picture(), "jpeg")
    assert without_traces(picture() + b"ftypmp4 59.91N", "jpeg") == plain


def test_words_in_a_png_are_left_out():
    assert without_traces(picture("png", place=True), "png").count(b"eXIf") == 0


@pytest.mark.parametrize("sort", ["jpeg", "png"])
def test_a_picture_cut_off_in_its_head_is_no_picture(sort):
    with pytest.raises(NotAPicture):
        without_traces(picture(sort)[:24], sort)


def test_a_picture_too_large_to_open_is_refused():
    vast = bytearray(picture("png"))
    vast[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(NotAPicture):
        without_traces(bytes(vast), "png")
