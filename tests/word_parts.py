"""Lists, notes, links and revisions in few words → the markup that a Word file has for them."""

from __future__ import annotations

from word_files import paragraph


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def of_runs(*content: str, properties: str = "") -> str:
    """A paragraph of the markup given."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def level(index: int, text: str, style: str = "decimal", *extra: str, suffix: str = "nothing") -> str:
    """A level of a list; ``extra`` is more markup inside it."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{"".join(extra)}'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*definitions: str, lists: str = "") -> dict[str, str]:
    """The part with lists 1, 2 … of the definitions' levels; ``lists`` adds ``w:num`` elements."""
    abstracts = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
        for number, levels in enumerate(definitions)
    )
    own = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(len(definitions))
    )
    return {"numbering": f"<w:numbering>{abstracts}{own}{lists}</w:numbering>"}


def listed(text: str, list_id: int | str = 1, index: int = 0, properties: str = "") -> str:
    """A paragraph of a list's level."""
    own = f'<w:numPr><w:ilvl w:val="{index}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, own + properties)


def notes(kind: str, *texts: str) -> dict[str, str]:
    """The part with notes 1, 2 … that start with their marks, in 9 point."""
    size = '<w:sz w:val="18"/>'
    found = "".join(
        f'<w:{kind} w:id="{number}">'
        + of_runs(f"<w:r><w:rPr>{size}</w:rPr><w:{kind}Ref/></w:r>", run(text, size))
        + f"</w:{kind}>"
        for number, text in enumerate(texts, 1)
    )
    separator = f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
    return {f"{kind}s": f"<w:{kind}s>{separator}{found}</w:{kind}s>"}


def mark(number: int, kind: str = "footnote") -> str:
    """The run that refers to a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def field(instruction: str, result: str) -> str:
    """A complex field and its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
