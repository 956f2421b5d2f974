"""Some of the living text as a Word document to be commented on and changed, and sent back.

Each paragraph carries its anchor and the number of its wording twice: in a bookmark, and in the link of its number.
Tracking of changes is on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kokebok.lib.text import PageText, Section
from kokebok.lib.word_marks import WordMark, bookmark_of, copy_bookmark, page_bookmark, query_of
from kokebok.outlets.formats.docx import part, whole_file
from kokebok.outlets.formats.docx_body import DocxBody
from kokebok.outlets.formats.pieces import Label, PassagePiece, PicturePiece
from kokebok.outlets.formats.wordprocessing import Marks, paragraph
from kokebok.outlets.labels import date_in_words
from kokebok.outlets.manuscript import Manuscript

TRACKED = ("<w:defaultTabStop", "<w:trackRevisions/><w:defaultTabStop")
INSTRUCTIONS = {
    "nb": (
        "Slik gjør du",
        "Marker det du vil si noe om, og velg «Ny kommentar».",
        "Vil du ha andre ord, så skriv dem rett i teksten. Endringene spores, så vi ser hva du foreslår.",
        "La numrene foran avsnittene stå. De viser oss hvor det du sier hører hjemme.",
        "Lagre filen som Word (DOCX), og send den tilbake til den du fikk den av.",
    ),
    "nn": (
        "Slik gjer du",
        "Marker det du vil seie noko om, og vel «Ny kommentar».",
        "Vil du ha andre ord, så skriv dei rett i teksten. Endringane blir spora, så vi ser kva du foreslår.",
        "La nummera framfor avsnitta stå. Dei viser oss kvar det du seier høyrer heime.",
        "Lagre fila som Word (DOCX), og send ho tilbake til den du fekk ho av.",
    ),
    "en": (
        "What to do",
        "Select what you want to say something about, and choose “New comment”.",
        "If you want other words, write them right in the text. Changes are tracked, so we see what you suggest.",
        "Leave the numbers before the paragraphs. They show us where what you say belongs.",
        "Save the file as Word (DOCX), and send it back to the one who gave it to you.",
    ),
}


def render(
    manuscript: Manuscript, wordings: Mapping[str, int], token: str, pages: Mapping[str, int] | None = None
) -> bytes:
    """A .docx of the manuscript's chapters. `wordings` is the number of the wording by anchor.

    `pages` is the key of the page by the id of its chapter.
    """
    settings = part("settings").replace(*TRACKED)
    return whole_file(ReadingCopy(manuscript, wordings, token, pages or {}), manuscript.title, settings)


def only(page: PageText, anchors: frozenset[str]) -> PageText:
    """The page with just these paragraphs, and the sections they stand in."""
    sections = tuple(kept for section in page.sections if (kept := _only(section, anchors)) is not None)
    return replace(page, sections=sections, facts=(), sources=(), lead="")


def _only(section: Section, anchors: frozenset[str]) -> Section | None:
    passages = tuple(passage for passage in section.passages if passage.anchor in anchors)
    parts = tuple(kept for one in section.parts if (kept := _only(one, anchors)) is not None)
    return replace(section, passages=passages, parts=parts) if passages or parts else None


class CopyMarks(Marks):
    """Bookmarks that tell the wording too, and of a title the page."""

    def __init__(self, wordings: Mapping[str, int], pages: Mapping[str, int]) -> None:
        super().__init__()
        self.wordings, self.pages = wordings, pages

    def bookmarked(self, anchor: str, content: str) -> str:
        return super().bookmarked(self._named(anchor), content)

    def link_within(self, anchor: str, content: str) -> str:
        return super().link_within(self._named(anchor), content)

    def _named(self, anchor: str) -> str:
        if anchor in self.pages:
            return page_bookmark(self.pages[anchor])
        return bookmark_of(WordMark(anchor, self.wordings[anchor])) if anchor in self.wordings else anchor


class ReadingCopy(DocxBody):
    """The instruction, and the chapters."""

    def __init__(
        self, manuscript: Manuscript, wordings: Mapping[str, int], token: str, pages: Mapping[str, int]
    ) -> None:
        super().__init__(manuscript)
        self.wordings = wordings
        self.marks: Marks = CopyMarks(wordings, pages)
        self.token = token

    def whole(self) -> str:
        """Everything between the start of the body and its last section properties."""
        made = self.manuscript
        first, *rest = INSTRUCTIONS.get(made.language, INSTRUCTIONS["nb"])
        title = self.marks.bookmarked(copy_bookmark(self.token), self._say(made.title))
        chapters = [self.chapter(chapter) for part in self.pieces.parts for chapter in part.chapters]
        return (
            paragraph("Title", title)
            + paragraph("Subtitle", self._say(date_in_words(made.date, self.labels)))
            + paragraph("Lead", self._say(first))
            + "".join(paragraph("Facts", self._say(line)) for line in rest)
            + "".join(chapters)
        )

    def _number(self, said: PassagePiece) -> str:
        anchor = said.passage.anchor
        number = self._say(f"¶\u00a0{said.passage.number}", "PassageNumber")
        if anchor not in self.wordings:
            return number
        return self.marks.link(said.href + query_of(WordMark(anchor, self.wordings[anchor])), number)

    def _half(self, label: Label, style: str, said: PassagePiece) -> str:
        """With the words “myth” and “fact” on lines of their own: they are no part of what one can change."""
        name = paragraph("Facts", self._say(label.words, style), frame=self.frame)
        return name + self._paragraph(said, self._inline(said.runs))

    def words_of_picture(self, piece: PicturePiece) -> str:
        """Its paragraph's words, to be commented on and changed as others are: also what it shows."""
        return piece.passage.text

    def _online(self, words: Label, href: str) -> str:
        return ""
