"""What some programs put on the clipboard, cut short but as they write it."""

# ruff: noqa: E501

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {color:red} --></style></head><body lang=NO style='tab-interval:35.4pt'><!--StartFragment-->
<h1>Medvirkning<o:p></o:p></h1>
<p class=MsoNormal>Det begynte i <b style='mso-bidi-font-weight:normal'>Porto
Alegre</b>.<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> Les <a href="https://www.example.no/mer">mer</a>.<o:p></o:p></p>
<h2>Slik</h2>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Første<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>Under</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>Tall</p>
<p class=MsoCaption>Tabell 1: Summer</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Kommune</b></p></td><td><p>Kroner</p></td></tr><tr><td colspan=2><p>Lillevik</p><p>to</p></td></tr></table>
<p class=MsoNormal><span style='color:red'>Rødt</span><!--[if gte vml 1]><v:shape/><![endif]--><![if !vml]><img src="file:///C:/x.png" alt="Torget"><![endif]></p>
<p class=MsoNormal>Med<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[K1]</a></span> <del>slettet</del> ord</p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> Boka kom først.</p></div></div>
<!--EndFragment--></body></html>"""

GOOGLE = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span style="font-size:16pt;color:#000000;font-weight:400;">Tittel</span></h2><p dir="ltr"><span style="color:#000000;font-weight:700;">Fet</span><span style="color:#000000;font-weight:400;"> og vanlig. </span><a href="https://www.google.com/url?q=https://example.no/a&amp;sa=D"><span style="color:#1155cc;text-decoration:underline">lenke</span></a></p><ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>En</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>To</span></p></li></ul></ul><ol><li aria-level="1"><p>Tall</p></li></ol><div dir="ltr" align="left"><table><colgroup><col></colgroup><tbody><tr><td><p><span>A</span></p></td><td><p>B</p></td></tr><tr><td><p>c</p></td><td><p>d</p></td></tr></tbody></table></div><br></b>"""

LIBREOFFICE = """<html><body><p>Ord<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> til.</p><ol><li><p>En</p></li><li><p>To</p></li></ol><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Noten.</p></div></body></html>"""

EXCEL = """<html><body><table border=0><col width=64><tr height=20><td class=xl63>Tiltak</td><td>Pris</td></tr><tr><td>Kaffe</td><td align=right>400</td></tr></table></body></html>"""
