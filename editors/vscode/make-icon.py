"""Draws icon.png: a page of a recommendation with a mark at its margin. Standard library only."""

import struct
import zlib

SIZE = 128
PAGE, INK, BLUE, MARK = (250, 250, 248), (70, 84, 103), (0, 120, 190), (212, 60, 50)


def pixel(x: int, y: int) -> tuple[int, int, int]:
    if not (18 <= x < 110 and 10 <= y < 118):
        return BLUE
    if 28 <= x < 34 and 52 <= y < 78:
        return MARK
    row = (y - 24) % 14
    if 22 <= y < 106 and row < 5 and 40 <= x < (76 if (y - 24) // 14 in (0, 5) else 100):
        return BLUE if (y - 24) // 14 == 0 else INK
    return PAGE


rows = b"".join(b"\0" + bytes(v for x in range(SIZE) for v in pixel(x, y)) for y in range(SIZE))


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
with open("icon.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))
