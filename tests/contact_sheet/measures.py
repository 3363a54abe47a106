"""How wide text is, and how well one colour is told from another."""

from __future__ import annotations

# Widths of Arial's letters as shares of their size, by kind of letter; its metrics are those of Liberation Sans.
NARROW, WIDE, CAPITAL, DIGIT, OTHER = 0.26, 0.83, 0.69, 0.556, 0.53
BOLD = 1.06


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """Points that text takes in one line."""
    return sum(_letter(letter) for letter in text) * size * (BOLD if is_bold else 1.0)


def _letter(letter: str) -> float:
    if letter in " ijlft.,:;'|!()[]-":
        return NARROW
    if letter in "mwMW%":
        return WIDE
    return CAPITAL if letter.isupper() else DIGIT if letter.isdigit() else OTHER


def lines(text: str, room: float, size: float, *, is_bold: bool = False) -> int:
    """Lines that text takes in ``room`` points, broken between words; a word wider than the room is broken too."""
    count, used = 1, 0.0
    for word in text.split():
        wide = width(word, size, is_bold=is_bold)
        space = width(" ", size) if used else 0.0
        if used and used + space + wide > room:
            count, used, space = count + 1, 0.0, 0.0
        if wide > room:
            count, wide = count + int(wide / room), wide % room
        used += space + wide
    return count


def contrast(ink: str, ground: str) -> float:
    """WCAG's ratio of two colours written as RRGGBB."""
    bright, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
