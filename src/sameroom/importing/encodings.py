"""Turns the bytes of a text file into UTF-8 without NULs, whatever they were written in."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sameroom.importing.archives import fresh
from sameroom.importing.limits import MEGABYTE

CHUNK = 4 * MEGABYTE
SAMPLE = 262_144
WESTERN = "cp1252"
CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r",
    "mac_roman", "cp437", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A file in plain UTF-8.

    Args:
        file: where it lies; the original when nothing had to be done.
        encoding: what it was written in.
        newlines: how many lines end in it.
        remark: what was done to it, for the plan.
        is_ascii: whether it is known to hold no other letters.
    """

    file: Path
    encoding: str
    newlines: int
    remark: str = ""
    is_ascii: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    """What one pass over the bytes has shown."""

    is_utf8: bool
    is_ascii: bool
    has_nul: bool
    newlines: int
    lone_returns: bool
    head: bytes
    sample: bytes


def to_utf8(*, file: Path, scratch: Path) -> Text:
    """Give the file as UTF-8 text with `\\n` or `\\r\\n` line ends and without NULs."""
    look = _look(file)
    encoding = _encoding(look)
    plain = encoding == "utf-8" and not look.has_nul and not look.lone_returns
    if plain:
        return Text(file, encoding, look.newlines, is_ascii=look.is_ascii)
    target = fresh(scratch)
    newlines, mended = _rewrite(file, target, encoding)
    return Text(target, encoding, newlines, _remark(encoding, look, mended))


def _look(file: Path) -> _Look:
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, is_ascii, has_nul, newlines, returns = True, True, False, 0, 0
    head, sample = b"", b""
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            head = head or chunk[:SAMPLE]
            has_nul = has_nul or b"\0" in chunk
            newlines += chunk.count(b"\n")
            returns += 0 if newlines else chunk.count(b"\r")
            sample = _gather(sample, chunk)
            is_ascii = is_ascii and chunk.isascii()
            is_utf8 = is_utf8 and _decodes(decoder, chunk)
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    lone_returns = returns > 1 and not newlines
    return _Look(is_utf8, is_ascii, has_nul, newlines, lone_returns, head, sample)


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    if chunk.isascii() and not final and decoder.getstate()[0] == b"":
        return True
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _gather(sample: bytes, chunk: bytes) -> bytes:
    """Keep lines that are not plain ASCII: only they tell an encoding."""
    if len(sample) >= SAMPLE or chunk.isascii():
        return sample
    telling = [line for line in chunk[: CHUNK // 4].split(b"\n") if not line.isascii()]
    return (sample + b"\n".join(telling))[:SAMPLE]


def _encoding(look: _Look) -> str:
    for mark, encoding in MARKS:
        if look.head.startswith(mark):
            return encoding
    if look.has_nul and (wide := _wide(look.head)):
        return wide
    if look.is_utf8:
        return "utf-8"
    lines = look.sample.split(b"\n")
    readable = sum(_is_utf8(line) for line in lines)
    if readable * 2 > len(lines):
        return "mixed"
    return _guess(look.sample)


def _wide(head: bytes) -> str:
    """Tell UTF-16 without a mark by where its NULs stand."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes) -> str:
    """Guess a one-byte or East Asian encoding; Western when nothing speaks for another."""
    from charset_normalizer import from_bytes  # slow to load, and seldom needed

    matches = list(from_bytes(sample, cp_isolation=CANDIDATES, threshold=0.5))
    plain = next((match for match in matches if match.encoding == WESTERN), None)
    best = matches[0] if matches else None
    if best is None or sample.decode(best.encoding, "replace") == western(sample):
        return WESTERN
    if best.coherence <= (plain.coherence if plain else 0.0):
        return WESTERN
    return best.encoding


def _rewrite(file: Path, target: Path, encoding: str) -> tuple[int, int]:
    newlines = mended = 0
    with file.open("rb") as stream, target.open("w", encoding="utf-8", newline="") as out:
        for text in _texts(stream, encoding):
            clean = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
            newlines += clean.count("\n")
            mended += clean.count("\ufffd")
            out.write(clean)
    return newlines, mended


def _texts(stream: BinaryIO, encoding: str) -> Iterator[str]:
    if encoding == "mixed":
        yield from (_line(line) for line in stream)
        return
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    held = ""
    while chunk := stream.read(CHUNK):
        text = held + decoder.decode(chunk)
        held = "\r" if text.endswith("\r") else ""  # its \n may come with the next chunk
        yield text.removesuffix("\r")
    yield held + decoder.decode(b"", True)


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return western(line)


def western(line: bytes) -> str:
    """Read Western bytes; the few that Windows leaves undefined as Latin-1 has them."""
    try:
        return line.decode(WESTERN)
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _remark(encoding: str, look: _Look, mended: int) -> str:
    said = []
    if encoding == "mixed":
        said.append("lines in UTF-8 and in a Western encoding, each read as what it is")
    elif encoding not in {"utf-8", "utf-8-sig"}:
        said.append(f"written in {encoding}")
    if look.has_nul and not encoding.startswith("utf-16") and not encoding.startswith("utf-32"):
        said.append("NUL characters left out")
    if mended:
        said.append(f"{mended:,} characters could not be read and stand as \ufffd")
    return "; ".join(said)
